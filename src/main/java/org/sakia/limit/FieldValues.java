package org.sakia.limit;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;

/** The fields of one answer by name, whatever its case, and how many of them could not be read. Used by one thread. */
final class FieldValues {

    /** Characters. Parts of one field are looked up in another, so that a hostile pair would take for ever to read. */
    private static final int LONGEST = 8_192;

    private final Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private int malformed;

    FieldValues(Map<String, String> fields) {
        fields.forEach((name, text) -> {
            if (text.length() <= LONGEST) {
                values.put(name, text);
            } else {
                malformed++;
            }
        });
    }

    Map<String, String> all() {
        return values;
    }

    int malformed() {
        return malformed;
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** Reads a field; one that is there and cannot be read counts as malformed. */
    <T> Optional<T> read(String name, Function<String, Optional<T>> reader) {
        return text(name).flatMap(text -> counted(reader.apply(text)));
    }

    /** A value that was to be read; if it is missing, that counts as malformed. */
    <T> Optional<T> counted(Optional<T> value) {
        if (value.isEmpty()) {
            malformed++;
        }
        return value;
    }

    /** A number of requests; a field that proxies have doubled says the least of what it says. */
    OptionalLong number(String name) {
        return optional(read(name, text -> Arrays.stream(text.split(",", -1))
                .map(FieldValues::whole)
                .reduce((one, other) -> one.flatMap(left -> other.map(right -> Math.min(left, right))))
                .flatMap(least -> least)));
    }

    /** A whole number of at least 0; decimals, which some vendors send, are cut off. */
    static Optional<Long> whole(String text) {
        String trimmed = text.trim();
        return trimmed.matches("\\d{1,15}(\\.\\d{0,9})?")
                ? Optional.of(
                        new BigDecimal(trimmed).setScale(0, RoundingMode.FLOOR).longValueExact())
                : Optional.empty();
    }

    static OptionalLong optional(Optional<Long> value) {
        return value.map(OptionalLong::of).orElse(OptionalLong.empty());
    }
}
