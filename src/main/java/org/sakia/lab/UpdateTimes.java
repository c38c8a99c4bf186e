package org.sakia.lab;

import java.time.Duration;
import java.time.Instant;

/** When records were updated: record i at 2024-01-01T00:00:00Z + i minutes. */
final class UpdateTimes {

    /** The most records a table with times may hold: in the year 9999 the texts get longer. */
    static final long MOST_RECORDS = 4_000_000_000L;

    private static final Instant FIRST = Instant.parse("2024-01-01T00:00:00Z");
    private static final long MINUTE_SECONDS = 60;

    private UpdateTimes() {}

    static Instant of(long id) {
        return FIRST.plusSeconds(Math.multiplyExact(id, MINUTE_SECONDS));
    }

    /** The first record that was updated at this time or later. */
    static long firstSince(Instant time) {
        if (!time.isAfter(FIRST)) {
            return 0;
        }
        Duration since = Duration.between(FIRST, time);
        long minutes = since.toMinutes();
        return since.equals(Duration.ofMinutes(minutes)) ? minutes : minutes + 1;
    }
}
