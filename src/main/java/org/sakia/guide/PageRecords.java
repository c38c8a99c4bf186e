package org.sakia.guide;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The records of one page, by what tells them apart: an id, or else all that they hold. Immutable.
 *
 * @param keys in the order of the page
 */
record PageRecords(List<JsonNode> keys) {

    PageRecords {
        keys = List.copyOf(keys);
    }

    /** @param idField empty: the whole record counts */
    static PageRecords of(List<JsonNode> records, String idField) {
        return new PageRecords(records.stream()
                .map(record -> record.hasNonNull(idField) ? record.get(idField) : record)
                .toList());
    }

    int size() {
        return keys.size();
    }

    boolean isEmpty() {
        return keys.isEmpty();
    }

    /** Records that the other page has as well. */
    int shared(PageRecords other) {
        Set<JsonNode> theirs = new HashSet<>(other.keys);
        return (int) keys.stream().filter(theirs::contains).count();
    }

    /** The place in the other page of the first record of this one; -1 if it is not there, or this has none. */
    int startIn(PageRecords other) {
        return isEmpty() ? -1 : other.keys.indexOf(keys.get(0));
    }
}
