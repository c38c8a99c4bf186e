package org.sakia.lab;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/** One page as JSON: the records, in their envelope. */
final class PageBody implements BodySource {

    private static final int SLACK = 128;

    private final byte[] head;
    private final byte[] tail;
    private final long end;
    private final long first;
    private final RecordBytes records;
    private boolean headDone;
    private boolean tailDone;
    private long id;
    private int padding;
    private int padded;
    private long given;

    /**
     * @param head  what stands before the records, ASCII
     * @param tail  what stands behind them, ASCII
     * @param first index of the first record
     * @param end   index behind the last one
     */
    PageBody(String head, String tail, long first, long end, RecordBytes records) {
        this.head = head.getBytes(StandardCharsets.US_ASCII);
        this.tail = tail.getBytes(StandardCharsets.US_ASCII);
        this.first = first;
        this.end = end;
        this.records = records;
        id = first;
    }

    long length() {
        long count = end - first;
        return head.length + count * records.size() + Math.max(0, count - 1) + tail.length;
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
            padding = records.open(piece, id);
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
