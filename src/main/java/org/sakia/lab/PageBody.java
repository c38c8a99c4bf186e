package org.sakia.lab;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/** One page as JSON: {@code {"count":1000,"next":null,"results":[...]}}. */
final class PageBody implements BodySource {

    private static final int SLACK = 128;

    private final byte[] head;
    private final byte[] tail = "]}".getBytes(StandardCharsets.US_ASCII);
    private final long end;
    private final long first;
    private final int recordBytes;
    private boolean headDone;
    private boolean tailDone;
    private long id;
    private int padding;
    private int padded;
    private long given;

    /**
     * @param total as the body tells it; negative: it does not
     * @param first index of the first record
     * @param end   index behind the last one
     */
    PageBody(long total, long first, long end, int recordBytes) {
        String count = total < 0 ? "" : "\"count\":" + total + ",";
        head = ("{" + count + "\"next\":null,\"results\":[").getBytes(StandardCharsets.US_ASCII);
        this.first = first;
        this.end = end;
        this.recordBytes = recordBytes;
        id = first;
    }

    long length() {
        long records = end - first;
        return head.length + records * recordBytes + Math.max(0, records - 1) + tail.length;
    }

    @Override
    public boolean more() {
        return !tailDone;
    }

    @Override
    public Buffer next() {
        Buffer piece = Buffer.buffer((int) Math.min(PIECE + SLACK, length() - given));
        if (!headDone) {
            piece.appendBytes(head);
            headDone = true;
        }
        while (!tailDone && piece.length() < PIECE) {
            step(piece);
        }
        given += piece.length();
        return piece;
    }

    private void step(Buffer piece) {
        if (padded < padding) {
            padded += RecordBytes.pad(piece, id, padded, Math.min(padding - padded, PIECE));
            closeRecordIfPadded(piece);
        } else if (id < end) {
            if (id > first) {
                piece.appendByte((byte) ',');
            }
            padding = RecordBytes.open(piece, id, recordBytes);
            padded = 0;
            closeRecordIfPadded(piece);
        } else {
            piece.appendBytes(tail);
            tailDone = true;
        }
    }

    private void closeRecordIfPadded(Buffer piece) {
        if (padded == padding) {
            RecordBytes.close(piece);
            id++;
            padding = 0;
            padded = 0;
        }
    }
}
