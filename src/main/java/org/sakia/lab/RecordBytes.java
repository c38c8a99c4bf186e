package org.sakia.lab;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/**
 * The bytes of simulated records: they follow from index and size alone, and are ASCII.
 *
 * @param size  of each record, exact
 * @param times whether records have the field {@code updated_at}
 */
record RecordBytes(int size, boolean times) {

    /** The smallest size that every index fits into. */
    static final int LEAST = 80;

    /** The same for records with their time. */
    static final int LEAST_WITH_TIMES = 120;

    private static final byte[] CLOSE = "\"}".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LETTERS =
            "abcdefghijklmnopqrstuvwxyz".repeat(200).getBytes(StandardCharsets.US_ASCII);
    private static final int ALPHABET = 26;

    byte[] of(long id) {
        Buffer whole = Buffer.buffer(size);
        int padding = open(whole, id);
        int done = 0;
        while (done < padding) {
            done += pad(whole, id, done, padding - done);
        }
        close(whole);
        return whole.getBytes();
    }

    /** Writes the fields up to the padding and returns how much of that the record needs. */
    int open(Buffer out, long id) {
        int start = out.length();
        long customer = id % 9_973;
        long cents = id * 37 % 100_000;
        out.appendString("{\"id\":" + id + ",\"customer\":\"c-" + digits(customer, 4) + "\",\"amount\":\"" + cents / 100
                + "." + digits(cents % 100, 2));
        if (times) {
            out.appendString("\",\"updated_at\":\"" + UpdateTimes.of(id));
        }
        out.appendString("\",\"note\":\"");
        return size - (out.length() - start) - CLOSE.length;
    }

    /** Writes some of the padding, at most {@code most} bytes, and returns how many. */
    static int pad(Buffer out, long id, int done, int most) {
        int from = (int) ((id + done) % ALPHABET);
        int count = Math.min(most, LETTERS.length - from);
        out.appendBytes(LETTERS, from, count);
        return count;
    }

    static void close(Buffer out) {
        out.appendBytes(CLOSE);
    }

    private static String digits(long value, int width) {
        String text = Long.toString(value);
        return "0".repeat(Math.max(0, width - text.length())) + text;
    }
}
