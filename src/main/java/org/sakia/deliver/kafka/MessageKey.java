package org.sakia.deliver.kafka;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.filter.FilteringParserDelegate;
import com.fasterxml.jackson.core.filter.JsonPointerBasedFilter;
import com.fasterxml.jackson.core.filter.TokenFilter.Inclusion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.sakia.page.FieldPath;
import org.sakia.page.VerifiedJson;

/** What in a record becomes the message's key. Immutable, thread-safe. */
final class MessageKey {

    private final Optional<JsonPointer> pointer;

    MessageKey(Optional<FieldPath> path) {
        pointer = path.map(field -> JsonPointer.compile(field.toString()));
    }

    /**
     * The key that the record itself has: a text without its quotes, a number as it is written, an object or array as it
     * stands. Empty if there is nothing, or null.
     *
     * @throws IOException if the record is not JSON any more
     */
    Optional<byte[]> of(byte[] record) throws IOException {
        if (pointer.isEmpty()) {
            return Optional.empty();
        }
        try (JsonParser source = VerifiedJson.FACTORY.createParser(record);
                JsonParser found = new FilteringParserDelegate(
                        source, new JsonPointerBasedFilter(pointer.get()), Inclusion.ONLY_INCLUDE_ALL, false)) {
            JsonToken token = found.nextToken();
            if (token == null || token == JsonToken.VALUE_NULL) {
                return Optional.empty();
            }
            if (token.isScalarValue()) {
                return Optional.of(found.getText().getBytes(StandardCharsets.UTF_8));
            }
            int from = (int) source.currentTokenLocation().getByteOffset();
            source.skipChildren();
            return Optional.of(Arrays.copyOfRange(
                    record, from, (int) source.currentLocation().getByteOffset()));
        }
    }
}
