package org.sakia.lab;

import java.time.Duration;
import org.sakia.request.Rate;

/** At most N in any period: a ring of the last N counted times is all it takes to be exact. */
final class SlidingQuota implements Quota {

    private final long[] ring;
    private final long period;
    private long counted;

    SlidingQuota(Rate rate) {
        ring = new long[rate.requests()];
        period = rate.period().toNanos();
    }

    @Override
    public void count(long now) {
        ring[slot(counted)] = now;
        counted++;
    }

    @Override
    public Duration untilRoom(long now) {
        if (counted < ring.length) {
            return Duration.ZERO;
        }
        return Duration.ofNanos(Math.max(0, ring[slot(counted)] + period - now));
    }

    @Override
    public int remaining(long now) {
        int kept = (int) Math.min(counted, ring.length);
        int inside = 0;
        while (inside < kept && ring[slot(counted - 1 - inside)] + period > now) {
            inside++;
        }
        return ring.length - inside;
    }

    @Override
    public Duration untilReset(long now) {
        int inside = ring.length - remaining(now);
        return inside == 0 ? Duration.ZERO : Duration.ofNanos(ring[slot(counted - inside)] + period - now);
    }

    @Override
    public int limit() {
        return ring.length;
    }

    private int slot(long number) {
        return (int) (number % ring.length);
    }
}
