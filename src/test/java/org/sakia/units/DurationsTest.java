package org.sakia.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({
        "500ms,PT0.5S",
        "60s,PT1M",
        "5m,PT5M",
        "1h30m,PT1H30M",
        "2d,PT48H",
        "0s,PT0S",
        "1d2h3m4s5ms,PT26H3M4.005S"
    })
    void reads_what_users_write(String text, Duration duration) {
        assertThat(Durations.parse(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "-5s", "5 s", "1.5h", "30m1h", "5M", "s", "99999999999999s", "PT5S"})
    void anything_else_is_no_duration(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Durations.parse(text))
                .withMessage("'" + text + "' is no duration; write one such as 500ms, 60s, 5m or 1h30m");
    }

    @ParameterizedTest
    @ValueSource(strings = {"60", "0"})
    void a_bare_number_lacks_its_unit(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Durations.parse(text))
                .withMessageContaining("has no unit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"36501d", "999999999999d", "999999999999h"})
    void more_than_a_century_is_a_mistake(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Durations.parse(text))
                .withMessageContaining("longer than 100 years");
    }

    @ParameterizedTest
    @CsvSource({"PT4H3M,4h3m", "PT60S,1m", "PT1.5S,1s500ms", "PT0S,0s", "PT49H,2d1h", "PT0.0001S,0s"})
    void the_text_has_the_largest_units_and_no_zeros(Duration duration, String text) {
        assertThat(Durations.text(duration)).isEqualTo(text);
    }

    @Property
    void what_is_written_is_read_back(@ForAll @LongRange(min = 0, max = 3_153_600_000_000L) long millis) {
        Duration duration = Duration.ofMillis(millis);

        assertThat(Durations.parse(Durations.text(duration))).isEqualTo(duration);
    }
}
