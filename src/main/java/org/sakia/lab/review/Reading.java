package org.sakia.lab.review;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sakia.lab.Limiter;

/** A run's figures, read against the API's limit. */
record Reading(ApiFacts api, StrategyRun run) {

    /** From here on an engineer would say that the limit is used. */
    private static final double USED = 0.9;
    /** What the first and the last request of a short run add to its average stays below. */
    private static final double FASTER = 1.05;

    Figures figures() {
        return run.figures();
    }

    int allowed() {
        return api.limit().requests();
    }

    Duration period() {
        return api.limit().period();
    }

    /** Seconds from one request to the next when they are spread evenly. */
    double evenPauseS() {
        return 1 / api.limit().perSecond();
    }

    boolean refused() {
        return figures().throttled() > 0 || figures().banned();
    }

    boolean over() {
        return figures().peakWindow() > allowed();
    }

    boolean kept() {
        return !over() && !refused();
    }

    boolean used() {
        return figures().shareOfLimit() >= USED;
    }

    /** Whether it went faster than the limit allows for long, and ended before that showed. */
    boolean endedEarly() {
        return kept() && figures().shareOfLimit() > FASTER;
    }

    /** Whether the time came to more than the limit accounts for. */
    boolean slow() {
        return figures().wallS() > figures().idealS() / USED;
    }

    /**
     * Seconds that a request took on average. The sum of the ends less the sum of the starts is that of all durations,
     * whichever end belongs to which start; without them it is the middle of what the API is known for.
     */
    double meanLatencyS() {
        double[] starts = run.arrivalsS();
        if (starts.length == 0 || starts.length != run.departuresS().length) {
            return usualLatencyS();
        }
        double sum =
                Arrays.stream(run.departuresS()).sum() - Arrays.stream(starts).sum();
        return Math.max(0, sum / starts.length);
    }

    double usualLatencyS() {
        return Words.seconds(api.fastest().plus(api.slowest())) / 2;
    }

    /** {@code 8 s to 30 s}, the time to an answer. */
    String range() {
        return Words.range(api.fastest(), api.slowest());
    }

    /** {@code 100 a minute}. */
    String limit() {
        return Words.per(allowed(), period());
    }

    /** {@code 32 a minute}, what was sent on average. */
    String sent() {
        return Words.per(figures().requestsPerPeriod(), period());
    }

    /** {@code 190 in one minute}, the most there was. */
    String peak() {
        return Words.count(figures().peakWindow()) + " in " + Words.one(period());
    }

    String share() {
        return Words.percent(figures().shareOfLimit());
    }

    String inFlight() {
        return Words.count(figures().peakInFlight());
    }

    String heap() {
        return Words.count(figures().peakHeapMb()) + " MiB";
    }

    /** {@code 1,000 requests took 31 min instead of 10 min 30 s}, and how that is known. */
    String time() {
        boolean more = figures().wallS() > 1.02 * figures().idealS();
        return Words.many(figures().requests(), "request")
                + (figures().extrapolated() ? " would take " : " took ")
                + Words.time(figures().wallS())
                + (more ? " instead of " + Words.time(figures().idealS()) : "")
                + (figures().extrapolated() ? " (reckoned from those it made)" : "");
    }

    /** {@code here it used 99 % of the limit, and 1,000 requests took 10 min 30 s}. */
    String result() {
        return endedEarly() ? "here " + time() : "here it used " + share() + " of the limit, and " + time();
    }

    /** What the API did about it and what is missing now: {@code 880 were refused, and 880 pages are lost}. */
    String damage() {
        List<String> parts = new ArrayList<>();
        if (figures().throttled() > 0) {
            parts.add(
                    figures().throttled() == 1
                            ? "1 request was refused"
                            : Words.count(figures().throttled()) + " requests were refused");
        }
        if (figures().banned()) {
            parts.add("the API banned the client");
        }
        if (figures().lostPages() > 0) {
            parts.add(
                    figures().lostPages() == 1
                            ? "1 page is lost"
                            : Words.count(figures().lostPages()) + " pages are lost");
        }
        return switch (parts.size()) {
            case 0 -> "no page is lost";
            case 1 -> parts.get(0);
            case 2 -> parts.get(0) + " and " + parts.get(1);
            default -> parts.get(0) + ", " + parts.get(1) + " and " + parts.get(2);
        };
    }

    /** {@link #damage()} of a strategy that takes no for an answer. */
    String damageForGood() {
        return damage() + (figures().lostPages() > 0 ? ", as it tries nothing again" : "");
    }

    /** How the API counts, as a clause: {@code it counts fixed windows}. */
    String counts() {
        return switch (api.limiter()) {
            case SLIDING -> "it looks at " + Words.any(period());
            case FIXED -> "it counts fixed windows";
            case LEAKY -> "it leaks evenly and takes no large bursts";
            case TOKEN -> "it hands out tokens and lets saved ones be spent at once";
        };
    }

    /** {@code which this API let pass, as it counts fixed windows}. */
    String letPass() {
        return "which this API let pass" + (api.limiter() == Limiter.SLIDING ? "" : ", as " + counts());
    }

    /** Why an API refuses someone who never sent more than its limit. */
    String refusedWithin() {
        return switch (api.limiter()) {
            case LEAKY -> "this API leaks evenly and takes no large bursts";
            case SLIDING, FIXED, TOKEN -> "others use the same limit, or the API refuses for reasons of its own";
        };
    }
}
