package org.sakia.lab;

import io.vertx.core.buffer.Buffer;

/** The same piece again and again. */
final class FillerBody implements BodySource {

    private final Buffer piece;
    private long left;

    FillerBody(long pieces, Buffer piece) {
        this.piece = piece;
        left = pieces;
    }

    @Override
    public boolean more() {
        return left > 0;
    }

    @Override
    public Buffer next() {
        left--;
        return piece.copy();
    }
}
