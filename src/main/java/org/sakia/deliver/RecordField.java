package org.sakia.deliver;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.filter.FilteringParserDelegate;
import com.fasterxml.jackson.core.filter.JsonPointerBasedFilter;
import com.fasterxml.jackson.core.filter.TokenFilter.Inclusion;
import java.io.IOException;
import java.util.Optional;
import org.sakia.page.FieldPath;
import org.sakia.page.VerifiedJson;

/** A place in records whose value is looked at as it is written there, whatever a number can hold. Thread-safe. */
final class RecordField {

    /**
     * What stands there.
     *
     * @param scalar its text; empty for an object or array
     * @param hash   of the kind and text of all its tokens
     */
    record Value(Optional<String> scalar, long hash) {}

    private final JsonPointer pointer;

    RecordField(FieldPath path) {
        pointer = JsonPointer.compile(path.toString());
    }

    /**
     * The value in a record; empty if there is none, or null.
     *
     * @throws IOException if the record is not JSON
     */
    Optional<Value> in(String record) throws IOException {
        try (JsonParser found = new FilteringParserDelegate(
                VerifiedJson.FACTORY.createParser(record),
                new JsonPointerBasedFilter(pointer),
                Inclusion.ONLY_INCLUDE_ALL,
                false)) {
            JsonToken first = found.nextToken();
            if (first == null || first == JsonToken.VALUE_NULL) {
                return Optional.empty();
            }
            Optional<String> scalar = first.isScalarValue() ? Optional.of(found.getText()) : Optional.empty();
            return Optional.of(new Value(scalar, RecordKeyNotes.hash(found, first)));
        }
    }
}
