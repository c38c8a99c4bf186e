package org.sakia.lab;

import io.vertx.core.buffer.Buffer;

/** A body that is made while it is sent, piece by piece. Not thread-safe. */
interface BodySource {

    /** How much a piece holds, more or less. */
    int PIECE = 16 << 10;

    /** False once the last piece was given out. */
    boolean more();

    /** The next piece; only while there is more. */
    Buffer next();

    /** A body that is at hand. */
    static BodySource of(Buffer whole) {
        return new FillerBody(1, whole);
    }
}
