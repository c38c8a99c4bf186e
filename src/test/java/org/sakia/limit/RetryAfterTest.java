package org.sakia.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    private static final Clock LOCAL = Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "7, 7000",
        "120, 120000",
        "2.0, 2000",
        "2.350, 2350",
        "0.0001, 1",
        "1., 1000",
        "' 3 ', 3000",
        "007, 7000"
    })
    void secondsAreReadWithAndWithoutDecimalsAndNeverRoundedDown(String text, long millis) {
        assertThat(parse(text, null)).contains(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Sun, 06 Nov 2016 08:49:37 GMT", "Sunday, 06-Nov-16 08:49:37 GMT", "Sun Nov  6 08:49:37 2016"})
    void allThreeFormsOfAnHttpDateAreMeasuredAgainstTheAnswersOwnDate(String text) {
        // both dates are cut to seconds, so the true distance may be up to a second longer
        assertThat(parse(text, "Sun, 06 Nov 2016 08:49:07 GMT")).contains(Duration.ofSeconds(31));
    }

    @Test
    void aDateIsMeasuredAgainstTheClockHereWhenTheAnswerHasNone() {
        assertThat(parse("Sat, 21 Nov 2026 10:01:00 GMT", null)).contains(Duration.ofSeconds(61));
        assertThat(parse("Sat, 21 Nov 2026 10:01:00 GMT", "yesterday")).contains(Duration.ofSeconds(61));
    }

    @Test
    void aDateInThePastIsNoWait() {
        assertThat(parse("Sun, 06 Nov 2016 08:49:07 GMT", "Sun, 06 Nov 2016 08:50:00 GMT"))
                .contains(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-1", "-2.5", "soon", "1e3", "0x10", "1,5", "NaN", "Infinity", "60s", "[5, 10]"})
    void junkIsAsIfTheFieldWereNotThere(String text) {
        assertThat(parse(text, null)).isEmpty();
    }

    @Test
    void anAbsentFieldSaysNothing() {
        assertThat(RetryAfter.parse(Optional.empty(), Optional.empty(), LOCAL)).isEmpty();
    }

    @Property
    void anyNumberOfSecondsIsAtLeastAsLongAsItSays(@ForAll @LongRange(min = 0, max = 999_999_999_999L) long seconds) {
        Duration wait = parse(Long.toString(seconds), null).orElseThrow();

        assertThat(wait).isBetween(Duration.ZERO, Duration.ofDays(366));
        assertThat(wait.toSeconds())
                .isEqualTo(Math.min(seconds, Duration.ofDays(366).toSeconds()));
    }

    @Property
    void junkNeverThrowsAndIsNeverNegative(@ForAll String text, @ForAll String date) {
        assertThat(parse(text, date).orElse(Duration.ZERO)).isGreaterThanOrEqualTo(Duration.ZERO);
    }

    @Property
    void junkThatLooksLikeADateNeverThrowsAndIsNeverNegative(
            @ForAll @CharRange(from = ' ', to = ':') String text,
            @ForAll @CharRange(from = ' ', to = ':') String date) {
        String half = "Sun, 06 Nov 2016 " + text + " GMT";

        assertThat(parse(half, date).orElse(Duration.ZERO)).isGreaterThanOrEqualTo(Duration.ZERO);
        assertThat(parse(text, half).orElse(Duration.ZERO)).isGreaterThanOrEqualTo(Duration.ZERO);
    }

    private static Optional<Duration> parse(String retryAfter, String date) {
        return RetryAfter.parse(Optional.of(retryAfter), Optional.ofNullable(date), LOCAL);
    }
}
