package org.sakia.page;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Cuts bodies that a test writes down as text. */
final class Pages {

    static final int MAX_RECORD = 1 << 20;
    static final int MAX_DEPTH = 200;

    /** What a body was cut into. */
    record Cut(CutPage page, String ndjson) {}

    private Pages() {}

    static PageFormat format(String records) {
        return format(records, Optional.of("count"));
    }

    static PageFormat format(String records, Optional<String> total) {
        return PageFormat.of(
                FieldPath.parse(records), total.map(FieldPath::parse), Long.MAX_VALUE, MAX_RECORD, MAX_DEPTH);
    }

    static Cut cut(String records, String body) throws IOException {
        return cut(format(records), body);
    }

    static Cut cut(PageFormat format, String body) throws IOException {
        return cut(format, new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }

    static Cut cut(PageFormat format, InputStream body) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CutPage page = new PageCutter(format).cut(body, Optional.empty(), out);
        return new Cut(page, out.toString(StandardCharsets.UTF_8));
    }
}
