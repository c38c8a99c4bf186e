package org.sakia.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.sakia.page.Pages.Cut;

class PageCutterTest {

    @Test
    void recordsBecomeLinesWithoutWhiteSpaceBetweenTokens() throws IOException {
        Cut cut = Pages.cut("results", "{ \"results\" : [ { \"a b\" : [ 1 ,\t2 ] } ,\r\n {} ] }");

        assertThat(cut.ndjson()).isEqualTo("{\"a b\":[1,2]}\n{}\n");
    }

    @Test
    void spellingsSurviveByteForByte() throws IOException {
        String records = "{\"a\":1e400,\"b\":-0.0,\"c\":\"\\u00e9 é \\/ \\\\\",\"a\":2}\n"
                + "1234567890123456789012345678901234567890\n\"x\\\" , ]\"\n";

        Cut cut = Pages.cut("", "[" + records.strip().replace("\n", " ,\n") + "]");

        assertThat(cut.ndjson()).isEqualTo(records);
    }

    @Test
    void anyJsonValueIsARecord() throws IOException {
        Cut cut = Pages.cut("", "[ null, true,false , 0,-1.5e+3,\"\", [ ], { }, [[ ]] ]");

        assertThat(cut.ndjson()).isEqualTo("null\ntrue\nfalse\n0\n-1.5e+3\n\"\"\n[]\n{}\n[[]]\n");
        assertThat(cut.page().records()).isEqualTo(9);
    }

    @Test
    void countsAreThoseOfTheLinesWritten() throws IOException {
        Cut cut = Pages.cut("results", "{\"results\":[{\"name\":\"Zoë\"},{\"name\":\"😀\"}]}");

        byte[] written = cut.ndjson().getBytes(StandardCharsets.UTF_8);
        NdjsonCheck check = NdjsonCheck.of(new ByteArrayInputStream(written));
        assertThat(cut.page().bytes()).isEqualTo(written.length);
        assertThat(check.matches(cut.page())).isTrue();
    }

    @Test
    void anEmptyArrayIsAnEmptyPage() throws IOException {
        Cut cut = Pages.cut("results", "{\"results\":[ ]}");

        assertThat(cut.ndjson()).isEmpty();
        assertThat(cut.page().records()).isZero();
    }

    @Test
    void recordsAreFoundAtANestedPathThroughAnArrayIndex() throws IOException {
        Cut cut = Pages.cut("/data/1/items", "{\"items\":[0],\"data\":[{\"items\":[1]},{\"x\":{},\"items\":[2,3]}]}");

        assertThat(cut.ndjson()).isEqualTo("2\n3\n");
    }

    @Test
    void anArrayInAnArrayCanHoldTheRecords() throws IOException {
        assertThat(Pages.cut("/1", "[[1],[2,[3]],[4]]").ndjson()).isEqualTo("2\n[3]\n");
    }

    @Test
    void escapedFieldNamesMatchThePath() throws IOException {
        assertThat(Pages.cut("é", "{\"\\u00e9\":[1]}").ndjson()).isEqualTo("1\n");
    }

    @Test
    void tokensFarLongerThanAChunkAreCopiedWhole() throws IOException {
        String digits = "7".repeat(100_000);
        String name = "n\\u00e9\\\\é".repeat(20_000);
        String record =
                "{\"" + name + "\":[" + digits + "." + digits + "e-" + digits + "],\"" + name + "\":\"" + name + "\"}";

        Cut cut = Pages.cut("", "[" + digits + " , " + record + ", \"" + name + "\"]");

        assertThat(cut.ndjson()).isEqualTo(digits + "\n" + record + "\n\"" + name + "\"\n");
    }

    @Test
    void aMissingArrayNamesTheFieldsThatAreThere() {
        assertBad("results", "{\"a\":1,\"b\":[2],\"c\":{\"d\":3}}")
                .hasMessageStartingWith("no array at '/results'; the body has the fields a, b, c;")
                .hasMessageContaining("set records");
    }

    @Test
    void aMissingNestedArrayNamesTheFieldsOfTheLastObjectOnTheWay() {
        assertBad("data.items", "{\"a\":1,\"data\":{\"rows\":[1]},\"z\":1}")
                .hasMessageStartingWith("no array at '/data/items'; '/data' has the fields rows;");
    }

