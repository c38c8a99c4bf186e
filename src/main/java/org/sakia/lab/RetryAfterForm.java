package org.sakia.lab;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/** What the Retry-After header of a 429 says; always rounded up, so that who obeys is let in. */
public enum RetryAfterForm {
    /** Whole seconds, RFC 9110 section 10.2.3. */
    SECONDS,
    /** Seconds with milliseconds, {@code 2.350}: not in the RFC, common all the same. */
    DECIMAL,
    /** A date to be read against the answer's own Date header. */
    HTTP_DATE,
    /** No header. */
    NONE,
    /** {@code 0}, whatever the wait really is. */
    ZERO;

    private static final DateTimeFormatter IMF_FIXDATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT);

    static String httpDate(Instant instant) {
        return IMF_FIXDATE.format(instant.atOffset(ZoneOffset.UTC));
    }

    static long secondsUp(Duration wait) {
        return wait.getNano() == 0 ? wait.toSeconds() : wait.toSeconds() + 1;
    }

    Optional<String> header(Duration wait, Instant now) {
        return switch (this) {
            case SECONDS -> Optional.of(Long.toString(secondsUp(wait)));
            case DECIMAL ->
                Optional.of(BigDecimal.valueOf(wait.toNanos(), 9)
                        .setScale(3, RoundingMode.UP)
                        .toPlainString());
            case HTTP_DATE ->
                Optional.of(httpDate(now.plus(wait).plusSeconds(1).minusNanos(1).truncatedTo(ChronoUnit.SECONDS)));
            case NONE -> Optional.empty();
            case ZERO -> Optional.of("0");
        };
    }
}
