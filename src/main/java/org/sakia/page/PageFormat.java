package org.sakia.page;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a page's body is read. Immutable.
 *
 * @param records where the array of records stands (key {@code records})
 * @param total where the number of all records of the source stands, if the body tells it (key {@code total})
 * @param captures single values that are wanted as well, such as the next cursor
 * @param conditions what makes the body no page
 * @param maxBytes most bytes of a body as it comes from the stream, that is after decompression; at least 1
 * @param maxRecordBytes most bytes of one record as it is written, its line break not counted; at least 1
 * @param maxDepth most objects and arrays inside each other, counted from the body's root; at least 1
 */
public record PageFormat(
        FieldPath records,
        Optional<FieldPath> total,
        List<FieldPath> captures,
        Conditions conditions,
        long maxBytes,
        int maxRecordBytes,
        int maxDepth) {

    private static final int LONGEST_PATH = 100;
    private static final int LONGEST_SEGMENT = 1000;

    /** @throws IllegalArgumentException if a limit is below 1, or a path has over 100 segments or one of over 1000 characters */
    public PageFormat {
        captures = List.copyOf(captures);
        requirePositive("maxBytes", maxBytes);
        requirePositive("maxRecordBytes", maxRecordBytes);
        requirePositive("maxDepth", maxDepth);
        requireShort("records", records);
        total.ifPresent(path -> requireShort("total", path));
        captures.forEach(path -> requireShort("captures", path));
    }

    /** Records and total alone. */
    public static PageFormat of(
            FieldPath records, Optional<FieldPath> total, long maxBytes, int maxRecordBytes, int maxDepth) {
        return new PageFormat(records, total, List.of(), Conditions.NONE, maxBytes, maxRecordBytes, maxDepth);
    }

    /** All places that single values are taken from. */
    List<FieldPath> wanted() {
        return Stream.concat(captures.stream(), conditions.paths()).distinct().toList();
    }

    private static void requirePositive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is " + value + "; it must be at least 1");
        }
    }

    private static void requireShort(String name, FieldPath path) {
        if (path.segments().size() > LONGEST_PATH) {
            throw new IllegalArgumentException(name + " is a path of more than " + LONGEST_PATH + " segments");
        }
        if (path.segments().stream().anyMatch(segment -> segment.length() > LONGEST_SEGMENT)) {
            throw new IllegalArgumentException(
                    name + " is a path with a segment of more than " + LONGEST_SEGMENT + " characters");
        }
    }
}
