package org.sakia.deliver.kafka;

import java.util.concurrent.Semaphore;
import org.apache.camel.RuntimeCamelException;

/**
 * How many records that are larger than a piece may be in memory at once, of all workers together: a hundred workers
 * with a record of 1 MiB each would not fit. Thread-safe.
 */
final class LargeRecords {

    private static final int SHARE_OF_HEAP = 8;

    /** Times its size that a record takes while it is read and sent. */
    private static final int COPIES = 4;

    private final Semaphore room;

    /** @param maxRecord largest record in bytes */
    LargeRecords(int maxRecord) {
        long fit = Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP / ((long) COPIES * maxRecord);
        room = new Semaphore((int) Math.max(1, Math.min(Integer.MAX_VALUE, fit)), true);
    }

    /** Waits until there is room for one more. */
    void enter() {
        try {
            room.acquire();
        } catch (InterruptedException e) {
            throw new RuntimeCamelException(e);
        }
    }

    void leave() {
        room.release();
    }
}
