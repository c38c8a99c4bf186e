package org.sakia.lab;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.util.function.Consumer;

/** The JSON body of a search: its fields are parameters like those of a query. */
final class SearchBody {

    private static final int MOST_BYTES = 64 << 10;
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private SearchBody() {}

    /** Calls back when the body is there; what is over the limit is dropped and makes it invalid. */
    static void collect(HttpServerRequest request, Consumer<Buffer> whenRead) {
        Buffer body = Buffer.buffer();
        request.handler(piece -> {
            if (body.length() <= MOST_BYTES) {
                body.appendBuffer(piece);
            }
        });
        request.endHandler(end -> whenRead.accept(body));
    }

    /**
     * The parameters of the query and those of the body, which win. A field that is null is not there.
     *
     * @throws WrongRequestException if the body is too large or no JSON object
     */
    static MultiMap params(MultiMap query, Buffer body) throws WrongRequestException {
        if (body.length() > MOST_BYTES) {
            throw new WrongRequestException(413, "a search has at most " + MOST_BYTES + " bytes");
        }
        MultiMap all = MultiMap.caseInsensitiveMultiMap().addAll(query);
        parsed(body).properties().forEach(field -> {
            if (field.getValue().isValueNode() && !field.getValue().isNull()) {
                all.set(field.getKey(), field.getValue().asText());
            }
        });
        return all;
    }

    private static JsonNode parsed(Buffer body) throws WrongRequestException {
        try {
            JsonNode parsed = JSON.readTree(body.getBytes());
            if (parsed.isObject()) {
                return parsed;
            }
        } catch (IOException e) {
            // As wrong as JSON that is no object.
        }
        throw new WrongRequestException(400, "the body is no JSON object");
    }
}
