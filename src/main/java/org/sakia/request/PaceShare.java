package org.sakia.request;

import java.time.Duration;

/**
 * The share of a rate that an API has been found to bear: additive increase, multiplicative decrease, as TCP does it
 * (RFC 5681, section 3.1). Never above 1; how long the API takes to answer has no part in it. Times are nanoseconds of
 * one monotonic clock. Not thread-safe.
 */
final class PaceShare {

    private static final double DECREASE = 0.5;
    private static final double STEPS_TO_FULL = 20;
    private static final double LEAST = 0.01;

    /** A rate an hour is not to take a day to come back. */
    private static final Duration LONGEST_STEP = Duration.ofMinutes(1);

    private final long step;
    private double share = 1;
    private double lowest = 1;
    private long changed;

    /** @param period of the rate: so long, but a minute at most, must pass from one increase to the next */
    PaceShare(Duration period, long now) {
        step = (period.compareTo(LONGEST_STEP) < 0 ? period : LONGEST_STEP).toNanos();
        changed = now;
    }

    double share() {
        return share;
    }

    /** The lowest it has been. */
    double lowest() {
        return lowest;
    }

    /** Whether a step has passed since the last change. */
    boolean mayChange(long now) {
        return now - changed >= step;
    }

    /** A page came: gives a twentieth of the rate back, once a step. */
    void raise(long now) {
        if (mayChange(now)) {
            share = Math.min(1, share + 1 / STEPS_TO_FULL);
            changed = now;
        }
    }

    void cut(long now) {
        share = Math.max(LEAST, share * DECREASE);
        lowest = Math.min(lowest, share);
        changed = now;
    }
}
