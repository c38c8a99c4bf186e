package org.sakia.job;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.sakia.job.JobRoutes.TemplatedRoute;
import org.sakia.ledger.LimitLedger;
import org.sakia.limit.LimitFields;
import org.sakia.request.JobAbortedException;
import org.sakia.request.Pace;
import org.sakia.request.Rate;
import org.sakia.request.SendLimit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One limit in a CamelContext, of a job or of those of a limit group that run: what is counted, what the ledger
 * remembers of it, and its throttle's route. Thread-safe.
 */
public final class JobLimit {

    private static final Logger LOG = LoggerFactory.getLogger(JobLimit.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String name;
    private final LimitTerms terms;
    private final LimitLedger ledger;
    private final SendLimit limit;
    private volatile List<Rate> rates;
    private volatile boolean listening;
    private Pace throttle;
    private Optional<RunningRoutes> throttling = Optional.empty();

    /** @param name as routes name it */
    JobLimit(String name, LimitTerms terms, LimitLedger ledger) {
        this.name = name;
        this.terms = terms;
        this.ledger = ledger;
        this.rates = terms.rates();
        this.listening = terms.auto();
        this.throttle = terms.pace(rates);
        this.limit = new SendLimit(
                throttle, terms.patience(), terms.obedient(), terms.adaptive(), terms.quota(), Clock.systemUTC());
        terms.quota()
                .ifPresent(quota -> limit.rememberSlices(ledger.quotaSlices()
                        .since(Instant.now().minus(quota.period()).minus(quota.slice()))));
        longest(throttle).ifPresent(longest -> {
            if (!listening) {
                ledger.sends().keep(longest);
            }
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

    /** The rates that hold at present. */
    List<Rate> rates() {
        return rates;
    }

    /** The rate that decides how long the export takes; empty where there is none. */
    public Optional<Rate> tightestRate() {
        return rates.stream().min(Comparator.comparingDouble(Rate::perSecond));
    }

    /** What is left of the quota, as in "9,990 of 10,000/1d left"; empty without one. */
    public Optional<String> quotaLeft() {
        return limit.quotaLeft();
    }

    /** The share of the rate that an adaptive pace has at present, 0.01 to 1; empty for any other. */
    public OptionalDouble paceShare() {
        return limit.share();
    }

    /** Whether there is a throttle. */
    boolean limited() {
        return terms.limited();
    }

    /** A request is about to leave: noted before its first byte does. */
    void departs(Instant at) {
        if (limited()) {
            ledger.sends().sent(at);
        }
        terms.quota().ifPresent(quota -> ledger.quotaSlices().sent(quota.sliceOf(at)));
    }

    /** With {@code rate = auto}: takes what the API announces first, and says what it found or that there is nothing. */
    void announced(Optional<LimitFields.Policy> policy, boolean let) {
        if (listening && (policy.isPresent() || let)) {
            decide(policy.map(told -> Rate.of(told.requests(), told.period())));
        }
    }

    private synchronized void decide(Optional<Rate> announced) {
        if (!listening) {
            return;
        }
        listening = false;
        if (announced.isEmpty()) {
            LOG.warn(
                    "{}: rate = auto, but the API announces none; going on at {}, less when it says \"slow down\"",
                    name,
                    rates.get(0).text());
            return;
        }
        LOG.info(
                "{}: rate = auto, and the API announces {}",
                name,
                announced.get().text());
        rates = List.of(announced.get());
        Pace found = terms.pace(rates);
        longest(found).ifPresent(longest -> {
            ledger.sends().keep(longest);
            limit.repace(found, ledger.sends().since(Instant.now().minus(longest)));
        });
        throttle = throttle.changedTo(found);
        throttling.ifPresent(routes -> routes.repace(throttle().routeId(), throttle));
    }

    /**
     * Starts the route of the throttle, unless a job of the limit has done so or there is nothing to throttle.
     *
     * @throws JobAbortedException if it cannot be created
     */
    synchronized void startThrottle(RunningRoutes routes) throws JobAbortedException {
        if (throttling.isEmpty() && limited()) {
            routes.add(throttle());
            throttling = Optional.of(routes);
        }
    }

    /** Removes what it has in the context and gives the limit back; no job needs it any more. */
    synchronized void close() {
        throttling.ifPresent(routes -> routes.remove(List.of(throttle()), PATIENCE));
        ledger.close();
    }

    /** Takes the throttle's route away for a while in which nobody needs it. */
    synchronized void takeThrottleDown() {
        throttling.ifPresent(routes -> routes.remove(List.of(throttle()), PATIENCE));
    }

    /**
     * Makes the throttle's route anew if it was taken away; the gate has counted on.
     *
     * @throws JobAbortedException if it cannot be created
     */
    synchronized void putThrottleUp() throws JobAbortedException {
        if (throttling.isPresent() && !throttling.get().has(throttle())) {
            throttling.get().add(throttle());
        }
    }

    private TemplatedRoute throttle() {
        return throttle(name, throttle);
    }

    /** The throttle's route of a limit at this pace. */
    static TemplatedRoute throttle(String name, Pace pace) {
        return new TemplatedRoute(
                name + "-throttle",
                "sakia-throttle",
                Map.of(
                        "limit", name,
                        "permits", pace.permits(),
                        "period", pace.period().toMillis()));
    }

    private static Optional<Duration> longest(Pace pace) {
        return pace.windows().stream().map(Pace.Window::length).max(Duration::compareTo);
    }
}
