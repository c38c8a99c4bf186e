package org.sakia.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterFormTest {

    private static final Instant NOW = Instant.parse("2026-02-03T04:05:06.700Z");

    @Test
    void wholeSecondsAreRoundedUp() {
        assertThat(RetryAfterForm.SECONDS.header(Duration.ofMillis(2_001), NOW)).contains("3");
        assertThat(RetryAfterForm.SECONDS.header(Duration.ofSeconds(2), NOW)).contains("2");
    }

    @Test
    void decimalsAreRoundedUpToMilliseconds() {
        assertThat(RetryAfterForm.DECIMAL.header(Duration.ofNanos(2_350_000_001L), NOW))
                .contains("2.351");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 299, 300, 301, 1_000, 59_999})
    void aDateReadAgainstTheDateHeaderIsNeverTooEarly(long waitMillis) {
        String until = RetryAfterForm.HTTP_DATE
                .header(Duration.ofMillis(waitMillis), NOW)
                .orElseThrow();

        Duration told = Duration.between(instant(RetryAfterForm.httpDate(NOW)), instant(until));
        assertThat(told).isBetween(Duration.ofMillis(waitMillis), Duration.ofMillis(waitMillis + 2_000));
        assertThat(instant(until)).isAfterOrEqualTo(NOW.plusMillis(waitMillis));
    }

    @Test
    void zeroLiesAndNoneSaysNothing() {
        assertThat(RetryAfterForm.ZERO.header(Duration.ofSeconds(9), NOW)).contains("0");
        assertThat(RetryAfterForm.NONE.header(Duration.ofSeconds(9), NOW)).isEmpty();
    }

    private static Instant instant(String httpDate) {
        return ZonedDateTime.parse(httpDate, DateTimeFormatter.RFC_1123_DATE_TIME)
                .toInstant();
    }
}
