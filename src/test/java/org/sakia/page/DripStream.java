package org.sakia.page;

import java.io.InputStream;
import java.util.Random;

/** Delivers bytes in portions of random size, and now and then none. */
final class DripStream extends InputStream {

    private final byte[] content;
    private final Random random;
    private final int largest;
    private int at;

    DripStream(byte[] content, int largest, Random random) {
        this.content = content;
        this.largest = largest;
        this.random = random;
    }

    @Override
    public int read() {
        return at == content.length ? -1 : content[at++] & 0xFF;
    }

    @Override
    public int read(byte[] target, int from, int length) {
        if (at == content.length) {
            return -1;
        }
        int portion = Math.min(Math.min(length, content.length - at), random.nextInt(largest + 1));
        System.arraycopy(content, at, target, from, portion);
        at += portion;
        return portion;
    }
}
