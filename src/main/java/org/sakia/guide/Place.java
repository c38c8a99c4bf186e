package org.sakia.guide;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.sakia.page.FieldPath;

/**
 * A value in a body and the way to it.
 *
 * @param path names from the root
 */
record Place(List<String> path, JsonNode value) {

    Place {
        path = List.copyOf(path);
    }

    /** The last name on the way, empty for the body itself. */
    String name() {
        return path.isEmpty() ? "" : path.get(path.size() - 1);
    }

    /** The name before the last, empty if there is none. */
    String parent() {
        return path.size() < 2 ? "" : path.get(path.size() - 2);
    }

    /** As the configuration writes it: dotted where that is plain, else a JSON pointer (RFC 6901). */
    String text() {
        boolean plain = path.stream().allMatch(name -> name.matches("[\\p{L}_$@][\\p{L}\\p{N}_$@-]*"));
        boolean word = path.equals(List.of("none"));
        return plain && !word ? String.join(".", path) : new FieldPath(path).toString();
    }

    /** A whole number here, or in the text here; -1 if there is none of 0 or more. */
    long number() {
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return Math.max(-1, value.longValue());
        }
        return value.isTextual() && value.textValue().matches("\\d{1,15}") ? Long.parseLong(value.textValue()) : -1;
    }
}