    @Test
    void anEmptyObjectHasNoFieldsToName() {
        assertBad("results", "{}").hasMessageStartingWith("no array at '/results'; the body has no fields;");
    }

    @Test
    void anArrayWhereAnObjectWasExpectedIsNamed() {
        assertBad("results", "[{\"results\":[]}]")
                .hasMessageStartingWith("no array at '/results'; the body is an array;");
    }

    @Test
    void onlyTheFirstFieldNamesAreTold() {
        String fields = String.join(
                ",", IntStream.range(0, 20).mapToObj(i -> "\"f" + i + "\":0").toList());

        assertBad("results", "{" + fields + "}")
                .hasMessageContaining("f8, f9, ...;")
                .hasMessageNotContaining("f10");
    }

    @Test
    void somethingElseAtThePathIsNamed() {
        assertBad("results", "{\"results\":{\"a\":1}}")
                .hasMessageStartingWith("'/results' is an object, not an array; set records");
        assertBad("results", "{\"results\":null}").hasMessageStartingWith("'/results' is null, not an array");
        assertBad("results", "{\"results\":\"x\"}").hasMessageStartingWith("'/results' is a string, not an array");
        assertBad("", "{\"results\":[]}").hasMessageStartingWith("the body is an object, not an array");
    }

    @Test
    void twoArraysAtThePathAreRefusedRatherThanJoined() {
        assertBad("results", "{\"results\":[1],\"results\":[2]}").hasMessageContaining("'/results' stands twice");
    }

    @Test
    void anHtmlPageIsNoJson() {
        assertBad("results", "\n<!DOCTYPE html>\n<html>\u0007" + "x".repeat(100))
                .hasMessage("the body is not JSON; it starts with '<!DOCTYPE html> <html>?" + "x".repeat(37) + "'");
    }

    @Test
    void aBodyThatIsABareValueIsShown() {
        assertBad("results", "not found")
                .hasMessage("the body is not a JSON object or array; it starts with 'not found'");
    }

    @Test
    void anEmptyOrBlankBodyIsNamed() {
        assertBad("results", "").hasMessageStartingWith("the body is empty");
        assertBad("results", " \n".repeat(5000)).hasMessageStartingWith("the body is empty");
    }

    @Test
    void moreWhiteSpaceThanAChunkAroundTheBodyIsFine() throws IOException {
        String blank = " \r\n\t".repeat(5000);

        assertThat(Pages.cut("", blank + "[" + blank + "1" + blank + "]" + blank)
                        .ndjson())
                .isEqualTo("1\n");
    }

    @Test
    void aBodyThatEndsEarlyIsCutShort() {
        assertBad("results", "{\"results\":[1,2]").hasMessageContaining("the body is cut short");
    }

    @Test
    void junkAfterTheValueIsRefused() {
        assertBad("results", "{\"results\":[1,2]} {}").hasMessageContaining("goes on after its JSON value");
        assertBad("results", "{\"results\":[1,2]} oops").hasMessageContaining("not valid JSON");
    }

    @Test
    void brokenJsonIsNamedByItsPlaceAndNotByItsContent() {
        assertBad("", "[\"" + "s".repeat(5000) + "\",secret]")
                .hasMessageMatching("the body is not valid JSON near character 50\\d\\d");
    }

    @Test
    void aBrokenStringIsFoundBeyondWhatTheParserSees() {
        String start = "[\"" + "s".repeat(5000);

        assertBad("", start + "\\x\"]").hasMessageContaining("an unknown escape near character 5003");
        assertBad("", start + "\\u12_4\"]").hasMessageContaining("a broken \\u escape");
        assertBad("", start + "\n\"]").hasMessageContaining("an unescaped control character");
    }

    @Test
    void aRecordOverTheLimitIsANamedFailure() {
        PageFormat format = PageFormat.of(FieldPath.ROOT, Optional.empty(), 1000, 7, 10);

        assertThatThrownBy(() -> Pages.cut(format, "[1, {\"a\":  1}, {\"a\":12}]"))
                .isInstanceOf(BadPageException.class)
                .hasMessage("record 3 is larger than 7 bytes; raise max-record");
    }

    @Test
    void theRecordLimitCountsBytesAndNotCharacters() throws IOException {
        PageFormat format = PageFormat.of(FieldPath.ROOT, Optional.empty(), 1000, 4, 10);

        assertThat(Pages.cut(format, "[\"é\"]").ndjson()).isEqualTo("\"é\"\n");
        assertThatThrownBy(() -> Pages.cut(format, "[\"éé\"]")).hasMessageContaining("record 1 is larger than 4 bytes");
    }

