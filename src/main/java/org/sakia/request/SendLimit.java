package org.sakia.request;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToDoubleFunction;

/**
 * The limit of an API as the jobs that share it know it: the exact windows of each rate, the turnstile in front of the
 * throttle, the hold-back, the outage. Each job comes to it through a {@link SendGate} of its own, which does the
 * waiting.
 *
 * <p>Thread-safe.
 */
public final class SendLimit {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<Thread> inThrottle = new HashSet<>();
    private final RateWindows windows;
    private int turnstile;
    private final Patience patience;
    private final boolean obedient;
    private final HoldBack holdBack;
    private final EarlyHold earlyHold;
    private final Outage outage;
    private final Optional<LoweredPace> lowered;
    private final Optional<SendQuota> quota;
    private final Clock clock;

    /**
     * How long jobs wait for an API that does not let them through.
     *
     * @param firstDelay  first wait when the API names none
     * @param mostDelay   longest such wait; it doubles up to here
     * @param holdMost    a Retry-After beyond it ends the job
     * @param giveUpAfter an API that lets nothing through for so long ends the job
     */
    public record Patience(Duration firstDelay, Duration mostDelay, Duration holdMost, Duration giveUpAfter) {}

    public SendLimit(Pace pace, Patience patience) {
        this(pace, patience, true, false, Optional.empty(), Clock.systemUTC());
    }

    /**
     * @param obedient whether "slow down" holds anybody back
     * @param adaptive whether it also lowers the pace
     * @param quota    that holds beside the pace
     * @param clock    by which the quota is counted
     */
    public SendLimit(
            Pace pace, Patience patience, boolean obedient, boolean adaptive, Optional<Quota> quota, Clock clock) {
        this.quota = quota.map(SendQuota::new);
        this.clock = clock;
        this.obedient = obedient;
        this.lowered = adaptive ? Optional.of(new LoweredPace(pace, System.nanoTime())) : Optional.empty();
        this.windows = new RateWindows(pace);
        this.turnstile = turnstile(pace);
        this.patience = patience;
        this.holdBack = new HoldBack(patience);
        this.earlyHold = new EarlyHold(patience.holdMost());
        this.outage = new Outage(patience);
    }

    private static int turnstile(Pace pace) {
        return pace.limited() ? pace.permits() : Integer.MAX_VALUE;
    }

    /** Counts requests of an earlier process, which the API still remembers. */
    public void remember(List<Instant> sends) {
        locked(() -> windows.count(sends));
    }

    /** Counts what earlier processes sent, by the begin of each slice of the quota. */
    public void rememberSlices(Map<Instant, Long> counts) {
        locked(() -> quota.ifPresent(present -> present.remember(counts, clock.instant())));
    }

    /** What is left of the quota, as in "9,990 of 10,000/1d left"; empty without one. */
    public Optional<String> quotaLeft() {
        lock.lock();
        try {
            return quota.map(present -> present.leftText(clock.instant()));
        } finally {
            lock.unlock();
        }
    }

    /**
     * Keeps other rates from now on: what the API has announced.
     *
     * @param sends all that are still within one of their periods, those of this process included
     */
    public void repace(Pace pace, List<Instant> sends) {
        locked(() -> {
            turnstile = turnstile(pace);
            windows.keep(pace);
            windows.count(sends);
            lowered.ifPresent(present -> present.of(pace));
        });
    }

    /** The share of the rate that is used at present, 0.01 to 1; empty unless the pace is adaptive. */
    public OptionalDouble share() {
        return shared(PaceShare::share);
    }

    /** The lowest share so far. */
    public OptionalDouble lowestShare() {
        return shared(PaceShare::lowest);
    }

    private OptionalDouble shared(ToDoubleFunction<PaceShare> part) {
        lock.lock();
        try {
            return lowered.map(present -> OptionalDouble.of(part.applyAsDouble(present.share())))
                    .orElse(OptionalDouble.empty());
        } finally {
            lock.unlock();
        }
    }

    /** Any answer came: the API can be reached. */
    public void answered() {
        locked(outage::over);
    }

    /** A page came: the API lets requests through. */
    public void succeeded(long sent) {
        locked(() -> {
            holdBack.over(sent);
            lowered.ifPresent(pace -> pace.succeeded(System.nanoTime()));
        });
    }

