package org.sakia.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WatermarkTest {

    private static final long YEAR_2100 = 4_102_444_800L;

    @ParameterizedTest
    @CsvSource({
        "2024-01-01T00:05:00Z, 2024-01-01T00:00:00Z",
        "2024-01-01T00:05:00.250Z, 2024-01-01T00:00:00.250Z",
        "2024-01-01T00:05:00.000000Z, 2024-01-01T00:00:00.000000Z",
        "2024-01-01T00:05:00+00:00, 2024-01-01T00:00:00+00:00",
        "2024-01-01T00:05Z, 2024-01-01T00:00Z",
        "2024-01-01T02:05:00+02:00, 2024-01-01T02:00:00+02:00",
        "2024-01-01T02:05:00.000+0200, 2024-01-01T02:00:00.000+0200",
        "2024-01-01T00:05-0000, 2024-01-01T00:00+0000",
        "2024-01-01 00:05:00, 2024-01-01 00:00:00",
        "2024-01-02, 2024-01-01",
        "1704067500, 1704067200",
        "1704067500123, 1704067200123"
    })
    void five_minutes_are_taken_off_in_the_apis_own_way_of_writing(String value, String before) {
        assertThat(new Watermark(value).minus(Duration.ofMinutes(5)).text()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "10, 9",
        "1e3, 999",
        "2024-01-01T00:00:00Z, 2024-01-01T00:30:00+01:00",
        "2024-01-01T00:00:00Z, 2024-01-01T00:30:00+0100",
        "2024-01-02, 2024-01-01T23:59:59Z",
        "b, a",
        "v10x, v10"
    })
    void numbers_times_and_texts_are_compared_as_what_they_are(String higher, String lower) {
        assertThat(new Watermark(higher).isAbove(new Watermark(lower))).isTrue();
        assertThat(new Watermark(lower).isAbove(new Watermark(higher))).isFalse();
    }

    @Test
    void nothing_can_be_taken_off_what_is_no_time() {
        assertThat(new Watermark("17").minus(Duration.ZERO).text()).isEqualTo("17");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Watermark("v17").minus(Duration.ofMinutes(1)))
                .withMessageContaining("incremental-overlap");
    }

    @Test
    void a_value_behind_the_begin_of_the_round_is_brought_back_to_it() {
        Instant began = Instant.parse("2024-01-01T10:00:00Z");

        assertThat(new Watermark("2024-01-01T10:29:00Z").atMost(began).text()).isEqualTo("2024-01-01T10:00:00Z");
        assertThat(new Watermark("2024-01-01T09:00:00Z").atMost(began).text()).isEqualTo("2024-01-01T09:00:00Z");
        assertThat(new Watermark("12345").atMost(began).text()).isEqualTo("12345");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5310000000000", "4100000000"})
    void an_id_is_not_taken_for_a_time(String id) {
        assertThat(new Watermark(id)
                        .atMost(Instant.parse("2024-01-01T10:00:00Z"))
                        .text())
                .isEqualTo(id);
    }

    @ParameterizedTest
    @CsvSource({
        "2024-01-01T10:29:00Z, 2024-01-01T10:00:59Z",
        "2024-01-01T10:29:00.5Z, 2024-01-01T10:00:59.1Z",
        "2024-01-01T10:29Z, 2024-01-01T10:00Z",
        "1704104940, 1704103259"
    })
    void it_is_cut_to_what_the_api_writes(String value, String back) {
        assertThat(new Watermark(value)
                        .atMost(Instant.parse("2024-01-01T10:00:59.123456789Z"))
                        .text())
                .isEqualTo(back);
    }

    @Property
    void any_text_can_be_compared_and_stays_what_it_is_without_an_overlap(@ForAll String one, @ForAll String other) {
        Watermark mark = new Watermark(one);

        assertThat(mark.isAbove(new Watermark(other)) && new Watermark(other).isAbove(mark))
                .isFalse();
        assertThat(mark.minus(Duration.ZERO).text()).isEqualTo(one);
    }

    @Property
    void times_order_and_move_as_the_clock_does(
            @ForAll @LongRange(min = 1_000_000_000L, max = YEAR_2100) long seconds,
            @ForAll @LongRange(min = 1, max = 100_000) long step) {
        String iso = DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                Instant.ofEpochSecond(seconds).atOffset(ZoneOffset.UTC));
        Watermark mark = new Watermark(iso);

        Watermark before = mark.minus(Duration.ofSeconds(step));

        assertThat(mark.isAbove(before)).isTrue();
        assertThat(Instant.parse(before.text())).isEqualTo(Instant.ofEpochSecond(seconds - step));
    }
}
