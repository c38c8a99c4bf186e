package org.sakia.page;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32C;

/** What an NDJSON stream turned out to hold when it was read back. Immutable. */
public final class NdjsonCheck {

    private static final int BUFFER = 8192;

    private final long records;
    private final long bytes;
    private final long checksum;

    private NdjsonCheck(long records, long bytes, long checksum) {
        this.records = records;
        this.bytes = bytes;
        this.checksum = checksum;
    }

    /**
     * Reads a stream to its end, in constant memory, and leaves it open.
     *
     * @throws IOException as it comes from the stream
     */
    public static NdjsonCheck of(InputStream ndjson) throws IOException {
        byte[] buffer = new byte[BUFFER];
        CRC32C checksum = new CRC32C();
        long records = 0;
        long bytes = 0;
        for (int got = ndjson.read(buffer); got >= 0; got = ndjson.read(buffer)) {
            checksum.update(buffer, 0, got);
            bytes += got;
            for (int at = 0; at < got; at++) {
                if (buffer[at] == '\n') {
                    records++;
                }
            }
        }
        return new NdjsonCheck(records, bytes, checksum.getValue());
    }

    /** Lines, each with its line break; an unfinished last line is none. */
    public long records() {
        return records;
    }

    /** Length of the stream. */
    public long bytes() {
        return bytes;
    }

    /** CRC32C of the stream, 0 to 2^32 - 1. */
    public long checksum() {
        return checksum;
    }

    /** Whether the stream is what was cut. */
    public boolean matches(CutPage page) {
        return records == page.records() && bytes == page.bytes() && checksum == page.checksum();
    }

    @Override
    public String toString() {
        return records + " records, " + bytes + " bytes, CRC32C " + Long.toHexString(checksum);
    }
}
