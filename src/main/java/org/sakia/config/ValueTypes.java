package org.sakia.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sakia.page.FieldPath;
import org.sakia.units.ByteSizes;
import org.sakia.units.Durations;

/** The kinds of value that several options share. */
final class ValueTypes {

    private ValueTypes() {}

    static ValueType<Integer> integer(int least, int most) {
        String range = most == Integer.MAX_VALUE ? number(least) + " or more" : number(least) + " to " + number(most);
        return ValueType.of("whole number", range, text -> {
            if (!text.matches("-?\\d+")) {
                throw new IllegalArgumentException("'" + text + "' is no whole number; write one, " + range);
            }
            if (text.length() > 11 || Long.parseLong(text) < least || Long.parseLong(text) > most) {
                throw new IllegalArgumentException("'" + text + "' is out of range; write " + range);
            }
            return Integer.parseInt(text);
        });
    }

    private static String number(int value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    static ValueType<Duration> duration(Duration least) {
        String range = least.isZero() ? "" : Durations.text(least) + " or more";
        return ValueType.of("duration", range, text -> {
            Duration duration = Durations.parse(text);
            if (duration.compareTo(least) < 0) {
                throw new IllegalArgumentException("'" + text + "' is too short; write " + range);
            }
            return duration;
        });
    }

    static ValueType<Long> size(long most) {
        String range = most == Long.MAX_VALUE ? "1B or more" : "1B to " + ByteSizes.text(most);
        return ValueType.of("size", range, text -> {
            long size = ByteSizes.parse(text);
            if (size < 1 || size > most) {
                throw new IllegalArgumentException("'" + text + "' is out of range; write " + range);
            }
            return size;
        });
    }

    static <E extends Enum<E>> ValueType<E> choice(Class<E> type) {
        List<E> constants = List.of(type.getEnumConstants());
        String words = constants.stream().map(ValueTypes::word).collect(Collectors.joining(" or "));
        return ValueType.of("word", words, text -> constants.stream()
                .filter(constant -> word(constant).equals(text))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("'" + text + "' is not known in this version; write " + words)));
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static ValueType<Boolean> truth() {
        return ValueType.of("word", "true or false", text -> {
            if (!text.equals("true") && !text.equals("false")) {
                throw new IllegalArgumentException("'" + text + "' is neither true nor false; write one of them");
            }
            return Boolean.valueOf(text);
        });
    }

    static ValueType<Path> path() {
        return ValueType.of("file name", "", text -> {
            try {
                return Path.of(text);
            } catch (InvalidPathException e) {
                throw new IllegalArgumentException("the value is no file name: " + e.getReason(), e);
            }
        });
    }

    /** A path in a JSON document. */
    static ValueType<FieldPath> field(boolean rootAllowed) {
        return new ValueType<>("JSON path", "a.b or the pointer /a/b", rootAllowed, FieldPath::parse);
    }

    static ValueType<String> parameterName() {
        return ValueType.of("parameter name", "", text -> {
            if (text.chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
                throw new IllegalArgumentException("'" + text + "' is no parameter name: it has a blank in it");
            }
            return text;
        });
    }

    static <T> ValueType<Set<T>> set(ValueType<T> element) {
        return ValueType.of("list", element.word() + "s, " + element.range(), text -> parts(text)
                .map(element::read)
                .collect(Collectors.collectingAndThen(
                        Collectors.toCollection(LinkedHashSet::new), Collections::unmodifiableSet)));
    }

    static <T> ValueType<List<T>> list(String word, String range, Function<String, T> element) {
        return ValueType.of(word, range, text -> parts(text).map(element).toList());
    }

    private static Stream<String> parts(String text) {
        return Arrays.stream(text.split(",", -1)).map(String::strip);
    }
}
