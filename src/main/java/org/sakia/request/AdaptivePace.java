package org.sakia.request;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;

/**
 * An even pace that follows what the API says: additive increase, multiplicative decrease, as TCP does it (RFC 5681,
 * section 3.1). Starts at the tightest configured rate and never goes beyond it; a refusal halves the rate, once a
 * period however many there are, and each period without one gives back a twentieth of the configured rate.
 *
 * <p>Thread-safe.
 */
public final class AdaptivePace {

    private static final double DECREASE = 0.5;
    private static final double STEPS_TO_FULL = 20;
    private static final double LEAST_SHARE = 0.01;

    private final double fullPerNano;
    private final Duration period;
    private double share = 1;
    private long next = System.nanoTime();
    private long changed = System.nanoTime();

    /** @param rates one or more */
    public AdaptivePace(List<Rate> rates) {
        Rate tightest =
                rates.stream().min(Comparator.comparingDouble(Rate::perSecond)).orElseThrow();
        fullPerNano = tightest.requests() / (double) tightest.period().toNanos();
        period = tightest.period();
    }

    /** Waits for the caller's turn at the present rate. */
    public void turn() throws InterruptedException {
        long wait;
        synchronized (this) {
            long now = System.nanoTime();
            long mine = next - now > 0 ? next : now;
            next = mine + (long) (1 / (share * fullPerNano));
            wait = mine - now;
        }
        if (wait > 0) {
            TimeUnit.NANOSECONDS.sleep(wait);
        }
    }

    /** A page came. */
    public synchronized void faster() {
        long now = System.nanoTime();
        if (now - changed >= period.toNanos()) {
            share = Math.min(1, share + 1 / STEPS_TO_FULL);
            changed = now;
        }
    }

    /**
     * The API said "slow down".
     *
     * @throws HeldBackException the one that the step before has thrown
     */
    public void slower(Exchange exchange) throws HeldBackException {
        decrease();
        throw exchange.getProperty(Exchange.EXCEPTION_CAUGHT, HeldBackException.class);
    }

    private synchronized void decrease() {
        long now = System.nanoTime();
        if (share == 1 || now - changed >= period.toNanos()) {
            share = Math.max(LEAST_SHARE, share * DECREASE);
            changed = now;
        }
    }
}
