package org.sakia.monitor;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What one run of a job has done so far. Thread-safe; the figures are read one by one, not as one snapshot. */
public final class JobStats {

    private final long startedNanos = System.nanoTime();
    private final LongAdder requests = new LongAdder();
    private final LongAdder ok = new LongAdder();
    private final LongAdder throttled = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder pagesDelivered = new LongAdder();
    private final LongAdder pagesFailed = new LongAdder();
    private final LongAdder records = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final AtomicLong limitFieldsMalformed = new AtomicLong();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger peakInFlight = new AtomicInteger();
    private final AtomicLong firstSendNanos = new AtomicLong(Long.MIN_VALUE);
    private final AtomicLong lastSendNanos = new AtomicLong(Long.MIN_VALUE);

    /** A request is about to leave. */
    public void sent() {
        requests.increment();
        int now = inFlight.incrementAndGet();
        peakInFlight.accumulateAndGet(now, Math::max);
        long nanos = System.nanoTime();
        firstSendNanos.compareAndSet(Long.MIN_VALUE, nanos);
        lastSendNanos.set(nanos);
    }

    /** The request did not leave after all: a hold-back or the job's end came while its connection was set up. */
    public void stayedAtHome() {
        requests.decrement();
    }

    /** The attempt is over: the answer was read or given up. */
    public void landed() {
        inFlight.decrementAndGet();
    }

    public void ok() {
        ok.increment();
    }

    public void throttled() {
        throttled.increment();
    }

    public void failed() {
        failed.increment();
    }

    /**
     * An answer had fields about limits that could not be read.
     *
     * @return true the first time
     */
    public boolean limitFieldsMalformed(int count) {
        return limitFieldsMalformed.getAndAdd(count) == 0;
    }

    public void pageDelivered(long pageRecords, long pageBytes) {
        pagesDelivered.increment();
        records.add(pageRecords);
        bytes.add(pageBytes);
    }

    public void pageFailed() {
        pagesFailed.increment();
    }

    public long requests() {
        return requests.sum();
    }

    public long requestsOk() {
        return ok.sum();
    }

    public long requestsThrottled() {
        return throttled.sum();
    }

    public long requestsFailed() {
        return failed.sum();
    }

    public long pagesDelivered() {
        return pagesDelivered.sum();
    }

    public long pagesFailed() {
        return pagesFailed.sum();
    }

    public long records() {
        return records.sum();
    }

    public long bytes() {
        return bytes.sum();
    }

    /** Fields about limits that could not be read, of all answers. */
    public long limitFieldsMalformed() {
        return limitFieldsMalformed.get();
    }

    public int inFlight() {
        return inFlight.get();
    }

    public int peakInFlight() {
        return peakInFlight.get();
    }

    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    /** Requests a second between the first and the last send; 0 before the second one. */
    public double requestsPerSecond() {
        return per(Duration.ofSeconds(1));
    }

    /**
     * Requests in one period, between the first and the last send. Over less than a period they are only counted: a
     * rate would be a guess then, and could look as if the limit were broken.
     */
    public double requestsPer(Duration period) {
        long span = lastSendNanos.get() - firstSendNanos.get();
        return span < period.toNanos() ? requests.sum() : per(period);
    }

    private double per(Duration period) {
        long count = requests.sum();
        long span = lastSendNanos.get() - firstSendNanos.get();
        return count < 2 || span <= 0 ? 0 : (count - 1) * (double) period.toNanos() / span;
    }
}
