package org.sakia.request;

import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * At most {@code most} sends in any half-open window of {@code length}, kept exactly: the stamps of the last
 * {@code most} sends in ascending order, in a ring, and the sends that were granted and have not left yet. Those count
 * as if they left now, however long they take: a network that holds many back and lets them go at once must not break
 * the limit. Times are nanoseconds of one monotonic clock. Knows nothing of waiting. Not thread-safe; {@link SendLimit}
 * guards it.
 */
final class RollingWindow {

    /** Only a send that leaves or is given up can make room. */
    static final long UNTIL_A_SEND_LEAVES = Long.MAX_VALUE;

    private static final int FORGIVEN_PERCENT = 2;

    private final long[] stamps;
    private final long lengthNanos;
    private int size;
    private int next;
    private int granted;

    RollingWindow(int most, Duration length) {
        this.stamps = new long[most];
        this.lengthNanos = length.toNanos();
    }

    /**
     * Nanoseconds from {@code now} until one more send keeps the window; 0 or less when it may leave at once, and
     * {@link #UNTIL_A_SEND_LEAVES} while the window is full of sends that have not left.
     */
    long waitNanos(long now) {
        int room = stamps.length - granted;
        if (room <= 0) {
            return UNTIL_A_SEND_LEAVES;
        }
        return size < room ? 0 : stamps[Math.floorMod(next - room, stamps.length)] + lengthNanos - now;
    }

    /**
     * Whether these sends are the reason why an API has nothing left: they are about as many as it allows, and this
     * window lets no more through than that. A few are forgiven, since the API counts arrivals and this counts
     * departures.
     *
     * @param limit as the API says; this window's own where it does not
     */
    boolean explains(OptionalLong limit, long now) {
        long allowed = limit.orElse(stamps.length);
        long forgiven = allowed < 10 ? 1 : Math.max(2, allowed * FORGIVEN_PERCENT / 100);
        return stamps.length <= allowed + forgiven && used(now) >= Math.max(1, allowed - forgiven);
    }

    private int used(long now) {
        int back = 1;
        while (back <= size && stamps[Math.floorMod(next - back, stamps.length)] + lengthNanos - now > 0) {
            back++;
        }
        return back - 1 + granted;
    }

    /** Takes the place of a send that leaves later. */
    void grant() {
        granted++;
    }

    /** A granted send leaves. */
    void depart(long now) {
        granted--;
        add(now);
    }

    /** A granted send stays at home. */
    void cancel() {
        granted--;
    }

    /** Notes a send; an older stamp than the newest is put in its place. */
    void add(long stamp) {
        int slot = next;
        boolean full = size == stamps.length;
        if (full && stamps[slot] - stamp >= 0) {
            return;
        }
        stamps[slot] = stamp;
        next = (next + 1) % stamps.length;
        size = Math.min(size + 1, stamps.length);
        sink(slot);
    }

    private void sink(int newest) {
        int slot = newest;
        for (int back = 2; back <= size; back++) {
            int before = Math.floorMod(next - back, stamps.length);
            if (stamps[before] - stamps[slot] <= 0) {
                return;
            }
            long kept = stamps[before];
            stamps[before] = stamps[slot];
            stamps[slot] = kept;
            slot = before;
        }
    }

    @Override
    public String toString() {
        return size + " of " + stamps.length + " in " + Duration.ofNanos(lengthNanos) + ", " + granted + " granted "
                + Arrays.toString(stamps);
    }
}
