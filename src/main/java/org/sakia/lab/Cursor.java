package org.sakia.lab;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A place in a chain. As text it is base64 with all of {@code +}, {@code /} and {@code =} in it, which must be percent-
 * encoded in a query. The same place always gives the same text, unless cursors expire.
 *
 * @param position   index of the next record in the whole table
 * @param page       place of the page in its chain, from 0
 * @param issued     number of the arrival it was given to, where that matters
 * @param generation of cursors; those of earlier ones have expired
 */
record Cursor(long position, int page, long issued, int generation) {

    /** Becomes {@code ++//} in base64. */
    private static final byte[] MARK = {(byte) 0xFB, (byte) 0xEF, (byte) 0xFF};

    /** With a length of 3k + 1 the text ends in {@code ==}. */
    private static final int LENGTH = MARK.length + Long.BYTES + Integer.BYTES + Long.BYTES + 2 * Integer.BYTES;

    /** @param salt what else the cursor belongs to; with another salt it is unknown */
    String text(String salt) {
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH)
                .put(MARK)
                .putLong(position)
                .putInt(page)
                .putLong(issued)
                .putInt(generation);
        bytes.putInt(check(bytes, salt));
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    /** Empty for a text that is no cursor of this salt. */
    static Optional<Cursor> read(String text, String salt) {
        byte[] decoded;
        try {
            decoded = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (decoded.length != LENGTH) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(decoded).position(MARK.length);
        Cursor cursor = new Cursor(bytes.getLong(), bytes.getInt(), bytes.getLong(), bytes.getInt());
        return cursor.text(salt).equals(text) ? Optional.of(cursor) : Optional.empty();
    }

    private static int check(ByteBuffer bytes, String salt) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.array(), 0, bytes.position());
        crc.update(salt.getBytes(StandardCharsets.UTF_8));
        return (int) crc.getValue();
    }
}
