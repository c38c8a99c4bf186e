package org.sakia.limit;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import org.apache.hc.client5.http.utils.DateUtils;

/**
 * Reads the Retry-After field: delay seconds or an HTTP-date (RFC 9110 section 10.2.3). Decimals such as {@code 2.0}
 * are read as well, since some vendors send them. A date is measured against the answer's own Date field, so that a
 * server whose clock is wrong is still understood. Junk and negative values are as if the field were not there.
 */
public final class RetryAfter {

    /** No wait is longer: what lies beyond is a mistake of the server, and the sum of times must not overflow. */
    static final Duration LONGEST = Duration.ofDays(366);

    private static final DateTimeFormatter ASCTIME =
            DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss yyyy", Locale.ENGLISH);

    private RetryAfter() {}

    /**
     * How long the API asks to wait.
     *
     * @param retryAfter the field
     * @param date       the answer's own Date field
     * @param clock      for an answer that has none
     * @return 0 to 366 days; empty if the field is not there or says nothing that can be read
     */
    public static Optional<Duration> parse(Optional<String> retryAfter, Optional<String> date, Clock clock) {
        return retryAfter.map(String::trim).flatMap(text -> seconds(text).or(() -> until(text, date, clock)));
    }

    private static Optional<Duration> seconds(String text) {
        if (!text.matches("\\d{1,18}(\\.\\d{0,18})?")) {
            return Optional.empty();
        }
        BigDecimal millis = new BigDecimal(text).movePointRight(3).setScale(0, RoundingMode.CEILING);
        return Optional.of(
                millis.compareTo(BigDecimal.valueOf(LONGEST.toMillis())) > 0
                        ? LONGEST
                        : Duration.ofMillis(millis.longValueExact()));
    }

    private static Optional<Duration> until(String text, Optional<String> date, Clock clock) {
        return httpDate(text).map(then -> {
            Instant now = date.map(String::trim).flatMap(RetryAfter::httpDate).orElseGet(clock::instant);
            Duration wait = Duration.between(now, then);
            if (wait.isNegative()) {
                return Duration.ZERO;
            }
            // Both dates are cut to whole seconds, so the true distance may be up to a second longer.
            Duration whole = wait.plusSeconds(1);
            return whole.compareTo(LONGEST) > 0 ? LONGEST : whole;
        });
    }

    static Optional<Instant> httpDate(String text) {
        return Optional.ofNullable(DateUtils.parseStandardDate(text)).or(() -> asctime(text));
    }

    /** The third form of RFC 9110 section 5.6.7, which HttpClient's parser knows and, for lack of a zone, never takes. */
    private static Optional<Instant> asctime(String text) {
        try {
            return Optional.of(
                    LocalDateTime.parse(text.replaceAll(" +", " "), ASCTIME).toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException noDate) {
            return Optional.empty();
        }
    }
}
