package org.sakia.deliver.kafka;

import java.util.Locale;
import org.apache.kafka.common.KafkaException;

/** One record of a page was not taken; the cause says why. */
public final class RecordFailedException extends KafkaException {

    private static final long serialVersionUID = 1L;

    private final int index;
    private final long bytes;

    RecordFailedException(int index, long bytes, Throwable cause) {
        super(
                String.format(Locale.ROOT, "record %d of the page, %,d bytes: %s", index, bytes, cause.getMessage()),
                cause);
        this.index = index;
        this.bytes = bytes;
    }

    /** Its place in the page, from 0. */
    public int index() {
        return index;
    }

    /** Size of its key, value and headers. */
    public long bytes() {
        return bytes;
    }
}
