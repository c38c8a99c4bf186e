package org.sakia.lab;

import java.time.Duration;
import org.sakia.request.Rate;

/**
 * A bucket that holds {@code capacity} requests and drains at N per P, in the form of the generic cell rate algorithm
 * (ITU-T I.371): the level is kept as the time at which the bucket will be empty, so that whole nanoseconds are exact.
 */
final class BucketQuota implements Quota {

    private final int requests;
    private final long drainOne;
    private final long capacity;
    private final long mostDebt;
    private long emptyAt;

    BucketQuota(Rate rate, int capacity) {
        requests = rate.requests();
        drainOne = Math.max(1, rate.period().toNanos() / requests);
        this.capacity = capacity * drainOne;
        mostDebt = this.capacity + rate.period().toNanos();
    }

    /** Refused requests that count fill it above the brim, by one period's worth at most. */
    @Override
    public void count(long now) {
        emptyAt = Math.min(Math.max(emptyAt, now) + drainOne, now + mostDebt);
    }

    @Override
    public Duration untilRoom(long now) {
        return Duration.ofNanos(Math.max(0, emptyAt + drainOne - capacity - now));
    }

    @Override
    public int remaining(long now) {
        long level = Math.max(0, emptyAt - now);
        return (int) Math.max(0, (capacity - level) / drainOne);
    }

    @Override
    public Duration untilReset(long now) {
        long level = Math.max(0, emptyAt - now);
        long afterOneMore = Math.max(0, capacity - (remaining(now) + 1L) * drainOne);
        return Duration.ofNanos(Math.max(0, level - afterOneMore));
    }

    @Override
    public int limit() {
        return requests;
    }
}
