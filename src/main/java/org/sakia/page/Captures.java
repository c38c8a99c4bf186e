package org.sakia.page;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Takes single values out of a body while it goes by, by their paths. A walk carries an array along that says for each
 * path how many of its segments the way down has matched. For one body.
 */
final class Captures {

    private static final int OFF = -1;

    /** No path leads any further. */
    static final int[] NONE = {};

    private final List<FieldPath> paths;
    private final Map<FieldPath, String> taken = new HashMap<>();

    Captures(List<FieldPath> paths) {
        this.paths = paths;
    }

    int[] root() {
        return paths.isEmpty() ? NONE : new int[paths.size()];
    }

    int[] step(int[] matched, String name) {
        return step(matched, segment -> segment.equals(name));
    }

    int[] step(int[] matched, long index) {
        for (int i = 0; i < matched.length; i++) {
            // Of several elements the last one counts, even where it has nothing at that place.
            if (onWay(i, matched) && paths.get(i).segments().get(matched[i]).equals(FieldPath.ANY_ELEMENT)) {
                taken.remove(paths.get(i));
            }
        }
        return step(matched, segment -> segment.equals(FieldPath.ANY_ELEMENT) || FieldPath.isIndex(segment, index));
    }

    private boolean onWay(int path, int[] matched) {
        return matched[path] != OFF
                && matched[path] < paths.get(path).segments().size();
    }

    private int[] step(int[] matched, Predicate<String> fits) {
        int[] next = NONE;
        for (int i = 0; i < matched.length; i++) {
            boolean on = onWay(i, matched) && fits.test(paths.get(i).segments().get(matched[i]));
            if (on && next == NONE) {
                next = new int[matched.length];
                Arrays.fill(next, 0, i, OFF);
            }
            if (next != NONE) {
                next[i] = on ? matched[i] + 1 : OFF;
            }
        }
        return next;
    }

    /** Whether the present value must be entered to come to one that is wanted. */
    boolean leadOn(int[] matched) {
        for (int i = 0; i < matched.length; i++) {
            if (onWay(i, matched)) {
                return true;
            }
        }
        return false;
    }

    /** Takes the parser's current value for those paths that lead to it; null is as if nothing stood there. */
    void take(int[] matched, JsonParser parser) throws IOException {
        for (int i = 0; i < matched.length; i++) {
            FieldPath path = paths.get(i);
            if (matched[i] == path.segments().size() && parser.currentToken() != JsonToken.VALUE_NULL) {
                taken.put(path, text(path, parser));
            }
        }
    }

    private static String text(FieldPath path, JsonParser parser) throws IOException {
        if (parser.currentToken().isStructStart()) {
            return parser.currentToken() == JsonToken.START_OBJECT ? "{}" : "[]";
        }
        if (parser.getTextLength() >= TextScan.SHOWN) {
            throw new BadPageException("the value at '" + path + "' is longer than " + TextScan.SHOWN + " characters");
        }
        return parser.getText();
    }

    Map<FieldPath, String> taken() {
        return Map.copyOf(taken);
    }
}
