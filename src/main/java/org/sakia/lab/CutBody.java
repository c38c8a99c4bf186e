package org.sakia.lab;

import io.vertx.core.buffer.Buffer;

/** The beginning of another body. */
final class CutBody implements BodySource {

    private final BodySource whole;
    private long left;

    CutBody(BodySource whole, long bytes) {
        this.whole = whole;
        left = bytes;
    }

    @Override
    public boolean more() {
        return left > 0 && whole.more();
    }

    @Override
    public Buffer next() {
        Buffer piece = whole.next();
        if (piece.length() > left) {
            piece = piece.getBuffer(0, (int) left);
        }
        left -= piece.length();
        return piece;
    }
}
