package org.sakia.request;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.sakia.units.Durations;

/**
 * So many requests in so much time, without a pace. Counted in slices of the period, so that the count needs little
 * room however many there are. Immutable.
 *
 * @param requests 1 to {@value #MOST_REQUESTS}
 * @param period   1 s to 366 days
 */
public record Quota(long requests, Duration period) {

    /** More than anybody sends. */
    public static final long MOST_REQUESTS = 1_000_000_000_000L;

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(366);
    private static final int SLICES = 96;

    /** @throws IllegalArgumentException if a part is out of its range */
    public Quota {
        if (requests < 1 || requests > MOST_REQUESTS) {
            throw new IllegalArgumentException("a quota has 1 to " + MOST_REQUESTS + " requests, not " + requests);
        }
        if (period.compareTo(SHORTEST) < 0 || period.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a quota's period is 1s to 366d, not " + Durations.text(period));
        }
    }

    /** How long a slice is: a 96th of the period, in whole milliseconds. */
    public Duration slice() {
        return Duration.ofMillis((period.toMillis() + SLICES - 1) / SLICES);
    }

    /** When the slice of a moment begins. */
    public Instant sliceOf(Instant moment) {
        long length = slice().toMillis();
        return Instant.ofEpochMilli(Math.floorDiv(moment.toEpochMilli(), length) * length);
    }

    /** As people read it: {@code 250,000/1d}. */
    public String text() {
        return String.format(Locale.ROOT, "%,d/%s", requests, Durations.text(period));
    }
}
