package org.sakia.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Spreads JSON without white space between its tokens over indented lines. Tokens pass through byte for byte. Not
 * thread-safe.
 */
final class Indented extends FilterOutputStream {

    private int depth;
    private boolean inString;
    private boolean escaped;
    private boolean opened;

    Indented(OutputStream out) {
        super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            write(bytes[i]);
        }
    }

    @Override
    public void write(int value) throws IOException {
        int next = value & 0xff;
        if (inString) {
            out.write(next);
            inString = escaped || next != '"';
            escaped = next == '\\' && !escaped;
            return;
        }
        boolean closes = next == '}' || next == ']';
        if (closes) {
            depth--;
        }
        if (opened != closes && (opened || closes)) {
            line();
        }
        out.write(next);
        opened = next == '{' || next == '[';
        inString = next == '"';
        if (opened) {
            depth++;
        } else if (next == ',') {
            line();
        } else if (next == ':') {
            out.write(' ');
        }
    }

    private void line() throws IOException {
        out.write(("\n" + "  ".repeat(depth)).getBytes(StandardCharsets.US_ASCII));
    }
}
