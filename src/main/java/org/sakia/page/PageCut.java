package org.sakia.page;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/**
 * One walk through one body, from its first token to the end of the stream. Only values on the way to the records or to
 * the total are entered, so that the recursion is no deeper than a configured path.
 */
final class PageCut {

    /** Stands for "this value is on no way to it" where else the number of matched segments stands. */
    private static final int OFF = -1;

    private final PageFormat format;
    private final List<String> recordsPath;
    private final List<String> totalPath;
    private final JsonParser parser;
    private final RecordTap tap;
    private final RecordLines lines;
    private final RecordsSearch search;
    private OptionalLong total = OptionalLong.empty();

    PageCut(PageFormat format, JsonParser parser, RecordTap tap, RecordLines lines) {
        this.format = format;
        this.recordsPath = format.records().segments();
        this.totalPath = format.total().map(FieldPath::segments).orElse(List.of());
        this.parser = parser;
        this.tap = tap;
        this.lines = lines;
        this.search = new RecordsSearch(format.records());
    }

    CutPage cut() throws IOException {
        try {
            parser.nextToken();
            value(0, format.total().isPresent() ? 0 : OFF);
            if (parser.nextToken() != null) {
                throw new BadPageException("the body goes on after its JSON value" + place());
            }
        } catch (StreamConstraintsException e) {
            throw new BadPageException("the body is nested deeper than " + format.maxDepth() + " levels" + place());
        } catch (JsonEOFException e) {
            throw new BadPageException("the body is cut short: it ends inside its JSON value" + place());
        } catch (JsonParseException e) {
            throw new BadPageException("the body is not valid JSON" + place());
        }
        search.requireFound();
        return lines.finish(total);
    }

    private void value(int toRecords, int toTotal) throws IOException {
        JsonToken token = parser.currentToken();
        if (toTotal == totalPath.size()) {
            total = TotalValue.read(parser);
        }
        boolean recordArray = toRecords == recordsPath.size();
        if (recordArray) {
            search.found(token);
            tap.copyFrom(offset());
        } else if (toRecords != OFF) {
            search.pass(toRecords, token);
        }
        boolean entered = recordArray || toRecords != OFF || (toTotal != OFF && toTotal < totalPath.size());
        if (!entered) {
            parser.skipChildren();
        } else if (token == JsonToken.START_OBJECT) {
            fields(toRecords, toTotal);
        } else if (token == JsonToken.START_ARRAY) {
            elements(toRecords, toTotal);
        }
        if (recordArray) {
            tap.stop();
        }
    }

    private void fields(int toRecords, int toTotal) throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            if (toRecords != OFF) {
                search.field(toRecords, name);
            }
            parser.nextToken();
            value(step(recordsPath, toRecords, name), step(totalPath, toTotal, name));
        }
    }

    private void elements(int toRecords, int toTotal) throws IOException {
        boolean records = toRecords == recordsPath.size();
        for (long index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
            value(step(recordsPath, toRecords, index), step(totalPath, toTotal, index));
            if (records) {
                parser.finishToken();
                tap.endRecord(offset());
            }
        }
    }

    private static int step(List<String> path, int matched, String name) {
        return matched != OFF && matched < path.size() && path.get(matched).equals(name) ? matched + 1 : OFF;
    }

    private static int step(List<String> path, int matched, long index) {
        return matched != OFF && matched < path.size() && FieldPath.isIndex(path.get(matched), index)
                ? matched + 1
                : OFF;
    }

    private long offset() {
        return parser.currentLocation().getCharOffset();
    }

    private String place() {
        return " near character " + tap.position(offset());
    }
}
