package org.sakia.page;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Cuts the records out of a page's body: the record's own bytes, less white space between tokens, one a line (NDJSON).
 * Numbers, escapes and repeated names so pass through as they were written.
 *
 * <p>A call needs some 40 KiB, whatever the size of the body, of a record, of a string, name or number. Thread-safe: a
 * call leaves no state in the object.
 */
public final class PageCutter {

    private final PageFormat format;
    private final JsonFactory json;
    private final UnaryOperator<String> mask;

    /** One whose messages show what a body begins with as it is. */
    public PageCutter(PageFormat format) {
        this(format, UnaryOperator.identity());
    }

    /** @param mask takes secrets out of what a body begins with, where that stands in a message */
    public PageCutter(PageFormat format, UnaryOperator<String> mask) {
        this.format = format;
        this.mask = mask;
        // Jackson tells byte offsets only with a table of field names, which grows with a hostile body; hence those of
        // characters, which are as good: what strict decoding reads, encoding writes back as the same bytes.
        this.json = JsonFactory.builder()
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .streamReadConstraints(constraints(format.maxDepth()))
                .build();
    }

    // RecordTap shows the parser no long token, so that only nesting is left to limit.
    private static StreamReadConstraints constraints(int maxDepth) {
        return StreamReadConstraints.builder()
                .maxNestingDepth(maxDepth)
                .maxNumberLength(Integer.MAX_VALUE)
                .maxStringLength(Integer.MAX_VALUE)
                .maxNameLength(Integer.MAX_VALUE)
                .build();
    }

    /**
     * Copies each record of the array at {@link PageFormat#records()} as one line into {@code out}, and reads the body
     * to its very end. What was written before an exception is worthless. Closes neither stream.
     *
     * @param declaredCharset what the API says the body is in; a byte order mark or the NUL bytes of UTF-16 and UTF-32
     *     overrule it; UTF-8 without either
     * @throws BadPageException if the body does not verify
     * @throws IOException as it comes from the streams
     */
    public CutPage cut(InputStream body, Optional<Charset> declaredCharset, OutputStream out) throws IOException {
        Reader text = BodyText.open(new LimitedBody(body, format.maxBytes()), declaredCharset);
        RecordLines lines = new RecordLines(out, format.maxRecordBytes());
        RecordTap tap = new RecordTap(text, lines);
        requireJson(tap.start());
        try (JsonParser parser = json.createParser(tap)) {
            return new PageCut(format, parser, tap, lines).cut();
        }
    }

    private void requireJson(String start) throws BadPageException {
        if (start.isEmpty()) {
            throw new BadPageException("the body is empty; a JSON object or array was expected");
        }
        char first = start.charAt(0);
        if (first == '{' || first == '[') {
            return;
        }
        boolean scalar = "\"-0123456789tfn".indexOf(first) >= 0;
        throw new BadPageException(
                "the body is not " + (scalar ? "a JSON object or array" : "JSON") + "; it starts with '"
                        // Masked before it is cut: half a secret would not be found.
                        + Printable.first(mask.apply(start)) + "'");
    }
}
