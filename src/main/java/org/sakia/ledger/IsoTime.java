package org.sakia.ledger;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times as text with a fixed number of digits, so that the order of the text is the order of the times. */
final class IsoTime {

    private static final DateTimeFormatter MILLIS = formatter("SSS");
    private static final DateTimeFormatter NANOS = formatter("SSSSSSSSS");

    private IsoTime() {}

    /** For times that people read. */
    static String millis(Instant time) {
        return MILLIS.format(time);
    }

    /** For times that a limit is computed from. */
    static String nanos(Instant time) {
        return NANOS.format(time);
    }

    private static DateTimeFormatter formatter(String fraction) {
        return DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss." + fraction + "X")
                .withZone(ZoneOffset.UTC);
    }
}
