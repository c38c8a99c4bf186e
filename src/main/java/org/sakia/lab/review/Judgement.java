package org.sakia.lab.review;

/**
 * What a strategy's run says about it, in two plain sentences that hold for the figures of that run.
 *
 * @param good   begins with "Good when"
 * @param breaks begins with "Breaks when"
 */
public record Judgement(String good, String breaks) {

    /** Reads a run; a strategy that is not known is judged by its figures alone. */
    public static Judgement of(ApiFacts api, StrategyRun run) {
        Reading reading = new Reading(api, run);
        return switch (run.strategy()) {
            case "sequential" -> new AtOnce(reading, 1).sequential();
            case "semaphore" -> new AtOnce(reading, api.workers()).semaphore();
            case "bounded-gather" -> new AtOnce(reading, api.workers()).boundedGather();
            case "worker-pool" -> new AtOnce(reading, api.workers()).workerPool();
            case "burst-gather" -> new Unbounded(reading).judgement();
            case "token-bucket" -> new InTime(reading).tokenBucket();
            case "leaky-bucket" -> new InTime(reading).leakyBucket();
            case "sliding-window" -> new InTime(reading).slidingWindow();
            case "adaptive" -> new ByFeedback(reading).judgement();
            case "paced" -> new Paced(reading).judgement();
            default -> byFiguresAlone(reading);
        };
    }

    private static Judgement byFiguresAlone(Reading run) {
        String good = run.refused()
                ? "Good when the API allows more: the most it sent was " + run.peak()
                : "Good when the API is like this one: nothing was refused, and it used " + run.share()
                        + " of the limit";
        String breaks = run.refused()
                ? "Breaks when the limit is " + run.limit() + ": " + run.damage()
                : "Breaks when the API allows less than " + run.peak() + ", the most it sent here";
        return new Judgement(good + ".", breaks + ".");
    }
}
