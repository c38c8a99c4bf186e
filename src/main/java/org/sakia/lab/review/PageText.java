package org.sakia.lab.review;

import org.sakia.lab.Limiter;

/** The page's own sentences. */
final class PageText {

    private PageText() {}

    /** What the strategies met. */
    static String api(ApiFacts api, int strategies) {
        String latency = Words.range(api.fastest(), api.slowest());
        return "An API that takes " + latency + " for an answer and allows "
                + Words.per("requests", api.limit().requests(), api.limit().period()) + " (" + counting(api.limiter())
                + "). "
                + refusals(api) + " " + Words.many(strategies, "strategy").replace("strategys", "strategies")
                + " had " + Words.many(api.requests(), "request") + " to make; those that bound only concurrency had "
                + Words.many(api.workers(), "worker") + ".";
    }

    private static String counting(Limiter limiter) {
        return switch (limiter) {
            case SLIDING -> "a sliding window: never more in any period";
            case FIXED -> "fixed windows: a new count at the start of each period";
            case LEAKY -> "a leaky bucket: evenly, with little room for bursts";
            case TOKEN -> "a token bucket: what is saved may be spent at once";
        };
    }

    private static String refusals(ApiFacts api) {
        String count = api.strict() ? "Refused requests count towards the limit" : "Refused requests do not count";
        return api.banAfter() == 0
                ? count + "."
                : count + ", and after " + Words.many(api.banAfter(), "refusal") + " the client is banned.";
    }

    static String time(ApiFacts api) {
        return api.scale() == 1
                ? "The lab ran in real time."
                : "The lab ran " + Words.amount(api.scale()) + " times as fast; all times here are the API's own.";
    }

    static String legend(ApiFacts api, TimeAxis axis) {
        return "Above, the line is how many requests had arrived within the "
                + Words.any(api.limit().period()).replace("any ", "last ")
                + ", the bars are counts of whole periods, the dashes are the limit; hatched is what exceeds it. The"
                + " stroke beneath shows when requests arrived. Below are the requests in flight. All pictures show the"
                + " same " + Words.time(axis.seconds()) + ".";
    }
}
