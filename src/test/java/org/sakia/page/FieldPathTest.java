package org.sakia.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldPathTest {

    @Test
    void anEmptyPathIsTheDocument() {
        assertThat(FieldPath.parse("")).isEqualTo(FieldPath.ROOT);
        assertThat(FieldPath.ROOT.isRoot()).isTrue();
        assertThat(FieldPath.ROOT).hasToString("");
    }

    @Test
    void aDottedPathAndAPointerNameTheSamePlace() {
        assertThat(FieldPath.parse("data.items.0")).isEqualTo(FieldPath.parse("/data/items/0"));
        assertThat(FieldPath.parse("data.items").isRoot()).isFalse();
    }

    @Test
    void aPointerNamesFieldsWithDotsSlashesAndTildes() {
        FieldPath path = FieldPath.parse("/odata.count/a~1b/~01");

        assertThat(path.segments()).containsExactly("odata.count", "a/b", "~1");
        assertThat(path).hasToString("/odata.count/a~1b/~01");
    }

    @Test
    void aPointerMayNameTheFieldWithoutAName() {
        assertThat(FieldPath.parse("/").segments()).containsExactly("");
        assertThat(FieldPath.parse("/a/").segments()).containsExactly("a", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "a..b", ".a", "a."})
    void anEmptyDottedSegmentIsAnError(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FieldPath.parse(text))
                .withMessageContaining("'" + text + "' has an empty segment");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/~", "/a~2", "/~~0"})
    void aBrokenEscapeIsAnError(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FieldPath.parse(text))
                .withMessageContaining("neither ~0 nor ~1");
    }

    @Property(tries = 200)
    void aPathReadsBackWhatItWrites(@ForAll List<String> segments) {
        FieldPath path = new FieldPath(segments);

        assertThat(FieldPath.parse(path.toString())).isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, true",
        "10, 10, true",
        "10, 1, false",
        "01, 1, false",
        "-1, 1, false",
        "x, 0, false",
        "'', 0, false",
        "+1, 1, false",
        "٣, 3, false",
        "99999999999999999999, 1, false"
    })
    void anIndexIsSpelledWithoutLeadingZero(String segment, long index, boolean matches) {
        assertThat(FieldPath.isIndex(segment, index)).isEqualTo(matches);
    }
}
