package org.sakia.page;

import java.util.Map;
import java.util.Optional;

/**
 * Something that a body says: a value at a path, or that there is any. Immutable.
 *
 * @param path  where it stands
 * @param value what stands there, as text; empty: anything but null
 */
public record BodyCondition(FieldPath path, Optional<String> value) {

    /**
     * Reads {@code /ok:false} or {@code /errors}.
     *
     * @throws IllegalArgumentException if the path is broken or empty
     */
    public static BodyCondition parse(String text) {
        int colon = text.indexOf(':');
        FieldPath path = FieldPath.parse(colon < 0 ? text : text.substring(0, colon));
        if (path.isRoot()) {
            throw new IllegalArgumentException(
                    "'" + text + "' names no place; write /ok:false, or /errors for any value");
        }
        return new BodyCondition(path, colon < 0 ? Optional.empty() : Optional.of(text.substring(colon + 1)));
    }

    boolean holds(Map<FieldPath, String> found) {
        String there = found.get(path);
        return there != null && value.map(there::equals).orElse(true);
    }

    /** As a user writes it. */
    @Override
    public String toString() {
        return path + value.map(text -> ":" + text).orElse("");
    }
}
