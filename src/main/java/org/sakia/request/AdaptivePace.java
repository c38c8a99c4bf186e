package org.sakia.request;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;

/**
 * An even pace that follows what the API says: starts at the tightest configured rate and never goes beyond it; a
 * refusal halves the rate, once a period however many there are, and each period without one gives back a twentieth of
 * the configured rate.
 *
 * <p>Thread-safe.
 */
public final class AdaptivePace {

    private final double fullPerNano;
    private final PaceShare share;
    private long next = System.nanoTime();

    /** @param rates one or more */
    public AdaptivePace(List<Rate> rates) {
        Rate tightest =
                rates.stream().min(Comparator.comparingDouble(Rate::perSecond)).orElseThrow();
        fullPerNano = tightest.requests() / (double) tightest.period().toNanos();
        share = new PaceShare(tightest.period(), System.nanoTime());
    }

    /** Waits for the caller's turn at the present rate. */
    public void turn() throws InterruptedException {
        long wait;
        synchronized (this) {
            long now = System.nanoTime();
            long mine = next - now > 0 ? next : now;
            next = mine + (long) (1 / (share.share() * fullPerNano));
            wait = mine - now;
        }
        if (wait > 0) {
            TimeUnit.NANOSECONDS.sleep(wait);
        }
    }

    /** A page came. */
    public synchronized void faster() {
        share.raise(System.nanoTime());
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
        if (share.share() == 1 || share.mayChange(now)) {
            share.cut(now);
        }
    }
}
