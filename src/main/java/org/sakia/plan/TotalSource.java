package org.sakia.plan;

import org.sakia.page.FieldPath;

/** Where the number of records that the API holds comes from. */
public sealed interface TotalSource {

    /** A number in the body of every page. */
    record InBody(FieldPath path) implements TotalSource {}

    /** A response header, for example {@code X-Total-Count}. */
    record InHeader(String name) implements TotalSource {}

    /** A number that the user knows. */
    record Known(long records) implements TotalSource {}

    /** Nobody knows: the first empty page is the end. */
    record Unknown() implements TotalSource {}

    /** Whether answers are to carry it. */
    default boolean isInAnswers() {
        return this instanceof InBody || this instanceof InHeader;
    }

    /**
     * Reads {@code count} or {@code /meta/total} (a path), {@code header:X-Total-Count}, {@code 1200} or {@code none}.
     *
     * @throws IllegalArgumentException for an empty or negative value or a broken path
     */
    static TotalSource parse(String text) {
        if (text.equals("none")) {
            return new Unknown();
        }
        if (text.startsWith("header:")) {
            String name = text.substring("header:".length()).trim();
            if (name.isEmpty()) {
                throw new IllegalArgumentException("'header:' needs a header's name, as in header:X-Total-Count");
            }
            return new InHeader(name);
        }
        if (text.matches("\\d+")) {
            return new Known(Long.parseLong(text));
        }
        if (text.isBlank() || text.startsWith("-")) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no total; write a path, header:<Name>, a number or none");
        }
        return new InBody(FieldPath.parse(text));
    }
}
