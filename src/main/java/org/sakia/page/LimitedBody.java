package org.sakia.page;

import java.io.IOException;
import java.io.InputStream;

/** A body that may not be longer than the limit, and that never answers a read with 0 bytes. For one thread. */
final class LimitedBody extends InputStream {

    private final InputStream body;
    private final long limit;
    private long count;

    LimitedBody(InputStream body, long limit) {
        this.body = body;
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        int value = body.read();
        count(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] target, int at, int length) throws IOException {
        int got = body.read(target, at, length);
        if (got == 0 && length > 0) {
            int value = body.read();
            if (value < 0) {
                return -1;
            }
            target[at] = (byte) value;
            got = 1;
        }
        count(Math.max(got, 0));
        return got;
    }

    private void count(int got) throws BadPageException {
        count += got;
        if (count > limit) {
            throw new BadPageException("the body is larger than " + limit + " bytes; raise max-body");
        }
    }
}
