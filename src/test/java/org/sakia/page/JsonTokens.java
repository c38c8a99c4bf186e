package org.sakia.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;

/** Random valid JSON as lists of tokens, so that tests know its spelling without and with white space between them. */
final class JsonTokens {

    private static final List<String> BLANKS = List.of("", "", "", " ", "\n", "\t", "\r\n", "  \t ", " ".repeat(50));

    private JsonTokens() {}

    /** Any value. */
    static Arbitrary<List<String>> values() {
        Arbitrary<List<String>> scalars = Arbitraries.oneOf(
                        strings(), numbers(), Arbitraries.of("true", "false", "null"))
                .map(List::of);
        return Arbitraries.recursive(
                () -> scalars, inner -> Arbitraries.oneOf(scalars, arrays(inner), objects(inner)), 0, 3);
    }

    private static Arbitrary<List<String>> arrays(Arbitrary<List<String>> inner) {
        return inner.list().ofMaxSize(4).map(JsonTokens::array);
    }

    private static Arbitrary<List<String>> objects(Arbitrary<List<String>> inner) {
        return Arbitraries.maps(strings(), inner)
                .ofMaxSize(4)
                .map(fields -> object(fields.entrySet().stream()
                        .map(field -> field(field.getKey(), field.getValue()))
                        .toList()));
    }

    private static Arbitrary<String> strings() {
        Arbitrary<String> pieces = Arbitraries.frequencyOf(
                Tuple.of(10, Arbitraries.strings().ascii().ofMaxLength(5).map(JsonTokens::escape)),
                Tuple.of(10, Arbitraries.strings().ofMaxLength(5).map(JsonTokens::escape)),
                Tuple.of(
                        10,
                        Arbitraries.of(
                                "\\u00e9",
                                "\\\"",
                                "\\\\",
                                "\\/",
                                "\\n",
                                "\\uD83D\\ude00",
                                "\\ud800",
                                "\\u0000",
                                "é",
                                "中",
                                "😀",
                                "\u2028",
                                ",",
                                "]",
                                "}",
                                ":",
                                " ",
                                "//",
                                "\u007f")),
                Tuple.of(1, Arbitraries.of("x", "\\\\", "\\u00E9", "中", "😀").map(unit -> unit.repeat(1500))));
        return pieces.list().ofMaxSize(5).map(parts -> "\"" + String.join("", parts) + "\"");
    }

    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints()
                .filter(point -> point >= ' ' && Character.getType(point) != Character.SURROGATE)
                .forEach(point -> {
                    if (point == '"' || point == '\\') {
                        escaped.append('\\');
                    }
                    escaped.appendCodePoint(point);
                });
        return escaped.toString();
    }

    private static Arbitrary<String> numbers() {
        return Arbitraries.frequencyOf(
                Tuple.of(
                        5,
                        Arbitraries.of(
                                "0",
                                "-0",
                                "-0.0",
                                "1e400",
                                "1E+5",
                                "-2.50e-007",
                                "1e-999999999999",
                                "1234567890123456789012345678901234567890")),
                Tuple.of(5, Arbitraries.longs().map(String::valueOf)),
                Tuple.of(5, Arbitraries.doubles().map(String::valueOf)),
                Tuple.of(
                        1,
                        Arbitraries.integers().between(1000, 3000).map(length -> "-9." + "3".repeat(length) + "e1")));
    }

    /** An array of the values. */
    static List<String> array(List<List<String>> values) {
        return enclosed("[", values, "]");
    }

    /** An object of what {@link #field} made. */
    static List<String> object(List<List<String>> fields) {
        return enclosed("{", fields, "}");
    }

    static List<String> field(String name, List<String> value) {
        return Stream.concat(Stream.of(name, ":"), value.stream()).toList();
    }

    private static List<String> enclosed(String open, List<List<String>> parts, String close) {
        List<String> tokens = new ArrayList<>(List.of(open));
        for (List<String> part : parts) {
            if (tokens.size() > 1) {
                tokens.add(",");
            }
            tokens.addAll(part);
        }
        tokens.add(close);
        return tokens;
    }

    /** The text less all white space between tokens. */
    static String bare(List<String> tokens) {
        return String.join("", tokens);
    }

    /** The text with random white space around every token but behind the last one. */
    static String padded(List<String> tokens, Random random) {
        StringBuilder text = new StringBuilder();
        for (String token : tokens) {
            text.append(BLANKS.get(random.nextInt(BLANKS.size()))).append(token);
        }
        return text.toString();
    }
}
