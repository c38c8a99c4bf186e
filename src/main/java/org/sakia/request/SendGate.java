package org.sakia.request;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One job's door to the limit. What every request of the job passes, once before and once after the Throttler EIP: it
 * holds all workers back while the API says so or cannot be reached, keeps the limit exactly whatever the throttler
 * hands out, and lets nothing start once the job stops.
 *
 * <p>At most as many workers as a step of the pace has permits stand between the two passes, those of all jobs of the
 * limit together; the others wait in {@link #enter}. So a throttler that was idle has no flood of permits to spend,
 * workers come back from a hold-back at the pace, and a stop signal finds them where it can wake them.
 *
 * <p>Thread-safe.
 */
public final class SendGate {

    private final SendLimit limit;
    private final boolean waitsForQuota;
    private final Set<Thread> inThrottle = new HashSet<>();
    private Optional<String> closed = Optional.empty();

    public SendGate(SendLimit limit) {
        this(limit, true);
    }

    /** @param waitsForQuota whether workers wait when the quota is used up; else the job ends */
    public SendGate(SendLimit limit, boolean waitsForQuota) {
        this.limit = limit;
        this.waitsForQuota = waitsForQuota;
    }

    /** What this gate keeps; it hears what the API answers. */
    SendLimit limit() {
        return limit;
    }

    /**
     * First pass, before the throttle: waits until nothing holds the workers back and there is room in front of the
     * throttle.
     *
     * @throws PageDroppedException if the job stops
     * @throws JobAbortedException  if the API let nothing through for too long
     */
    public void enter() throws PageDroppedException, JobAbortedException, InterruptedException {
        limit.lock().lockInterruptibly();
        try {
            Thread me = Thread.currentThread();
            leaveThrottle(me);
            awaitOpen(true);
            inThrottle.add(me);
            limit.intoThrottle(me);
        } finally {
            limit.lock().unlock();
        }
    }

    /**
     * Second pass, after the throttle: waits until every rate allows one more request, and grants it. Whoever has the
     * grant tells of its end by {@link #released}.
     *
     * @return the moment of the grant
     * @throws PageDroppedException if the job stops
     * @throws JobAbortedException  if the API let nothing through for too long
     */
    public long send() throws PageDroppedException, JobAbortedException, InterruptedException {
        Thread me = Thread.currentThread();
        boolean granted = false;
        limit.lock().lockInterruptibly();
        try {
            while (true) {
                awaitOpen(false);
                long now = System.nanoTime();
                long wait = limit.roomNanos(now);
                if (wait <= 0) {
                    limit.grant(now);
                    granted = true;
                    return now;
                }
                limit.changed().awaitNanos(wait);
            }
        } finally {
            leaveThrottle(me);
            if (!granted) {
                limit.givesUpProbe(me);
            }
            limit.changed().signalAll();
            limit.lock().unlock();
        }
    }

    /** Gives the place in front of the throttle back without a send. */
    public void leave() {
        limit.lock().lock();
        try {
            leaveThrottle(Thread.currentThread());
            limit.givesUpProbe(Thread.currentThread());
            limit.changed().signalAll();
        } finally {
            limit.lock().unlock();
        }
    }

    /**
     * A granted send leaves now: the connection stands, and the server counts arrivals.
     *
     * @throws PageDroppedException if the job was stopped meanwhile: nothing may leave
     * @throws HeldBackException    if the API said "slow down" meanwhile
     */
    public void departed() throws PageDroppedException, HeldBackException {
        limit.lock().lock();
        try {
            dropIfClosed();
            limit.depart(System.nanoTime());
            limit.changed().signalAll();
        } finally {
            limit.lock().unlock();
        }
    }

    /**
     * The attempt of this thread is over, whatever came of it: if it was the probe, another may follow.
     *
     * @param departed whether it had left
     */
    public void released(boolean departed) {
        limit.lock().lock();
        try {
            if (!departed) {
                limit.cancel();
            }
            limit.givesUpProbe(Thread.currentThread());
            limit.changed().signalAll();
        } finally {
            limit.lock().unlock();
        }
    }

    /**
     * From now on nothing of this job starts. Wakes its waiting workers; other jobs of the limit go on, and have the
     * places that these workers had.
     */
    public void close(String why) {
        limit.lock().lock();
        try {
            if (closed.isEmpty()) {
                closed = Optional.of(why);
            }
            inThrottle.forEach(Thread::interrupt);
            inThrottle.forEach(limit::givesUpProbe);
            limit.outOfThrottle(inThrottle);
            inThrottle.clear();
            limit.changed().signalAll();
        } finally {
            limit.lock().unlock();
        }
    }

    /** True once {@link #close} was called. */
    public boolean isClosed() {
        limit.lock().lock();
        try {
            return closed.isPresent();
        } finally {
            limit.lock().unlock();
        }
    }

    /** Why nothing moves at the moment, as in "held back by the API until 14:02:10 (429)". */
    public Optional<String> waitingFor() {
        return limit.waitingFor();
    }

    private void awaitOpen(boolean atTurnstile) throws PageDroppedException, JobAbortedException, InterruptedException {
        Thread me = Thread.currentThread();
        while (true) {
            dropIfClosed();
            stopIfUsedUp();
            long wait = limit.heldNanos(System.nanoTime(), me);
            if (wait > 0) {
                limit.changed().awaitNanos(wait);
            } else if (atTurnstile && !limit.hasRoomInThrottle()) {
                limit.changed().await();
            } else {
                limit.passes(me);
                return;
            }
        }
    }

    private void stopIfUsedUp() throws JobPausedException {
        Optional<String> usedUp = waitsForQuota ? Optional.empty() : limit.usedUp();
        if (usedUp.isPresent()) {
            throw new JobPausedException(usedUp.get() + "; run again then, the run goes on where it stopped");
        }
    }

    private void leaveThrottle(Thread thread) {
        inThrottle.remove(thread);
        limit.outOfThrottle(List.of(thread));
    }

    /**
     * Does nothing while the job runs.
     *
     * @throws PageDroppedException if the job stops
     */
    void dropIfClosed() throws PageDroppedException {
        limit.lock().lock();
        try {
            if (closed.isPresent()) {
                throw new PageDroppedException(closed.get());
            }
        } finally {
            limit.lock().unlock();
        }
    }

    @Override
    public String toString() {
        return "SendGate[" + limit + "]";
    }
}
