package org.sakia.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Link field, RFC 8288 section 3. */
class LinkHeaderTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '^',
            value = {
                "<https://api.example.com/x?page=2>; rel=\"next\"!https://api.example.com/x?page=2",
                "<a>; rel=\"prev\", <b>; rel=\"next\", <c>; rel=\"last\"!b",
                "</x,y;z>; rel=next!/x,y;z",
                "<b>;rel=NEXT!b",
                "<b>; REL = \"last next\"!b",
                "<a>; title=\"x, <b>; rel=next\"; rel=prev, <c>; rel=next!c",
                "<a>; title=\"q\\\"uote\"; rel=\"next\"!a",
                "<a>; rel=prev; rel=next, <b>; rel=next!b",
                "<a>; rel=\"nextish\", <b>; rel=\"x-next\", <c>; hreflang=de; rel=next!c",
                " , ,<b>; crossorigin; rel=next ,!b",
                "<  b  >; rel=next!b",
                "<a>; rel=next; anchor=\"#part\", <b>; rel=next!b"
            })
    void the_next_page_is_found(String field, String next) {
        assertThat(LinkHeader.next(List.of(field))).hasValue(next);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<a>",
                "<a>; rel",
                "<a>; rel=",
                "<a>; rel=\"\"",
                "a; rel=next",
                "<>; rel=next",
                "<a; rel=next",
                "<a>; rel=\"prev",
                "<a>, rel=next",
                "<a>; xrel=next",
                "<a>; title=\"; rel=next"
            })
    void what_names_no_next_page_is_the_end(String field) {
        assertThat(LinkHeader.next(List.of(field))).isEmpty();
    }

    @Test
    void several_fields_are_one_after_the_other() {
        assertThat(LinkHeader.next(List.of("<a>; rel=prev", "junk", "<b>; rel=next")))
                .hasValue("b");
    }

    @Property(tries = 1_000)
    void a_link_is_found_among_others(@ForAll("targets") String target, @ForAll("targets") String other) {
        assertThat(LinkHeader.next(List.of(
                        "<" + other + ">; rel=prev; title=\"" + other + "\", <" + target + ">;rel=\"up next\"")))
                .hasValue(target);
    }

    @Property(tries = 2_000)
    void junk_never_throws(@ForAll("junk") String field) {
        assertThat(LinkHeader.next(List.of(field))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<",
                "<a",
                "<a>",
                "<a>;",
                "<a>;a=\"",
                "<a>;a=\"\\",
                "\\\"",
                "<a>; rel=\"x",
                "x",
                ";",
                "<a>;a=\"\";",
                " ",
                "<a>;b=\"\\\"",
                ";a="
            })
    @Timeout(20)
    void long_junk_takes_no_long_time(String piece) {
        String junk = piece.repeat(200_000 / piece.length());

        assertThat(LinkHeader.next(List.of("<a>;title=\"" + junk, junk, "<b>;t=" + junk)))
                .isNotNull();
    }

    @Provide
    Arbitrary<String> targets() {
        return Arbitraries.strings()
                .withChars("abcXYZ019-._~:/?#[]@!$&'()*+,;=%")
                .ofMinLength(1)
                .ofMaxLength(30);
    }

    @Provide
    Arbitrary<String> junk() {
        return Arbitraries.of("<", ">", "a", ";", ",", "=", "\"", "\\", " ", "rel", "next", "\t", "é", "rel=next")
                .list()
                .ofMaxSize(25)
                .map(pieces -> pieces.stream().collect(Collectors.joining()));
    }
}
