package org.sakia.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class PageCutterPropertyTest {

    private static final PageCutter CUTTER = new PageCutter(Pages.format("data.results"));

    /** A body and what it must be cut into. */
    record Sample(byte[] body, byte[] ndjson, long records) {}

    @Property(tries = 250)
    void recordsAreCopiedByteForByteWhateverThePortions(
            @ForAll("samples") Sample sample, @ForAll @IntRange(min = 1, max = 40) int largest, @ForAll Random random)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        CutPage page = CUTTER.cut(new DripStream(sample.body(), largest, random), Optional.empty(), out);

        assertThat(out.toByteArray()).isEqualTo(sample.ndjson());
        assertThat(page.records()).isEqualTo(sample.records());
        assertThat(NdjsonCheck.of(new ByteArrayInputStream(out.toByteArray())).matches(page))
                .isTrue();
    }

    @Property(tries = 100)
    void recordsOfARootArrayAreCopiedByteForByte(@ForAll("records") List<List<String>> records, @ForAll Random random)
            throws IOException {
        byte[] body = utf8(JsonTokens.padded(JsonTokens.array(records), random));
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        new PageCutter(Pages.format("")).cut(new DripStream(body, 1, random), Optional.empty(), out);

        assertThat(out.toByteArray()).isEqualTo(ndjson(records));
    }

    @Property(tries = 200)
    void aBodyThatIsCutAnywhereIsABadPage(@ForAll("samples") Sample sample, @ForAll Random random) {
        for (int i = 0; i < 20; i++) {
            byte[] cut = Arrays.copyOf(sample.body(), random.nextInt(sample.body().length));
            assertThatThrownBy(() ->
                            CUTTER.cut(new ByteArrayInputStream(cut), Optional.empty(), new ByteArrayOutputStream()))
                    .isInstanceOf(BadPageException.class);
        }
    }

    @Property(tries = 200)
    void randomBytesAreABadPage(@ForAll @Size(max = 2000) byte[] junk) {
        assertThatThrownBy(
                        () -> CUTTER.cut(new ByteArrayInputStream(junk), Optional.empty(), new ByteArrayOutputStream()))
                .isInstanceOf(BadPageException.class);
    }

    @Property(tries = 200)
    void damagedBodiesAreCutOrRefusedAndNothingElse(
            @ForAll("samples") Sample sample, @ForAll @IntRange(min = 1, max = 5) int hits, @ForAll Random random) {
        byte[] body = sample.body().clone();
        byte[] poison = utf8("\"\\[]{},:\n 0eu\u0000\uFFFF");
        for (int i = 0; i < hits; i++) {
            body[random.nextInt(body.length)] = poison[random.nextInt(poison.length)];
        }
        try {
            CUTTER.cut(new ByteArrayInputStream(body), Optional.empty(), new ByteArrayOutputStream());
        } catch (IOException e) {
            assertThat(e).isInstanceOf(BadPageException.class);
        }
    }

    @Provide
    Arbitrary<List<List<String>>> records() {
        return JsonTokens.values().list().ofMaxSize(6);
    }

    @Provide
    Arbitrary<Sample> samples() {
        return Combinators.combine(
                        records(),
                        JsonTokens.values(),
                        Arbitraries.integers().between(0, 600),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.randoms())
                .as(PageCutterPropertyTest::sample);
    }

    private static Sample sample(
            List<List<String>> records, List<String> other, int padding, int place, Random random) {
        List<List<String>> fields = new ArrayList<>(List.of(
                JsonTokens.field("\"other\"", other),
                JsonTokens.field("\"results\"", other),
                JsonTokens.field("\"pad\"", List.of("\"" + "p".repeat(padding) + "\""))));
        List<String> data = JsonTokens.object(List.of(
                JsonTokens.field("\"before\"", other),
                JsonTokens.field("\"results\"", JsonTokens.array(records)),
                JsonTokens.field("\"after\"", other)));
        fields.add(place, JsonTokens.field("\"data\"", data));
        byte[] body = utf8(JsonTokens.padded(JsonTokens.object(fields), random));
        return new Sample(body, ndjson(records), records.size());
    }

    private static byte[] ndjson(List<List<String>> records) {
        return utf8(
                records.stream().map(record -> JsonTokens.bare(record) + "\n").collect(Collectors.joining()));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
