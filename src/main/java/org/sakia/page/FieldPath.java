package org.sakia.page;

import java.util.List;
import java.util.stream.Stream;

/**
 * Where a value stands in a JSON document: a JSON pointer (RFC 6901) such as {@code /data/items}, or the dotted
 * shorthand {@code data.items}. The empty path names the document itself. Immutable.
 *
 * @param segments field names or array indexes from the root, unescaped
 */
public record FieldPath(List<String> segments) {

    /** A segment that stands for each element of an array, where single values are taken out of a body. */
    public static final String ANY_ELEMENT = "*";

    /** The document itself. */
    public static final FieldPath ROOT = new FieldPath(List.of());

    public FieldPath {
        segments = List.copyOf(segments);
    }

    /**
     * Reads a path as a user writes it.
     *
     * @throws IllegalArgumentException if a dotted path has an empty segment or a pointer a broken escape
     */
    public static FieldPath parse(String text) {
        if (text.isEmpty()) {
            return ROOT;
        }
        if (text.startsWith("/")) {
            return new FieldPath(Stream.of(text.substring(1).split("/", -1))
                    .map(FieldPath::unescape)
                    .toList());
        }
        List<String> segments = List.of(text.split("\\.", -1));
        if (segments.contains("")) {
            throw new IllegalArgumentException("'" + text + "' has an empty segment; write a.b or the pointer /a/b");
        }
        return new FieldPath(segments);
    }

    private static String unescape(String segment) {
        if (segment.replace("~0", "").replace("~1", "").contains("~")) {
            throw new IllegalArgumentException("'" + segment + "' has a ~ that is neither ~0 nor ~1 (RFC 6901)");
        }
        return segment.replace("~1", "/").replace("~0", "~");
    }

    /** True if the segment names the array element at {@code index} (RFC 6901, section 4: no leading zero). */
    static boolean isIndex(String segment, long index) {
        String digits = segment.length() > 18 ? "" : segment;
        return !digits.isEmpty()
                && digits.chars().allMatch(digit -> digit >= '0' && digit <= '9')
                && (digits.length() == 1 || digits.charAt(0) != '0')
                && Long.parseLong(digits) == index;
    }

    /** True for the document itself. */
    public boolean isRoot() {
        return segments.isEmpty();
    }

    /** The JSON pointer form, empty for the root. */
    @Override
    public String toString() {
        StringBuilder pointer = new StringBuilder();
        for (String segment : segments) {
            pointer.append('/').append(segment.replace("~", "~0").replace("/", "~1"));
        }
        return pointer.toString();
    }
}
