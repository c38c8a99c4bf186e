package org.sakia.limit;

import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One of the limits that an answer tells of. Immutable.
 *
 * @param limit     requests in a window
 * @param remaining requests that are left
 * @param reset     until there are more
 * @param window    over which the limit counts, where it is a pace and not a daily quota
 */
record Allowance(OptionalLong limit, OptionalLong remaining, Optional<Duration> reset, Optional<Duration> window) {

    /** The one with the least left first; of those the one that takes longest to reset. */
    static final Comparator<Allowance> TIGHTEST_FIRST = Comparator.<Allowance>comparingLong(
                    allowance -> allowance.remaining().orElse(Long.MAX_VALUE))
            .thenComparing(allowance -> allowance.reset().orElse(Duration.ZERO), Comparator.reverseOrder())
            .thenComparingLong(allowance -> allowance.limit().orElse(Long.MAX_VALUE));

    static Allowance of(OptionalLong limit, OptionalLong remaining, Optional<Duration> reset) {
        return new Allowance(limit, remaining, reset, Optional.empty());
    }

    /** What it would be as a pace. */
    Optional<LimitFields.Policy> policy() {
        return limit.isPresent() && limit.getAsLong() > 0
                ? window.filter(length -> !length.isZero())
                        .map(length -> new LimitFields.Policy(limit.getAsLong(), length))
                : Optional.empty();
    }

    boolean saysNothing() {
        return limit.isEmpty() && remaining.isEmpty() && reset.isEmpty();
    }
}
