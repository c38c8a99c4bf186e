package org.sakia.request;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Counts what left in the last period, slice by slice. A slice counts until all of it is over the period's age, so that
 * the count is too high by a slice's worth at most and never too low. By the wall clock, because it goes on over
 * restarts. Not thread-safe; {@link SendLimit} guards it.
 */
final class SendQuota {

    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

    private final Quota quota;
    private final TreeMap<Instant, Long> slices = new TreeMap<>();

    SendQuota(Quota quota) {
        this.quota = quota;
    }

    /** Counts what earlier processes sent, by the begin of each slice. */
    void remember(Map<Instant, Long> counts, Instant now) {
        // A slice that seems to lie ahead comes from a clock that was set back since.
        counts.forEach((begin, requests) ->
                slices.merge(quota.sliceOf(begin.isAfter(now) ? now : begin), requests, Long::sum));
    }

    void departed(Instant now) {
        Instant slice = quota.sliceOf(now);
        boolean setBack = !slices.isEmpty() && slice.isBefore(slices.lastKey());
        slices.merge(setBack ? slices.lastKey() : slice, 1L, Long::sum);
    }

    /** What is left now; never negative. */
    long left(Instant now) {
        slices.headMap(now.minus(quota.period()).minus(quota.slice()), true).clear();
        return Math.max(
                0,
                quota.requests()
                        - slices.values().stream().mapToLong(Long::longValue).sum());
    }

    /** When the next request may leave; empty if it may now. */
    Optional<Instant> usedUpUntil(Instant now) {
        return left(now) > 0
                ? Optional.empty()
                : Optional.of(slices.firstKey().plus(quota.slice()).plus(quota.period()));
    }

    /** Nanoseconds until one more may be granted; 0 or less when it may be at once. */
    long waitNanos(Instant now, int granted) {
        long left = left(now);
        if (left > 0) {
            return left > granted ? 0 : RollingWindow.UNTIL_A_SEND_LEAVES;
        }
        // Looked at again after a while, because a wall clock may be set.
        Duration wait = Duration.between(now, usedUpUntil(now).orElse(now));
        return Math.max(1, Math.min(wait.toNanos(), LOOK_AGAIN.toNanos()));
    }

    /** Says that it is used up, and until when; empty while it is not. */
    Optional<String> reason(Instant now) {
        return usedUpUntil(now)
                .map(until -> "quota of " + quota.text() + " used up until "
                        + HoldBack.clock(Duration.between(now, until).toNanos()));
    }

    /** As in "9,990 of 10,000/1d left". */
    String leftText(Instant now) {
        return String.format(Locale.ROOT, "%,d of %s left", left(now), quota.text());
    }
}
