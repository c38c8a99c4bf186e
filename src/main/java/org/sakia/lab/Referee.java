package org.sakia.lab;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.sakia.request.Rate;

/**
 * What the API saw: every arrival with its time, and what became of it. Refused, failed and unanswered requests are
 * arrivals like any other. 24 bytes an arrival. Thread-safe.
 *
 * <p>Times are those of {@link System#nanoTime()} when the server has read the request's head.
 */
public final class Referee {

    /** Stands for the offset of a request that asked for no page. */
    static final long NO_OFFSET = -1;

    private final LongLog arrivals = new LongLog();
    private final LongLog offsets = new LongLog();
    private final LongLog departures = new LongLog();
    private final Map<Integer, Long> statuses = new TreeMap<>();
    private long throttled;
    private long served;
    private long bytes;
    private int inFlight;
    private int peakInFlight;

    Referee() {}

    synchronized void arrived(long nanos, long offset) {
        arrivals.add(nanos);
        asked(offset);
        inFlight++;
        peakInFlight = Math.max(peakInFlight, inFlight);
    }

    /** The page that a request turned out to ask for, where its head does not say. */
    synchronized void asked(long offset) {
        if (offset != NO_OFFSET) {
            offsets.add(offset);
        }
    }

    synchronized void left() {
        departures.add(System.nanoTime());
        inFlight--;
    }

    synchronized void answered(int status) {
        statuses.merge(status, 1L, Long::sum);
    }

    synchronized void throttledOne() {
        throttled++;
    }

    synchronized void servedOne() {
        served++;
    }

    synchronized void sent(long count) {
        bytes += count;
    }

    /** Requests of any kind. */
    public synchronized long arrivals() {
        return arrivals.size();
    }

    /** Requests the limiter refused, those after a ban included. */
    public synchronized long throttled() {
        return throttled;
    }

    /** Pages sent whole; one is counted before its last bytes go out, so a client that has them finds it counted. */
    public synchronized long served() {
        return served;
    }

    /** Requests that have arrived and are neither answered nor cut off. */
    public synchronized int inFlight() {
        return inFlight;
    }

    /**
     * The most of {@link #inFlight()}. Where clients give up on requests it can exceed what they count, because the
     * server learns of that later.
     */
    public synchronized int peakInFlight() {
        return peakInFlight;
    }

    /** Bytes of all bodies, as they went out. */
    public synchronized long bytes() {
        return bytes;
    }

    /** How many answers began with each status; hung and reset requests have none. A copy, sorted by status. */
    public synchronized Map<Integer, Long> statuses() {
        return new TreeMap<>(statuses);
    }

    /** When the requests arrived, in order. A copy. */
    public synchronized long[] arrivalsNanos() {
        return arrivals.toArray();
    }

    /** When the answers, or the connections without one, ended, in order. A copy. */
    public synchronized long[] departuresNanos() {
        return departures.toArray();
    }

    /** The largest number of arrivals in any half-open window [t, t + window), exact. */
    public int peakInAnyWindow(Duration window) {
        long[] times = arrivalsNanos();
        long width = window.toNanos();
        int peak = 0;
        int first = 0;
        for (int last = 0; last < times.length; last++) {
            while (times[last] - times[first] >= width) {
                first++;
            }
            peak = Math.max(peak, last - first + 1);
        }
        return peak;
    }

    /** From the first arrival to the last; zero when there are fewer than two. */
    public Duration span() {
        long[] times = arrivalsNanos();
        return times.length < 2 ? Duration.ZERO : Duration.ofNanos(times[times.length - 1] - times[0]);
    }

    /** Arrivals per period on average between the first and the last; 0 when there are fewer than two. */
    public double perPeriod(Duration period) {
        long[] times = arrivalsNanos();
        if (times.length < 2) {
            return 0;
        }
        long nanos = Math.max(1, times[times.length - 1] - times[0]);
        return (times.length - 1) * (double) period.toNanos() / nanos;
    }

    /** How much of a rate was used on average: 1 is all of it. */
    public double shareOf(Rate rate) {
        return perPeriod(rate.period()) / rate.requests();
    }

    /**
     * How many requests asked for the page that begins at this record, by offset, page number or cursor. Records are
     * counted from 0 over the whole table, also where the page is one of a region. Looks at every arrival.
     */
    public long requestsFor(long offset) {
        return Arrays.stream(offsets()).filter(asked -> asked == offset).count();
    }

    /** How many requests asked for a page that had been asked for before. */
    public long repeatedRequests() {
        long[] asked = offsets();
        return asked.length - Arrays.stream(asked).distinct().count();
    }

    /** Forgets everything but the requests in flight. The simulator's numbering of arrivals goes on. */
    public synchronized void reset() {
        arrivals.clear();
        offsets.clear();
        departures.clear();
        statuses.clear();
        throttled = 0;
        served = 0;
        bytes = 0;
        peakInFlight = inFlight;
    }

    private synchronized long[] offsets() {
        return offsets.toArray();
    }
}
