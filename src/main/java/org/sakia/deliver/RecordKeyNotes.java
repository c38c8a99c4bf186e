package org.sakia.deliver;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.filter.FilteringParserDelegate;
import com.fasterxml.jackson.core.filter.JsonPointerBasedFilter;
import com.fasterxml.jackson.core.filter.TokenFilter.Inclusion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.stream.LongStream;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.StreamCache;
import org.apache.camel.Variable;
import org.sakia.ledger.RecordKeys;
import org.sakia.page.FieldPath;
import org.sakia.page.VerifiedJson;
import org.sakia.plan.PageTask;

/**
 * Notes the keys of a page's records, so that the run can tell how many records came twice because the table moved
 * under the export. Does nothing where the job names no {@code record-key}. Thread-safe.
 */
public final class RecordKeyNotes {

    private final Optional<JsonPointer> key;
    private final RecordKeys notes;

    public RecordKeyNotes(Optional<FieldPath> key, RecordKeys notes) {
        this.key = key.map(path -> JsonPointer.compile(path.toString()));
        this.notes = notes;
    }

    /** Reads the keys of the page in the message; the body can be read again afterwards. */
    public void note(Exchange exchange, @Variable(PageTask.VARIABLE) PageTask task)
            throws IOException, InvalidPayloadException {
        if (key.isEmpty()) {
            return;
        }
        InputStream body = exchange.getMessage().getMandatoryBody(InputStream.class);
        try (JsonParser records = new FilteringParserDelegate(
                VerifiedJson.FACTORY.createParser(body).disable(JsonParser.Feature.AUTO_CLOSE_SOURCE),
                new JsonPointerBasedFilter(key.get()),
                Inclusion.ONLY_INCLUDE_ALL,
                true)) {
            notes.replace(task.getPage(), hashes(records));
        }
        if (exchange.getMessage().getBody() instanceof StreamCache cache) {
            cache.reset();
        }
    }

    private static LongStream hashes(JsonParser records) {
        return LongStream.generate(() -> 0)
                .mapToObj(ignored -> nextHash(records))
                .takeWhile(Optional::isPresent)
                .mapToLong(Optional::get);
    }

    private static Optional<Long> nextHash(JsonParser records) {
        try {
            JsonToken token = records.nextToken();
            if (token == null) {
                return Optional.empty();
            }
            return Optional.of(hash(records, token));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The hash of a value that begins with the parser's present token, up to its end. */
    static long hash(JsonParser value, JsonToken first) throws IOException {
        JsonToken token = first;
        long hash = Hash64.EMPTY;
        int depth = 0;
        do {
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            hash = Hash64.mix(hash, token.ordinal() + value.getText());
            if (depth > 0) {
                token = value.nextToken();
            }
        } while (depth > 0);
        return hash;
    }
}
