package org.sakia.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Property(tries = 1_000)
    void a_value_in_json_is_read_back_as_it_was(@ForAll("text") String value) throws Exception {
        String body =
                Template.body("{\"a\":{\"b\":[\"x{cursor}\"]},\"n\":{size}}", Map.of("cursor", value, "size", "5"));

        JsonNode read = JSON.readTree(body);
        assertThat(read.at("/a/b/0").textValue()).isEqualTo("x" + value);
        assertThat(read.at("/n").intValue()).isEqualTo(5);
    }

    @Property(tries = 1_000)
    void so_is_one_in_a_form_and_in_a_url(@ForAll("text") String value) {
        Map<String, String> values = Map.of("cursor", value);

        String form = Template.body("q=1&c={cursor}", values);
        assertThat(form).startsWith("q=1&c=");
        assertThat(URLDecoder.decode(form.substring(6), StandardCharsets.UTF_8)).isEqualTo(value);
        assertThat(URI.create("http://h/" + Template.url("%7Bcursor%7D", values))
                        .getPath())
                .isEqualTo("/" + value);
    }

    @Property(tries = 2_000)
    void junk_never_throws(@ForAll("junk") String text) {
        assertThat(Template.body(text, Map.of())).isNotNull();
        assertThat(Template.body(text, Map.of("cursor", "{size}", "size", "$1\\")))
                .isNotNull();
        assertThat(Template.text(text, Map.of("cursor", "$1"))).isNotNull();
        assertThat(Template.query(text, Map.of("cursor", "$1"))).isNotNull();
    }

    @Test
    @Timeout(20)
    void long_junk_takes_no_long_time() {
        for (String piece : new String[] {"{", "{cursor}", "{\"a\":", "[", "%7B", "\"", "{cursor", "&{size}"}) {
            String junk = piece.repeat(20_000);
            assertThat(Template.body("{" + junk, Map.of())).isNotNull();
            assertThat(Template.body(junk, Map.of())).isNotNull();
            assertThat(Template.query(junk, Map.of())).isNotNull();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '^',
            value = {
                "{\"a\":1,\"c\":\"{cursor}\"}; {\"a\":1}",
                "{\"a\":1,\"c\":{cursor}}; {\"a\":1}",
                "{\"a\":[\"{cursor}\",2]}; {\"a\":[2]}",
                "{\"a\":{\"b\":{\"c\":\"{cursor}\"}}}; {\"a\":{\"b\":{}}}",
                "{\"a\":\"x{cursor}y\"}; {\"a\":\"xy\"}",
                "{\"a\":\"\\\"{cursor}\"}; {\"a\":\"\\\"\"}",
                "{\"a\":1.50,\"b\":12345678901234567890,\"c\":\"{cursor}\"}; {\"a\":1.50,\"b\":12345678901234567890}",
                "a=1&c={cursor}&b=2; a=1&b=2",
                "c={cursor}; ^^",
                "a={other}&b=; a={other}&b="
            })
    void what_has_no_value_is_left_out(String body, String sent) {
        assertThat(Template.body(body, Map.of())).isEqualTo(sent);
    }

    @Test
    void a_value_is_not_filled_again() {
        assertThat(Template.text("{cursor}{size}", Map.of("cursor", "{size}", "size", "5")))
                .isEqualTo("{size}5");
    }

    @Provide
    Arbitrary<String> text() {
        return Arbitraries.oneOf(
                Arbitraries.strings().filter(text -> text.chars().noneMatch(c -> Character.isSurrogate((char) c))),
                Arbitraries.of("\"", "\\", "\u0000", "\n", "{size}", "$1", "a b+c/d=&é", "\u2028", "😀"));
    }

    @Provide
    Arbitrary<String> junk() {
        return Arbitraries.of(
                        "{", "}", "\"", "\\", ":", ",", "[", "]", "{cursor}", "{size}", "a", "&", "=", "%7Bcursor%7D")
                .list()
                .ofMaxSize(20)
                .map(pieces -> String.join("", pieces));
    }
}