    /**
     * The API said "slow down": all workers wait.
     *
     * @param sent       when the refused request was sent; refusals of requests that were under way when the hold
     *                   began belong to the same hold
     * @param retryAfter how long the API asks to wait
     * @throws JobAbortedException if that is longer than a job may be held; every other job of the limit hears the same
     */
    public void holdBack(long sent, Optional<Duration> retryAfter, String why) throws JobAbortedException {
        if (!obedient) {
            return;
        }
        lock.lock();
        try {
            long now = System.nanoTime();
            lowered.ifPresent(pace -> pace.throttled(now, sent));
            holdBack.extend(now, sent, retryAfter, why);
        } finally {
            changed.signalAll();
            lock.unlock();
        }
    }

    /**
     * The API let a request through and says that it will refuse the next: all workers wait, unless what these jobs
     * have sent themselves is the reason. Then the windows know better than a reset when there is room again, and the
     * limit would not be used otherwise.
     *
     * @param sent  when the request was sent
     * @param limit requests in a window, as the API says
     * @param reset until it has room again
     */
    void nothingLeft(long sent, OptionalLong limit, Duration reset) {
        locked(() -> {
            long now = System.nanoTime();
            if (obedient && !windows.explain(limit, now)) {
                earlyHold.begin(now, sent, reset);
            }
        });
    }

    /** The API could not be reached: all workers wait, and one of them probes after each back-off. */
    public void unreachable(String why) {
        locked(() -> outage.failed(System.nanoTime(), why));
    }

    /** Why nothing moves at the moment, as in "held back by the API until 14:02:10 (429)". */
    public Optional<String> waitingFor() {
        lock.lock();
        try {
            long now = System.nanoTime();
            return usedUp().or(() -> outage.reason(now))
                    .or(() -> holdBack.reason(now))
                    .or(() -> earlyHold.reason(now));
        } finally {
            lock.unlock();
        }
    }

    /** Guards all that follows, and what gates keep of their own. */
    ReentrantLock lock() {
        return lock;
    }

    /** Signalled whenever somebody who waits should look again. */
    Condition changed() {
        return changed;
    }

    /** Nanoseconds for which nothing may move; 0 or less when nothing stands in the way of this thread. */
    long heldNanos(long now, Thread thread) throws JobAbortedException {
        holdBack.check();
        earlyHold.check();
        long foretold = Math.max(earlyHold.waitNanos(now), quotaNanos());
        if (foretold > 0) {
            // Nobody asks meanwhile, so it is not the API that lets nothing through.
            long again = foretold == RollingWindow.UNTIL_A_SEND_LEAVES ? now : now + foretold;
            holdBack.patientFrom(again);
            outage.patientFrom(again);
            return Math.max(foretold, holdBack.waitNanos(now));
        }
        return Math.max(holdBack.waitNanos(now), outage.waitNanos(now, thread));
    }

    /** Nanoseconds until every rate allows one more request; 0 or less when it may go at once. */
    long roomNanos(long now) {
        return Math.max(
                windows.roomNanos(now), lowered.map(pace -> pace.waitNanos(now)).orElse(0L));
    }

    /** Says that the quota is used up, and until when; empty while it is not. */
    Optional<String> usedUp() {
        return quota.flatMap(present -> present.reason(clock.instant()));
    }

    private long quotaNanos() {
        return quota.map(present -> present.waitNanos(clock.instant(), windows.granted()))
                .orElse(0L);
    }

    boolean hasRoomInThrottle() {
        return inThrottle.size() < turnstile;
    }

    /** This thread goes on, into the throttle or to its send: if the API cannot be reached, as the probe. */
    void passes(Thread thread) {
        outage.probe(thread);
    }

    void intoThrottle(Thread thread) {
        inThrottle.add(thread);
    }

    void outOfThrottle(Collection<Thread> threads) {
        inThrottle.removeAll(threads);
    }

    /** That thread will not send after all, or its attempt is over: if it was the probe, another may follow. */
    void givesUpProbe(Thread thread) {
        outage.released(thread);
    }

    void grant(long now) {
        windows.grant();
        lowered.ifPresent(pace -> pace.sends(now));
    }

    void cancel() {
        windows.cancel();
    }

    /**
     * A granted send leaves.
     *
     * @throws HeldBackException if the API said "slow down" since the grant
     */
    void depart(long now) throws HeldBackException {
        if (holdBack.waitNanos(now) > 0 || earlyHold.waitNanos(now) > 0) {
            String why = holdBack.reason(now).or(() -> earlyHold.reason(now)).orElse("held back");
            throw new HeldBackException(why, 0, Optional.empty());
        }
        windows.depart(now);
        quota.ifPresent(present -> present.departed(clock.instant()));
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        return "SendLimit[" + windows + ", " + patience + "]";
    }
}
