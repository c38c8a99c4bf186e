package org.sakia.lab;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/** Another body in gzip, or the beginning of it: without its trailer, as a broken proxy sends it. */
final class GzipBody implements BodySource {

    private static final boolean SYNC_FLUSH = true;
    private static final int DEFLATER_BUFFER = 512;

    private final BodySource plain;
    private final boolean finished;
    private final ByteArrayOutputStream packed = new ByteArrayOutputStream(BodySource.PIECE);
    private final GZIPOutputStream packer;

    GzipBody(BodySource plain, boolean finished) {
        this.plain = plain;
        this.finished = finished;
        try {
            packer = new GZIPOutputStream(packed, DEFLATER_BUFFER, SYNC_FLUSH);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean more() {
        return plain.more();
    }

    @Override
    public Buffer next() {
        try {
            packer.write(plain.next().getBytes());
            packer.flush();
            return plain.more() ? take() : last();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Buffer last() throws IOException {
        if (finished) {
            packer.close();
            return take();
        }
        Buffer piece = take();
        packer.close();
        return piece;
    }

    private Buffer take() {
        Buffer piece = Buffer.buffer(packed.toByteArray());
        packed.reset();
        return piece;
    }
}
