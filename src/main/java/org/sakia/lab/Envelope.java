package org.sakia.lab;

import io.vertx.core.http.HttpServerRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What stands around the records of a page.
 *
 * @param head    of the body, before the first record
 * @param tail    of the body, behind the last one
 * @param headers of the answer
 */
record Envelope(String head, String tail, Map<String, String> headers) {

    static Envelope of(HttpServerRequest request, Inquiry inquiry, Optional<Cursor> next, ApiProfile profile) {
        Links links = new Links(request, inquiry, profile.chain());
        TotalForm total = profile.paging().total();
        Map<String, String> headers = new LinkedHashMap<>();
        if (total == TotalForm.HEADER) {
            headers.put("X-Total-Count", Long.toString(inquiry.slice().size()));
        }
        String count = total == TotalForm.BODY ? "\"count\":" + inquiry.slice().size() + "," : "";
        ChainEnd end = profile.chain().end();
        return switch (inquiry.form()) {
            case LINK -> {
                headers.put("Link", links.header(next));
                yield new Envelope("[", "]", headers);
            }
            case NEXT -> {
                String field = field("next", next.map(links::inBody), end);
                yield new Envelope("{" + count + field + "\"results\":[", "]}", headers);
            }
            case CURSOR, SEARCH -> {
                String name = inquiry.slice().name();
                String field = field("next_cursor", next.map(cursor -> cursor.text(name)), end);
                String more = "\"has_more\":" + next.isPresent();
                yield new Envelope("{" + count + "\"results\":[", "]," + field + more + "}", headers);
            }
            case NUMBERED -> new Envelope("{" + count + "\"next\":null,\"results\":[", "]}", headers);
        };
    }

    /** The field and its comma; the values need no escapes in JSON. */
    private static String field(String name, Optional<String> value, ChainEnd end) {
        if (value.isPresent()) {
            return "\"" + name + "\":\"" + value.get() + "\",";
        }
        return switch (end) {
            case NULL, NEVER -> "\"" + name + "\":null,";
            case MISSING -> "";
            case EMPTY -> "\"" + name + "\":\"\",";
        };
    }
}
