package org.sakia.pipeline;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A table of records whose pages from some offset on are answered only when a test lets them. Thread-safe. */
final class GatedTable implements AnsweringApi.Script {

    private static final long PATIENCE_SECONDS = 90;

    private final long total;
    private final long free;
    private final CountDownLatch gate = new CountDownLatch(1);

    /** @param free records in front of the gate */
    GatedTable(long total, long free) {
        this.total = total;
        this.free = free;
    }

    void open() {
        gate.countDown();
    }

    @Override
    public AnsweringApi.Reply answer(AnsweringApi.Seen request) throws InterruptedException {
        if (request.offset() >= free) {
            gate.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        return request.page(total);
    }
}
