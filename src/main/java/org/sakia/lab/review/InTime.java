package org.sakia.lab.review;

/** Judges what keeps a rate, each in its own way, and leaves no margin. */
final class InTime {

    /** What a scheduler and a network make of a pause is some milliseconds: a tenth of this. */
    private static final double SHORT_PAUSE_S = 0.1;

    private final Reading run;

    InTime(Reading run) {
        this.run = run;
    }

    Judgement tokenBucket() {
        String good = run.over() && !run.refused()
                ? "the API counts the same way, as this one does: " + run.peak() + " arrived and nothing was refused"
                : "the API hands out tokens too, so that what was saved in a pause may be spent at once" + result();
        return judgement(
                good,
                "the API counts a window: a full bucket and the tokens that come meanwhile made " + run.peak(),
                "the bucket is full after a pause: up to "
                        + Words.count(2.0 * run.allowed()) + " may then start in " + Words.one(run.period()) + ", and "
                        + run.allowed() + " are allowed");
    }

    Judgement leakyBucket() {
        String pause = Words.time(run.evenPauseS());
        return judgement(
                "the API likes it even: one request every " + pause + result(),
                "the way has jitter: a request every " + pause + " leaves no margin, so it came to " + run.peak(),
                unevenWay(pause));
    }

    private String unevenWay(String pause) {
        if (few()) {
            return "a handful of pages is wanted at once: " + run.time() + ", one every " + pause
                    + ", though the limit would let all of them go together";
        }
        return run.evenPauseS() < SHORT_PAUSE_S
                ? "the pause gets as short as this: the clock and the scheduler take their share of every " + pause
                        + ", and it used " + run.share() + " of the limit"
                : "the way has jitter: at " + run.peak() + " of " + run.allowed()
                        + " allowed there is no margin for a request that comes early";
    }

    Judgement slidingWindow() {
        String burst = Words.count(Math.min(run.allowed(), run.figures().peakInFlight()));
        String bursts = "an API minds bursts, because " + burst + " were in flight at once; and ";
        return judgement(
                "the API takes bursts (" + burst + " in flight at once here) and the last request of the limit"
                        + " matters" + result(),
                "the next burst travels faster than the one before: it came to " + run.peak(),
                few()
                        ? bursts + "when there are more than " + run.allowed()
                                + " pages, as the next burst may arrive a little early"
                        : bursts + "with " + run.peak() + " of " + run.allowed()
                                + " allowed, a burst that arrives a little early is too many");
    }

    private Judgement judgement(String good, String over, String calm) {
        return new Judgement("Good when " + good + ".", "Breaks when " + breaks(over, calm) + ".");
    }

    private String breaks(String over, String calm) {
        if (run.over()) {
            String allowed = " where " + run.allowed() + " are allowed";
            return run.refused() ? over + allowed + "; " + run.damage() : over + allowed + ", " + run.letPass();
        }
        if (run.refused()) {
            return "keeping the rate is not enough: it never sent more than " + run.peak() + ", but "
                    + run.refusedWithin() + "; " + run.damage();
        }
        return calm;
    }

    private String result() {
        return run.refused() ? "" : "; " + run.result();
    }

    /** Whether there was no second period in which the strategy could show its weakness. */
    private boolean few() {
        return run.figures().requests() <= run.allowed();
    }
}
