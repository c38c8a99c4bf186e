package org.sakia.limit;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * Reads when a limit is reset, in the forms that vendors use: seconds from now, seconds or milliseconds since 1970, an
 * ISO date with or without seconds, an HTTP-date. Points in time are measured against the answer's own Date field, so
 * that a server whose clock is wrong is still understood. Immutable, thread-safe.
 */
final class ResetTime {

    /** Three years in seconds, and the year 1973 as an epoch: what lies between is neither a wait nor a date. */
    private static final BigDecimal EPOCH_SECONDS = new BigDecimal("1e8");

    /** The year 5138 in seconds, and 1973 in milliseconds. */
    private static final BigDecimal EPOCH_MILLIS = new BigDecimal("1e11");

    private static final BigDecimal BEYOND = new BigDecimal("1e14");

    /** ISO 8601 with a blank in place of the T, without seconds, with or without a zone. */
    private static final DateTimeFormatter ISO =
            DateTimeFormatter.ofPattern("uuuu-MM-dd['T'][' ']HH:mm[:ss][.SSSSSSSSS][.SSSSSS][.SSS][ ][XXX][XX][X]");

    private final Instant now;

    /**
     * @param date  the answer's own Date field
     * @param clock for an answer that has none
     */
    ResetTime(Optional<String> date, Clock clock) {
        now = date.map(String::trim).flatMap(RetryAfter::httpDate).orElseGet(clock::instant);
    }

    /** How long until then, 0 to 366 days; empty if the text is no such time. */
    Optional<Duration> read(String text) {
        String trimmed = text.trim();
        return trimmed.matches("\\d{1,15}(\\.\\d{0,9})?") ? number(new BigDecimal(trimmed)) : date(trimmed);
    }

    private Optional<Duration> number(BigDecimal value) {
        if (value.compareTo(EPOCH_SECONDS) < 0) {
            return Optional.of(within(Duration.ofMillis(millis(value.movePointRight(3)))));
        }
        if (value.compareTo(EPOCH_MILLIS) < 0) {
            return Optional.of(until(Instant.ofEpochMilli(millis(value.movePointRight(3)))));
        }
        return value.compareTo(BEYOND) < 0 ? Optional.of(until(Instant.ofEpochMilli(millis(value)))) : Optional.empty();
    }

    private static long millis(BigDecimal value) {
        return value.setScale(0, RoundingMode.CEILING).longValueExact();
    }

    private Optional<Duration> date(String text) {
        return RetryAfter.httpDate(text).or(() -> iso(text)).map(this::until);
    }

    private static Optional<Instant> iso(String text) {
        try {
            return Optional.of(ISO.parseBest(
                            text.replaceFirst(" ?(UTC|GMT)$", "Z"), OffsetDateTime::from, LocalDateTime::from))
                    .map(time -> time instanceof OffsetDateTime zoned
                            ? zoned.toInstant()
                            : LocalDateTime.from(time).toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException noDate) {
            return Optional.empty();
        }
    }

    /** Times are cut to whole seconds by most servers, so the true distance may be up to a second longer. */
    private Duration until(Instant then) {
        try {
            Duration wait = Duration.between(now, then);
            return wait.isNegative() ? Duration.ZERO : within(wait.plusSeconds(1));
        } catch (DateTimeException | ArithmeticException tooFar) {
            return then.isAfter(now) ? RetryAfter.LONGEST : Duration.ZERO;
        }
    }

    private static Duration within(Duration wait) {
        return wait.compareTo(RetryAfter.LONGEST) > 0 ? RetryAfter.LONGEST : wait;
    }
}
