package org.sakia.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizesTest {

    @ParameterizedTest
    @CsvSource({"64KiB,65536", "1MiB,1048576", "1GiB,1073741824", "500MB,500000000", "1024B,1024", "64kib,65536"})
    void reads_what_users_write(String text, long bytes) {
        assertThat(ByteSizes.parse(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "1024", "-1B", "1.5GiB", "1 MiB", "3Q", "MiB"})
    void anything_else_says_how_to_write_one(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ByteSizes.parse(text))
                .withMessageEndingWith("; write one such as 64KiB, 1MiB, 500MB or 1024B");
    }

    @ParameterizedTest
    @ValueSource(strings = {"99999999TiB", "999999999999999999KB"})
    void what_no_long_can_hold_is_refused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ByteSizes.parse(text));
    }

    @Property
    void what_is_written_is_read_back(@ForAll @LongRange(min = 0, max = 999_999_999_999_999_999L) long bytes) {
        assertThat(ByteSizes.parse(ByteSizes.text(bytes))).isEqualTo(bytes);
    }
}
