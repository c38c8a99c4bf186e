package org.sakia.job;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sakia.job.JobRoutes.TemplatedRoute;
import org.sakia.ledger.LimitLedger;
import org.sakia.request.JobAbortedException;
import org.sakia.request.Pace;
import org.sakia.request.SendLimit;

/**
 * One limit in a CamelContext, of a job or of those of a limit group that run: what is counted, what the ledger
 * remembers of it, and its throttle's route. Thread-safe.
 */
final class JobLimit {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String name;
    private final LimitTerms terms;
    private final LimitLedger ledger;
    private final SendLimit limit;
    private boolean throttling;

    /** @param name as routes name it */
    JobLimit(String name, LimitTerms terms, LimitLedger ledger) {
        this.name = name;
        this.terms = terms;
        this.ledger = ledger;
        this.limit = new SendLimit(terms.pace(), terms.patience(), terms.obedient());
        longest().ifPresent(longest -> {
            ledger.sends().keep(longest);
            limit.remember(ledger.sends().since(Instant.now().minus(longest)));
        });
    }

    String name() {
        return name;
    }

    LimitTerms terms() {
        return terms;
    }

    SendLimit limit() {
        return limit;
    }

    Pace pace() {
        return terms.pace();
    }

    /** A request is about to leave: noted before its first byte does. */
    void departs(Instant at) {
        if (pace().limited()) {
            ledger.sends().sent(at);
        }
    }

    /**
     * Starts the route of the throttle, unless a job of the limit has done so or there is nothing to throttle.
     *
     * @throws JobAbortedException if it cannot be created
     */
    synchronized void startThrottle(RunningRoutes routes) throws JobAbortedException {
        if (!throttling && pace().limited()) {
            routes.add(throttle());
            throttling = true;
        }
    }

    /** Removes what it has in the context and gives the limit back; no job needs it any more. */
    synchronized void close(RunningRoutes routes) {
        if (throttling) {
            routes.remove(List.of(throttle()), PATIENCE);
        }
        ledger.close();
    }

    private TemplatedRoute throttle() {
        return new TemplatedRoute(
                name + "-throttle",
                "sakia-throttle",
                Map.of(
                        "limit", name,
                        "permits", pace().permits(),
                        "period", pace().period().toMillis()));
    }

    private Optional<Duration> longest() {
        return pace().windows().stream().map(Pace.Window::length).max(Duration::compareTo);
    }
}
