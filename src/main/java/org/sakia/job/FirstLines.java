package org.sakia.job;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.camel.Exchange;

/** Copies the beginning of a page as the request route leaves it: NDJSON, of any size. */
final class FirstLines {

    private FirstLines() {}

    /** Copies up to so many lines, line breaks included, byte for byte; closes nothing. */
    static void copy(Exchange page, long most, OutputStream out) throws IOException {
        try (InputStream body = page.getMessage().getBody(InputStream.class)) {
            if (body == null) {
                return;
            }
            InputStream lines = new BufferedInputStream(body);
            OutputStream buffered = new BufferedOutputStream(out);
            long left = most;
            for (int next = lines.read(); next >= 0 && left > 0; next = lines.read()) {
                buffered.write(next);
                if (next == '\n') {
                    left--;
                }
            }
            buffered.flush();
        }
    }
}
