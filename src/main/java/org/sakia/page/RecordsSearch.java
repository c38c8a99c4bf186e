package org.sakia.page;

import com.fasterxml.jackson.core.JsonToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Remembers how far the way to the record array led, to tell the user what stands there instead. */
final class RecordsSearch {

    private static final int NAMES = 10;

    private final FieldPath path;
    private final List<String> names = new ArrayList<>();
    private boolean found;
    private Optional<String> other = Optional.empty();
    private int deepest = -1;
    private JsonToken there = JsonToken.NOT_AVAILABLE;
    private boolean more;

    RecordsSearch(FieldPath path) {
        this.path = path;
    }

    /** The value at the path was met; true if it is the array. */
    boolean found(JsonToken token) throws BadPageException {
        if (token != JsonToken.START_ARRAY) {
            // Told at the end only: the body may also say why there are no records.
            other = Optional.of(name(path.segments().size()) + " is " + kind(token)
                    + ", not an array; set records to the path of the record array");
            return false;
        }
        if (found) {
            throw new BadPageException(
                    name(path.segments().size()) + " stands twice in the body; records must name one array");
        }
        found = true;
        return true;
    }

    /** A value was met that {@code matched} segments of the path lead to. */
    void pass(int matched, JsonToken token) {
        if (matched > deepest) {
            deepest = matched;
            there = token;
            names.clear();
            more = false;
        }
    }

    /** A field was met in the object that {@code matched} segments of the path lead to. */
    void field(int matched, String name) {
        if (found || matched < deepest) {
            return;
        }
        if (names.size() < NAMES) {
            names.add(Printable.first(name));
        } else {
            more = true;
        }
    }

    void requireFound() throws BadPageException {
        if (other.isPresent()) {
            throw new BadPageException(other.get());
        }
        if (!found) {
            throw new BadPageException("no array at '" + path + "'; " + name(deepest) + " " + content()
                    + "; set records to the path of the record array");
        }
    }

    private String content() {
        if (there != JsonToken.START_OBJECT) {
            return "is " + kind(there);
        }
        return names.isEmpty() ? "has no fields" : "has the fields " + String.join(", ", names) + (more ? ", ..." : "");
    }

    private String name(int matched) {
        return matched == 0 ? "the body" : "'" + new FieldPath(path.segments().subList(0, matched)) + "'";
    }

    private static String kind(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "a string";
            case VALUE_NULL -> "null";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            default -> "a number";
        };
    }
}
