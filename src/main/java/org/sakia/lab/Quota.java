package org.sakia.lab;

import java.time.Duration;
import org.sakia.request.Rate;

/**
 * The state of one rate as one kind of limiter keeps it. Times are nanoseconds since the API started, never negative
 * and never falling. Not thread-safe.
 */
sealed interface Quota permits SlidingQuota, FixedQuota, BucketQuota {

    static Quota of(Rate rate, Limiter kind, int burst) {
        int capacity = burst > 0 ? burst : kind.defaultBurst(rate.requests());
        return switch (kind) {
            case SLIDING -> new SlidingQuota(rate);
            case FIXED -> new FixedQuota(rate);
            case LEAKY, TOKEN -> new BucketQuota(rate, capacity);
        };
    }

    /** Counts one request, whether there was room for it or not. */
    void count(long now);

    /** Zero when a request would be let in now. */
    Duration untilRoom(long now);

    /** Requests that would be let in now. */
    int remaining(long now);

    /**
     * Until {@link #remaining} grows if nobody asks, which is what a client that has used it up has to wait; zero when
     * there is nothing to come back.
     */
    Duration untilReset(long now);

    /** Requests per period, as headers tell it. */
    int limit();
}
