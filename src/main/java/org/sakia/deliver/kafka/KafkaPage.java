package org.sakia.deliver.kafka;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.apache.camel.CamelContext;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultMessage;
import org.sakia.deliver.SinkHeaders;
import org.sakia.page.CutPage;
import org.sakia.plan.PageTask;

/**
 * A page on its way to Kafka: gives out its records in pieces that fit the memory, each record a message with its index,
 * and counts what became of them, so that none goes missing between the answer and the brokers. Used by one worker.
 */
public final class KafkaPage implements Iterator<List<Message>> {

    /** Where the steps of the route find it in their exchange. */
    static final String PROPERTY = "sakiaKafkaPage";

    /** What a message costs beside the bytes of its record, roughly. */
    private static final int OVERHEAD = 1024;

    private final CamelContext context;
    private final InputStream lines;
    private final int pieceBytes;
    private final long begun = System.nanoTime();
    private final CRC32C checksum = new CRC32C();
    private final LargeRecords large;
    private ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean holdsLarge;
    private long bytes;
    private int read;
    private int settled;
    private Optional<RecordBatch> underWay = Optional.empty();

    /**
     * @param ndjson     the page, one record a line
     * @param pieceBytes about how much memory a piece may take; it holds one record at least
     * @param large      what there is room for beyond that
     */
    KafkaPage(CamelContext context, InputStream ndjson, int pieceBytes, LargeRecords large) {
        this.context = context;
        this.lines = new BufferedInputStream(ndjson);
        this.pieceBytes = pieceBytes;
        this.large = large;
    }

    @Override
    public boolean hasNext() {
        try {
            lines.mark(1);
            boolean more = lines.read() >= 0;
            lines.reset();
            return more;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<Message> next() {
        free();
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        List<Message> piece = new ArrayList<>();
        long size = 0;
        while (size < pieceBytes && hasNext()) {
            byte[] value = readRecord();
            size += value.length + OVERHEAD;
            piece.add(message(value, read - 1));
        }
        return piece;
    }

    private Message message(byte[] value, int index) {
        Message message = new DefaultMessage(context);
        message.setBody(value);
        message.setHeader(SinkHeaders.INDEX, Integer.toString(index));
        return message;
    }

    private byte[] readRecord() {
        try {
            for (int b = lines.read(); b != '\n'; b = lines.read()) {
                if (b < 0) {
                    throw new EOFException("the page ends within a record");
                }
                if (line.size() == pieceBytes && !holdsLarge) {
                    large.enter();
                    holdsLarge = true;
                }
                line.write(b);
            }
            return record();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] record() {
        byte[] value = line.toByteArray();
        if (holdsLarge) {
            line = new ByteArrayOutputStream();
        }
        line.reset();
        checksum.update(value);
        checksum.update('\n');
        bytes += value.length + 1L;
        read++;
        return value;
    }

    /** The piece given out last is gone: lets go of it, and makes room for other workers' large records. */
    void free() {
        underWay = Optional.empty();
        if (holdsLarge) {
            holdsLarge = false;
            large.leave();
        }
    }

    /** The records of a piece that go out now. */
    void send(RecordBatch batch) {
        underWay = Optional.of(batch);
    }

    /** Of the record that comes to the end of the steps next, in the page. */
    int index() {
        return settled;
    }

    /** Notes that a record has come to the end of the steps, kept or left out. */
    void settled() {
        settled++;
    }

    /** The batch that was under way last. */
    Optional<RecordBatch> underWay() {
        return underWay;
    }

    /** When the delivery began, as {@code System.nanoTime()} counts. */
    long begun() {
        return begun;
    }

    /**
     * Compares what went through the steps with what was cut out of the answer.
     *
     * @throws IOException if they differ
     */
    void verify(PageTask task) throws IOException {
        CutPage cut = task.getCut();
        if (read != cut.records() || bytes != cut.bytes() || checksum.getValue() != cut.checksum()) {
            throw new IOException("of the page's " + cut.records() + " records in " + cut.bytes() + " bytes, " + read
                    + " in " + bytes + " could be read");
        }
        if (settled != read) {
            throw new IOException(settled + " of the page's " + read
                    + " records came to the end of the steps of the route; to leave a record out let it end with"
                    + " stop, within the split of the records");
        }
    }
}
