package org.sakia.config;

import java.util.function.Function;

/**
 * What an option's text may be.
 *
 * @param word         the kind of value in one or two words, as in "whole number"
 * @param range        what of that kind is allowed; may be empty
 * @param emptyAllowed whether the empty text has a meaning
 * @param reader       turns a stripped text into a value, or throws IllegalArgumentException with a sentence
 */
record ValueType<T>(String word, String range, boolean emptyAllowed, Function<String, T> reader) {

    static <T> ValueType<T> of(String word, String range, Function<String, T> reader) {
        return new ValueType<>(word, range, false, reader);
    }

    <R> ValueType<R> map(Function<T, R> next) {
        return new ValueType<>(word, range, emptyAllowed, reader.andThen(next));
    }

    T read(String text) {
        String stripped = text.strip();
        if (stripped.isEmpty() && !emptyAllowed) {
            throw new IllegalArgumentException("the value is empty; write a " + described());
        }
        return reader.apply(stripped);
    }

    String described() {
        return range.isEmpty() ? word : word + ", " + range;
    }
}
