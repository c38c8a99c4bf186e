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
    private final Captures captures;
    private OptionalLong total = OptionalLong.empty();

    PageCut(PageFormat format, JsonParser parser, RecordTap tap, RecordLines lines) {
        this.format = format;
        this.recordsPath = format.records().segments();
        this.totalPath = format.total().map(FieldPath::segments).orElse(List.of());
        this.parser = parser;
        this.tap = tap;
        this.lines = lines;
        this.search = new RecordsSearch(format.records());
        this.captures = new Captures(format.wanted());
    }

    CutPage cut() throws IOException {
        try {
            parser.nextToken();
            value(0, format.total().isPresent() ? 0 : OFF, captures.root());
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
        format.conditions().check(captures.taken());
        search.requireFound();
        return lines.finish(total, captures.taken());
    }

    private void value(int toRecords, int toTotal, int[] toCaptures) throws IOException {
        JsonToken token = parser.currentToken();
        if (toTotal == totalPath.size()) {
            total = TotalValue.read(parser);
        }
        captures.take(toCaptures, parser);
        boolean recordArray = toRecords == recordsPath.size() && search.found(token);
        if (recordArray) {
            tap.copyFrom(offset());
        } else if (toRecords != OFF && toRecords < recordsPath.size()) {
            search.pass(toRecords, token);
        }
        boolean entered = recordArray
                || (toRecords != OFF && toRecords < recordsPath.size())
                || (toTotal != OFF && toTotal < totalPath.size())
                || captures.leadOn(toCaptures);
        if (!entered) {
            parser.skipChildren();
        } else if (token == JsonToken.START_OBJECT) {
            fields(toRecords, toTotal, toCaptures);
        } else if (token == JsonToken.START_ARRAY) {
            elements(toRecords, toTotal, toCaptures, recordArray);
        }
        if (recordArray) {
            tap.stop();
        }
    }

    private void fields(int toRecords, int toTotal, int[] toCaptures) throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            if (toRecords != OFF) {
                search.field(toRecords, name);
            }
            parser.nextToken();
            value(step(recordsPath, toRecords, name), step(totalPath, toTotal, name), captures.step(toCaptures, name));
        }
    }

    private void elements(int toRecords, int toTotal, int[] toCaptures, boolean records) throws IOException {
        for (long index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
            value(
                    step(recordsPath, toRecords, index),
                    step(totalPath, toTotal, index),
                    captures.step(toCaptures, index));
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
