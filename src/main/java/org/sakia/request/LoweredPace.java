package org.sakia.request;

import java.time.Duration;
import java.util.Comparator;

/**
 * Sends at less than the rate while the API says "slow down" to it: even steps, longer than those of the throttle. Not
 * thread-safe; {@link SendLimit} guards it.
 */
final class LoweredPace {

    private final PaceShare share;
    private long gap;
    private long next;
    private long cutAt;

    LoweredPace(Pace pace, long now) {
        share = new PaceShare(tightest(pace).length(), now);
        next = now;
        cutAt = now;
        of(pace);
    }

    /** From now on the share is one of this pace. */
    void of(Pace pace) {
        gap = tightest(pace).length().dividedBy(tightest(pace).most()).toNanos();
    }

    private static Pace.Window tightest(Pace pace) {
        return pace.windows().stream()
                .max(Comparator.comparingDouble(
                        window -> (double) window.length().toNanos() / window.most()))
                .orElse(new Pace.Window(1, Duration.ZERO));
    }

    /** Nanoseconds until the next send; 0 or less when it may go at once. */
    long waitNanos(long now) {
        return share.share() < 1 ? next - now : 0;
    }

    void sends(long now) {
        next = now + (long) (gap / share.share());
    }

    /** A refusal; those of requests that were sent before the last cut belong to it. */
    void throttled(long now, long sent) {
        if (sent - cutAt >= 0) {
            share.cut(now);
            cutAt = now;
            sends(now);
        }
    }

    void succeeded(long now) {
        share.raise(now);
    }

    PaceShare share() {
        return share;
    }
}
