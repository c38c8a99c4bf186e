package org.sakia.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Single values that are taken out of a body on the way, compared with what a tree of it says. */
class CapturesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> PATHS = List.of("/a", "/a/b", "/b/0", "/a/b/1/a", "/results/0/a", "/c");

    @Property(tries = 1_000)
    void a_value_is_what_the_tree_has_there(@ForAll("values") String a, @ForAll("values") String b) throws IOException {
        String body = "{\"a\":" + a + ",\"results\":[{\"a\":" + b + "}],\"b\":" + b + ",\"c\":null}";
        JsonNode tree = JSON.readTree(body);

        Map<FieldPath, String> found = found(body, PATHS);

        for (String path : PATHS) {
            JsonNode there = tree.at(path);
            assertThat(Optional.ofNullable(found.get(FieldPath.parse(path))))
                    .as(path)
                    .isEqualTo(there.isMissingNode() || there.isNull() ? Optional.empty() : Optional.of(text(there)));
        }
    }

    @Property(tries = 1_000)
    void junk_is_a_broken_path_or_a_path(@ForAll String text) {
        try {
            assertThat(FieldPath.parse(FieldPath.parse(text).toString())).isEqualTo(FieldPath.parse(text));
        } catch (IllegalArgumentException told) {
            assertThat(told.getMessage()).isNotBlank();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{'results':[{'id':1},{'id':2}]}; 2",
                "{'results':[{'id':1},{'x':{'id':3}}]}; none",
                "{'results':[{'id':1},{'id':null}]}; none",
                "{'results':[{'id':1},7]}; none",
                "{'results':[]}; none",
                "{'results':[{'id':[{'id':4}]},{'id':'b'}]}; b"
            })
    void of_all_records_the_last_ones_value_counts(String body, String value) throws IOException {
        Map<FieldPath, String> found = found(body.replace('\'', '"'), List.of("/results/*/id"));

        assertThat(found.getOrDefault(FieldPath.parse("/results/*/id"), "none")).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"%s\"", "1%s"})
    void a_value_that_is_too_long_is_a_bad_page(String form) {
        assertThatThrownBy(
                        () -> found("{\"results\":[],\"a\":" + form.formatted("1".repeat(20_000)) + "}", List.of("/a")))
                .isInstanceOf(BadPageException.class)
                .hasMessageContaining("'/a'");
    }

    private static Map<FieldPath, String> found(String body, List<String> paths) throws IOException {
        List<FieldPath> wanted = new ArrayList<>();
        paths.forEach(path -> wanted.add(FieldPath.parse(path)));
        PageFormat format = new PageFormat(
                FieldPath.parse("results"),
                Optional.empty(),
                wanted,
                Conditions.NONE,
                Long.MAX_VALUE,
                Pages.MAX_RECORD,
                Pages.MAX_DEPTH);
        return Pages.cut(format, body).page().found();
    }

    private static String text(JsonNode value) {
        return value.isObject() ? "{}" : value.isArray() ? "[]" : value.asText();
    }

    @Provide
    Arbitrary<String> values() {
        Arbitrary<String> leaf = Arbitraries.of("1", "-17", "true", "false", "null", "\"x\"", "\"\\u00e9\\n\"", "\"\"");
        return Arbitraries.lazyOf(
                () -> leaf,
                () -> leaf,
                () -> values().list().ofMaxSize(3).map(items -> "[" + String.join(",", items) + "]"),
                () -> values().map(value -> "{\"b\":" + value + "}"),
                () -> values().map(value -> "{\"a\":" + value + ",\"x\":1}"));
    }
}
