package org.sakia.lab;

import java.time.Duration;
import org.sakia.request.Rate;

/** At most N in each window [k x P, (k+1) x P). */
final class FixedQuota implements Quota {

    private final int requests;
    private final long period;
    private long window;
    private long counted;

    FixedQuota(Rate rate) {
        requests = rate.requests();
        period = rate.period().toNanos();
    }

    @Override
    public void count(long now) {
        long current = now / period;
        counted = current == window ? counted + 1 : 1;
        window = current;
    }

    @Override
    public Duration untilRoom(long now) {
        return remaining(now) > 0 ? Duration.ZERO : untilBorder(now);
    }

    @Override
    public int remaining(long now) {
        return now / period == window ? (int) Math.max(0, requests - counted) : requests;
    }

    @Override
    public Duration untilReset(long now) {
        return remaining(now) == requests ? Duration.ZERO : untilBorder(now);
    }

    @Override
    public int limit() {
        return requests;
    }

    private Duration untilBorder(long now) {
        return Duration.ofNanos(period - now % period);
    }
}
