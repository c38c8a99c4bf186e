package org.sakia.request;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What every request passes, once before and once after the Throttler EIP: it holds all workers back while the API
 * says so or cannot be reached, keeps the limits exactly whatever the throttler hands out, and lets nothing start once
 * the job stops.
 *
 * <p>At most as many workers as a step of the pace has permits stand between the two passes; the others wait in
 * {@link #enter}. So a throttler that was idle has no flood of permits to spend, workers come back from a hold-back at
 * the pace, and a stop signal finds them where it can wake them.
 *
 * <p>Thread-safe.
 */
public final class SendGate {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<Thread> inThrottle = new HashSet<>();
    private final List<RollingWindow> windows;
    private final int turnstile;
    private final Patience patience;
    private final boolean obedient;
    private final HoldBack holdBack;
    private final Outage outage;
    private Optional<String> closed = Optional.empty();

    /**
     * How long the gate waits for an API that does not let it through.
     *
     * @param firstDelay  first wait when the API names none
     * @param mostDelay   longest such wait; it doubles up to here
     * @param holdMost    a Retry-After beyond it ends the job
     * @param giveUpAfter an API that lets nothing through for so long ends the job
     */
    public record Patience(Duration firstDelay, Duration mostDelay, Duration holdMost, Duration giveUpAfter) {}

    public SendGate(Pace pace, Patience patience) {
        this(pace, patience, true);
    }

    /** @param obedient whether "slow down" holds anybody back */
    public SendGate(Pace pace, Patience patience, boolean obedient) {
        this.obedient = obedient;
        this.windows = pace.windows().stream()
                .map(window -> new RollingWindow(window.most(), window.length()))
                .toList();
        this.turnstile = pace.limited() ? pace.permits() : Integer.MAX_VALUE;
        this.patience = patience;
        this.holdBack = new HoldBack(patience);
        this.outage = new Outage(patience);
    }

    /** Counts requests of an earlier process, which the API still remembers. */
    public void remember(List<Instant> sends) {
        long now = System.nanoTime();
        Instant wall = Instant.now();
        lock.lock();
        try {
            for (Instant sent : sends) {
                // A send that seems to lie ahead comes from a clock that was set back since: count it as just sent.
                long age = Math.max(0, Duration.between(sent, wall).toNanos());
                windows.forEach(window -> window.add(now - age));
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * First pass, before the throttle: waits until nothing holds the workers back and there is room in front of the
     * throttle.
     *
     * @throws PageDroppedException if the job stops
     * @throws JobAbortedException  if the API let nothing through for too long
     */
    public void enter() throws PageDroppedException, JobAbortedException, InterruptedException {
        lock.lockInterruptibly();
        try {
            Thread me = Thread.currentThread();
            inThrottle.remove(me);
            awaitOpen(true);
            inThrottle.add(me);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Second pass, after the throttle: waits until every limit allows one more request, and grants it. Whoever has the
     * grant tells of its end by {@link #released}.
     *
     * @return the moment of the grant
     * @throws PageDroppedException if the job stops
     * @throws JobAbortedException  if the API let nothing through for too long
     */
    public long send() throws PageDroppedException, JobAbortedException, InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                awaitOpen(false);
                long now = System.nanoTime();
                long wait = 0;
                for (RollingWindow window : windows) {
                    wait = Math.max(wait, window.waitNanos(now));
                }
                if (wait <= 0) {
                    windows.forEach(RollingWindow::grant);
                    return now;
                }
                changed.awaitNanos(wait);
            }
        } finally {
            inThrottle.remove(Thread.currentThread());
            changed.signalAll();
            lock.unlock();
        }
    }

    /** Gives the place in front of the throttle back without a send. */
    public void leave() {
        lock.lock();
        try {
            inThrottle.remove(Thread.currentThread());
            outage.released(Thread.currentThread());
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * A granted send leaves now: the connection stands, and the server counts arrivals.
     *
     * @throws PageDroppedException if the job was stopped meanwhile: nothing may leave
     * @throws HeldBackException    if the API said "slow down" meanwhile
     */
    public void departed() throws PageDroppedException, HeldBackException {
        lock.lock();
        try {
            dropIfClosed();
            long now = System.nanoTime();
            if (holdBack.waitNanos(now) > 0) {
                throw new HeldBackException(holdBack.reason(now).orElse("held back"), 0, Optional.empty());
            }
            windows.forEach(window -> window.depart(now));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Any answer came: the API can be reached. */
    public void answered() {
        lock.lock();
        try {
            if (outage.over()) {
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** A page came: the API lets requests through. */
    public void succeeded(long sent) {
        lock.lock();
        try {
            holdBack.over(sent);
        } finally {
            lock.unlock();
        }
    }

    /**
     * The API said "slow down": all workers wait.
     *
     * @param sent       when the refused request was sent; refusals of requests that were under way when the hold
     *                   began belong to the same hold
     * @param retryAfter how long the API asks to wait
     * @throws JobAbortedException if that is longer than the job may be held
     */
    public void holdBack(long sent, Optional<Duration> retryAfter, String why) throws JobAbortedException {
        lock.lock();
        try {
            if (obedient) {
                holdBack.extend(System.nanoTime(), sent, retryAfter, why);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The API could not be reached: all workers wait, and one of them probes after each back-off. */
    public void unreachable(String why) {
        lock.lock();
        try {
            outage.failed(System.nanoTime(), why);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The attempt of this thread is over, whatever came of it: if it was the probe, another may follow.
     *
     * @param departed whether it had left
     */
    public void released(boolean departed) {
        lock.lock();
        try {
            if (!departed) {
                windows.forEach(RollingWindow::cancel);
            }
            outage.released(Thread.currentThread());
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** From now on nothing starts. Wakes every waiting worker. */
    public void close(String why) {
        lock.lock();
        try {
            if (closed.isEmpty()) {
                closed = Optional.of(why);
            }
            inThrottle.forEach(Thread::interrupt);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** True once {@link #close} was called. */
    public boolean isClosed() {
        lock.lock();
        try {
            return closed.isPresent();
        } finally {
            lock.unlock();
        }
    }

    /** Why nothing moves at the moment, as in "held back by the API until 14:02:10 (429)". */
    public Optional<String> waitingFor() {
        lock.lock();
        try {
            long now = System.nanoTime();
            return outage.reason(now).or(() -> holdBack.reason(now));
        } finally {
            lock.unlock();
        }
    }

    private void awaitOpen(boolean atTurnstile) throws PageDroppedException, JobAbortedException, InterruptedException {
        while (true) {
            dropIfClosed();
            long now = System.nanoTime();
            long wait = Math.max(holdBack.waitNanos(now), outage.waitNanos(now, Thread.currentThread()));
            if (wait <= 0) {
                if (!atTurnstile || inThrottle.size() < turnstile) {
                    outage.probe(Thread.currentThread());
                    return;
                }
                changed.await();
            } else {
                changed.awaitNanos(wait);
            }
        }
    }

    /**
     * Does nothing while the job runs.
     *
     * @throws PageDroppedException if the job stops
     */
    void dropIfClosed() throws PageDroppedException {
        lock.lock();
        try {
            if (closed.isPresent()) {
                throw new PageDroppedException(closed.get());
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        return "SendGate[" + windows.size() + " limits, " + patience + "]";
    }
}
