package org.sakia.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever an API answers, there is a job that Sakia takes, or a sentence. */
class GuidePropertyTest {

    private static final List<String> NAMES = Stream.of(
                    Names.TOTALS,
                    Names.OFFSETS,
                    Names.PAGES,
                    Names.SIZES,
                    Names.NEXT_URLS,
                    Names.CURSORS,
                    Names.MORE,
                    Names.LAST,
                    Names.CONTAINERS,
                    Names.RECORDS,
                    List.of("a b", "x\\ny", "{{env:HOME}}", "none", "header:x", "!a", "-1", "~/", "\\\\u"))
            .flatMap(List::stream)
            .toList();

    @Provide
    Arbitrary<String> values() {
        Arbitrary<String> leaves = Arbitraries.of(
                "null",
                "true",
                "false",
                "0",
                "1",
                "2",
                "7",
                "1e400",
                "-5",
                "\"\"",
                "\"abc\"",
                "\"/x?page=2\"",
                "\"?offset=4\"",
                "\"https://api.example.com/orders?page=2\"",
                "\"http://169.254.169.254/\"",
                "\"{{x}}\"",
                "[]",
                "[1,2]",
                "[{\"id\":1},{\"id\":2},{\"id\":3},{\"id\":4}]",
                "{}");
        return Arbitraries.recursive(
                () -> leaves,
                inner -> Arbitraries.oneOf(
                        inner,
                        objects(inner),
                        inner.list().ofMaxSize(5).map(list -> "[" + String.join(",", list) + "]")),
                0,
                3);
    }

    @Provide
    Arbitrary<String> bodies() {
        return Arbitraries.oneOf(objects(values()), values());
    }

    private static Arbitrary<String> objects(Arbitrary<String> values) {
        return Arbitraries.maps(Arbitraries.of(NAMES), values).ofMaxSize(7).map(map -> map.entrySet().stream()
                .map(entry -> "\"" + entry.getKey() + "\":" + entry.getValue())
                .collect(Collectors.joining(",", "{", "}")));
    }

    @Property(tries = 400)
    void there_is_a_job_or_a_sentence(
            @ForAll("bodies") String first, @ForAll("bodies") String second, @ForAll("bodies") String third) {
        int[] count = {0};
        List<String> bodies = List.of(first, second, third);
        FakeApi api = FakeApi.at(
                "https://api.example.com/orders?page=1&cursor=x&q=%7B", query -> FakeApi.json(bodies.get(count[0]++)));

        try {
            assertThat(api.job()).contains("sakia.job.orders.url = https://api.example.com/orders?");
        } catch (NoGuideException sentence) {
            assertThat(sentence.getMessage()).isNotBlank().doesNotContain("\n");
        }
        assertThat(api.asked()).hasSizeLessThanOrEqualTo(Guide.MOST_REQUESTS).allMatch(asked -> asked.getHost()
                .equals("api.example.com"));
    }
}
