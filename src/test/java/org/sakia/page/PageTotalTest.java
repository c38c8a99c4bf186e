package org.sakia.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageTotalTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "0, 0",
                "-0, 0",
                "1203411, 1203411",
                "3.0, 3",
                "1e3, 1000",
                "12.5e1, 125",
                "0e999, 0",
                "9223372036854775807, 9223372036854775807",
                "\"42\", 42",
                "\"007\", 7"
            })
    void wholeNumbersInAnySpellingAreTotals(String spelling, long total) throws IOException {
        assertThat(total(spelling)).hasValue(total);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "true",
                "-1",
                "1.5",
                "1e-3",
                "\"\"",
                "\"-1\"",
                "\"1.0\"",
                "\"many\"",
                "[3]",
                "{\"count\":3}",
                "9223372036854775808",
                "1e19",
                "1e999999999",
                "1e99999999999",
                "1e-999999999",
                "\"９\""
            })
    void anythingElseIsNoTotal(String spelling) throws IOException {
        assertThat(total(spelling)).isEmpty();
    }

    @Test
    void aNumberTooLongToBeSeenWholeIsNoTotal() throws IOException {
        assertThat(total("0." + "0".repeat(5000) + "1")).isEmpty();
    }

    @Test
    void theTotalMayComeBeforeTheRecords() throws IOException {
        assertThat(Pages.cut("results", "{\"count\":7,\"results\":[1]}").page().total())
                .hasValue(7);
    }

    @Test
    void theTotalMayStandInsideARecord() throws IOException {
        PageFormat format = Pages.format("", Optional.of("/0/all"));

        Pages.Cut cut = Pages.cut(format, "[{\"x\":{\"all\":1}, \"all\" : 9}, {\"all\":8}]");

        assertThat(cut.page().total()).hasValue(9);
        assertThat(cut.ndjson()).isEqualTo("{\"x\":{\"all\":1},\"all\":9}\n{\"all\":8}\n");
    }

    @Test
    void theTotalMayBeNestedBesideTheRecords() throws IOException {
        PageFormat format = Pages.format("data.items", Optional.of("data.page.total"));

        assertThat(Pages.cut(format, "{\"data\":{\"page\":{\"total\":\"5\"},\"items\":[]}}")
                        .page()
                        .total())
                .hasValue(5);
    }

    @Test
    void aBodyWithoutTheTotalHasNone() throws IOException {
        assertThat(Pages.cut("results", "{\"results\":[{\"count\":3}],\"x\":{\"count\":4}}")
                        .page()
                        .total())
                .isEmpty();
    }

    @Test
    void aFormatWithoutATotalPathHasNone() throws IOException {
        assertThat(Pages.cut(Pages.format("results", Optional.empty()), "{\"results\":[],\"count\":3}")
                        .page()
                        .total())
                .isEmpty();
    }

    private static OptionalLong total(String spelling) throws IOException {
        return Pages.cut("results", "{\"results\":[1,2],\"count\": " + spelling + " }")
                .page()
                .total();
    }
}