    @Test
    void aBodyOverTheLimitIsANamedFailure() throws IOException {
        PageFormat format = PageFormat.of(FieldPath.ROOT, Optional.empty(), 9, 100, 10);

        assertThat(Pages.cut(format, "[1,2,3,4]").page().records()).isEqualTo(4);
        assertThatThrownBy(() -> Pages.cut(format, "[1,2,3,4] "))
                .isInstanceOf(BadPageException.class)
                .hasMessage("the body is larger than 9 bytes; raise max-body");
    }

    @Test
    void deepNestingIsANamedFailureAndNoStackOverflow() throws IOException {
        int most = Pages.MAX_DEPTH - 1;
        assertThat(Pages.cut("", "[" + "[".repeat(most) + "]".repeat(most) + "]")
                        .page()
                        .records())
                .isOne();

        assertBad("", "[".repeat(1_000_000)).hasMessageStartingWith("the body is nested deeper than 200 levels");
    }

    @Test
    void theBodyIsReadToItsVeryEnd() throws IOException {
        InputStream body =
                new ByteArrayInputStream(("{\"results\":[1]}" + " ".repeat(50_000)).getBytes(StandardCharsets.UTF_8));

        Pages.cut(Pages.format("results"), body);

        assertThat(body.read()).isEqualTo(-1);
    }

    @Test
    void aGzipStreamWithoutItsTrailerShows() throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(("{\"results\":[" + "1,".repeat(50_000) + "1]}").getBytes(StandardCharsets.UTF_8));
        }
        byte[] cut = Arrays.copyOf(zipped.toByteArray(), zipped.size() - 8);

        assertThatThrownBy(() -> Pages.cut(Pages.format("results"), new GZIPInputStream(new ByteArrayInputStream(cut))))
                .isInstanceOf(EOFException.class);
    }

    @Test
    void anExceptionOfTheBodyComesAsItIs() {
        IOException reset = new IOException("reset");
        InputStream body = new InputStream() {
            private final byte[] start = "{\"results\":[1,".getBytes(StandardCharsets.UTF_8);
            private int at;

            @Override
            public int read() throws IOException {
                if (at == start.length) {
                    throw reset;
                }
                return start[at++];
            }
        };

        assertThatThrownBy(() -> Pages.cut(Pages.format("results"), body)).isSameAs(reset);
    }

    @Test
    void anExceptionOfTheOutputComesAsItIs() {
        IOException full = new IOException("No space left on device");
        OutputStream out = new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw full;
            }
        };
        InputStream body = new ByteArrayInputStream("[1]".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> new PageCutter(Pages.format("")).cut(body, Optional.empty(), out))
                .isSameAs(full);
    }

    @Test
    void aSecretThatABodyRepeatsIsMaskedBeforeTheMessageIsCutShort() {
        String secret = "s3cr3t-" + "0123456789".repeat(100);
        PageCutter cutter = new PageCutter(Pages.format(""), text -> text.replace(secret, "***"));
        byte[] body = ("No such key, and certainly not " + secret + " here").getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() ->
                        cutter.cut(new ByteArrayInputStream(body), Optional.empty(), OutputStream.nullOutputStream()))
                .hasMessage("the body is not JSON; it starts with 'No such key, and certainly not *** here'");
    }

    @Test
    void oneCutterServesManyThreads() {
        PageCutter cutter = new PageCutter(Pages.format("results"));
        byte[] body =
                ("{\"results\":[" + "{\"a\":1},".repeat(5000) + "{}],\"count\":5001}").getBytes(StandardCharsets.UTF_8);

        List<CutPage> pages = IntStream.range(0, 50)
                .parallel()
                .mapToObj(i -> cutQuietly(cutter, body))
                .distinct()
                .toList();

        assertThat(pages).hasSize(1);
        assertThat(pages.get(0).records()).isEqualTo(5001);
    }

    private static CutPage cutQuietly(PageCutter cutter, byte[] body) {
        try {
            return cutter.cut(new ByteArrayInputStream(body), Optional.empty(), new ByteArrayOutputStream());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertBad(String records, String body) {
        return assertThatThrownBy(() -> Pages.cut(records, body)).isInstanceOf(BadPageException.class);
    }
}
