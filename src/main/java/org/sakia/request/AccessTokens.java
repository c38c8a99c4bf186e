package org.sakia.request;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.sakia.units.Durations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The access token of a job: one for all workers, fetched by one of them while the others wait, again before it runs
 * out, and again when the API refuses it. Says who fetches and when; the call itself is a route. Thread-safe.
 */
public final class AccessTokens {

    private static final Logger LOG = LoggerFactory.getLogger(AccessTokens.class);
    private static final Duration MOST_MARGIN = Duration.ofSeconds(60);
    private static final int SHARE_OF_MARGIN = 10;
    private static final Duration FOR_EVER = Duration.ofDays(3_650);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Retries retries;
    private final LongSupplier clock;
    private Optional<AccessToken> current = Optional.empty();
    private Optional<String> closed = Optional.empty();
    private Optional<String> givenUp = Optional.empty();
    private Optional<String> tooLong = Optional.empty();
    private boolean refused;
    private boolean fetching;
    private int failures;
    private String problem = "";
    private long notBefore;

    /**
     * How often the token is asked for when it does not come.
     *
     * @param attempts   the first included
     * @param firstDelay wait before the second; it doubles
     * @param mostDelay  longest such wait
     * @param holdMost   a Retry-After beyond it ends the job
     */
    public record Retries(int attempts, Duration firstDelay, Duration mostDelay, Duration holdMost) {}

    /** @param clock nanoseconds since whenever, as {@link System#nanoTime} counts them */
    public AccessTokens(Retries retries, LongSupplier clock) {
        this.retries = retries;
        this.clock = clock;
        this.notBefore = clock.getAsLong();
    }

    /**
     * Called by the request route before each attempt: waits until there is a token, or until somebody has to fetch one.
     *
     * @return whether the caller must fetch a token now; who got true calls {@link #done} whatever comes of it
     * @throws PageDroppedException if the job stops
     * @throws JobAbortedException  if no token came, and none will
     */
    public boolean wanted() throws PageDroppedException, JobAbortedException, InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                throwIfOver();
                long now = clock.getAsLong();
                boolean mayFetch = !fetching && now - notBefore >= 0;
                if (isUsable(now) && !(mayFetch && current.orElseThrow().isToBeRenewed(now))) {
                    return false;
                }
                if (mayFetch) {
                    fetching = true;
                    return true;
                }
                if (fetching) {
                    changed.await();
                } else if (tooLong.isPresent()) {
                    giveUp(tooLong.get());
                } else {
                    changed.awaitNanos(notBefore - now);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** The fetch is over, with or without a token. May be called again. */
    public void done() {
        lock.lock();
        try {
            fetching = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The latest token, even one that has run out: what the API says to it is handled. */
    Optional<AccessToken> current() {
        lock.lock();
        try {
            return current;
        } finally {
            lock.unlock();
        }
    }

    /** Whether there is a token that has neither run out nor been refused. */
    boolean isGood() {
        lock.lock();
        try {
            return isUsable(clock.getAsLong());
        } finally {
            lock.unlock();
        }
    }

    /** @param lifetime as the answer states it; a token without one is used until the API refuses it */
    void arrived(String token, Optional<Duration> lifetime) {
        lock.lock();
        try {
            long now = clock.getAsLong();
            long life = lifetime.filter(stated -> stated.compareTo(FOR_EVER) < 0)
                    .orElse(FOR_EVER)
                    .toNanos();
            long margin = Math.min(MOST_MARGIN.toNanos(), life / SHARE_OF_MARGIN);
            current = Optional.of(new AccessToken(token, now + life - margin, now + life));
            refused = false;
            failures = 0;
            tooLong = Optional.empty();
            notBefore = now;
        } finally {
            lock.unlock();
        }
    }

    /**
     * No token came, but one may come later. Returns if the one that is there still does.
     *
     * @throws TokenPendingException if there is none to go on with
     * @throws JobAbortedException   if it was asked for often enough
     */
    void failed(String why, Optional<Duration> retryAfter) throws TokenPendingException, JobAbortedException {
        lock.lock();
        try {
            long now = clock.getAsLong();
            boolean usable = isUsable(now);
            failures++;
            problem = why;
            LOG.info("{}; {}", why, usable ? "the old one still does" : "it is asked for again");
            tooLong = retryAfter
                    .filter(wait -> wait.compareTo(retries.holdMost()) > 0)
                    .map(wait -> why + ": it asks to come back in " + Durations.text(wait)
                            + ", which is longer than hold-max allows (" + Durations.text(retries.holdMost()) + ")");
            // A token that still does is used to its end first.
            if (tooLong.isPresent() && !usable) {
                giveUp(tooLong.get());
            }
            if (failures >= retries.attempts() && !usable) {
                giveUp(why + ", " + failures + " times in a row (retry-attempts)");
            }
            notBefore = now
                    + Math.max(delay(), retryAfter.map(AccessTokens::shortened).orElse(0L));
            if (!usable) {
                throw new TokenPendingException(why, 0);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * No token will come.
     *
     * @throws JobAbortedException always
     */
    void giveUp(String why) throws JobAbortedException {
        lock.lock();
        try {
            givenUp = givenUp.or(() -> Optional.of(why));
            changed.signalAll();
            throwIfAborted();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The API answered 401 to this token.
     *
     * @return whether asking again may help: there is a newer one by now, or this one did well until now
     */
    boolean refused(AccessToken used) {
        lock.lock();
        try {
            boolean newest = current.filter(token -> token == used).isPresent();
            if (newest && !refused && used.isProven()) {
                refused = true;
                notBefore = clock.getAsLong();
            }
            return !newest || refused;
        } finally {
            lock.unlock();
        }
    }

    /** Why nothing moves at the moment; empty while there is a token, or nothing has gone wrong. */
    public Optional<String> waitingFor() {
        lock.lock();
        try {
            return failures > 0 && !isUsable(clock.getAsLong()) ? Optional.of(problem) : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** The job stops: nobody waits or fetches any longer. */
    public void close(String why) {
        lock.lock();
        try {
            closed = closed.or(() -> Optional.of(why));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean isUsable(long now) {
        return !refused && current.filter(token -> !token.isOver(now)).isPresent();
    }

    private long delay() {
        long delay = retries.firstDelay().toNanos();
        for (int i = 1; i < failures && delay < retries.mostDelay().toNanos(); i++) {
            delay *= 2;
        }
        return Math.min(delay, retries.mostDelay().toNanos());
    }

    private static long shortened(Duration wait) {
        return TimeUnit.SECONDS.toNanos(Math.min(wait.toSeconds() + 1, FOR_EVER.toSeconds()));
    }

    private void throwIfOver() throws PageDroppedException, JobAbortedException {
        throwIfAborted();
        if (closed.isPresent()) {
            throw new PageDroppedException(closed.get());
        }
    }

    private void throwIfAborted() throws JobAbortedException {
        if (givenUp.isPresent()) {
            throw new JobAbortedException(givenUp.get());
        }
    }
}
