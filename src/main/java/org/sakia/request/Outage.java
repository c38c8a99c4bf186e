package org.sakia.request;

import java.util.Optional;
import org.sakia.units.Durations;

/**
 * An API that cannot be reached: everybody waits, one worker probes after each back-off. Not thread-safe;
 * {@link SendLimit} guards it.
 */
final class Outage {

    private final SendLimit.Patience patience;
    private boolean active;
    private long since;
    private long until;
    private long delay;
    private Thread prober;
    private String why = "";

    Outage(SendLimit.Patience patience) {
        this.patience = patience;
    }

    void failed(long now, String reason) {
        why = reason;
        boolean probeFailed = Thread.currentThread().equals(prober);
        if (active && !probeFailed) {
            return;
        }
        if (!active) {
            active = true;
            since = now;
            delay = patience.firstDelay().toNanos();
        } else {
            delay = Math.min(2 * delay, patience.mostDelay().toNanos());
        }
        prober = null;
        until = now + delay;
    }

    /** True if there was an outage and it has ended. */
    boolean over() {
        boolean ended = active;
        active = false;
        prober = null;
        return ended;
    }

    /** If that thread is the probe, it goes away without an answer or a failure to connect: another may follow. */
    void released(Thread thread) {
        if (thread.equals(prober)) {
            prober = null;
        }
    }

    void probe(Thread thread) {
        if (active) {
            prober = thread;
        }
    }

    /** What lies before this moment, which may be ahead, counts no more towards giving up. */
    void patientFrom(long now) {
        since = now;
    }

    long waitNanos(long now, Thread thread) throws JobAbortedException {
        if (!active || thread.equals(prober)) {
            return 0;
        }
        if (now - since > patience.giveUpAfter().toNanos()) {
            throw new JobAbortedException("the API could not be reached for " + Durations.text(patience.giveUpAfter())
                    + " (give-up-after): " + why + "; run again later, the run goes on where it stopped");
        }
        if (prober != null) {
            return Math.max(1, since + patience.giveUpAfter().toNanos() - now);
        }
        return until - now;
    }

    Optional<String> reason(long now) {
        if (!active) {
            return Optional.empty();
        }
        String next = until - now > 0 ? "next try at " + HoldBack.clock(until - now) : "trying now";
        return Optional.of("the API cannot be reached: " + why + "; " + next);
    }
}
