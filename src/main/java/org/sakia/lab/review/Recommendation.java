package org.sakia.lab.review;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What to configure for an API, and why.
 *
 * @param strategy the strategy whose run speaks for it
 * @param reason   one or two sentences with the figures
 * @param lines    of {@code application.properties}
 */
public record Recommendation(String strategy, String reason, List<String> lines) {

    private static final int MOST_WORKERS = 100;
    /** The product expects this latency of an API that nobody has measured. */
    private static final double USUAL_LATENCY_S = 30;

    private static final double HANDFUL_LATENCY_S = 1;
    private static final double MUCH_FASTER = 0.5;
    private static final double SOMETIMES_REFUSED = 0.01;
    private static final double FAR_FROM_IDEAL = 1.2;
    private static final int ROOMIER = 4;
    private static final String PACED = "paced";

    public Recommendation {
        lines = List.copyOf(lines);
    }

    /** The pace that keeps every limit, unless the figures speak for another. */
    public static Recommendation of(Review review) {
        ApiFacts api = review.api();
        Optional<Figures> paced = figures(review, PACED);
        return burst(api, paced, figures(review, "burst-gather"))
                .or(() -> pool(api, figures(review, "worker-pool")))
                .or(() -> adaptive(api, paced, figures(review, "adaptive")))
                .orElseGet(() -> paced(api, paced));
    }

    private static Optional<Figures> figures(Review review, String strategy) {
        return review.runs().stream()
                .filter(run -> run.strategy().equals(strategy))
                .map(StrategyRun::figures)
                .findFirst();
    }

    private static Optional<Recommendation> burst(ApiFacts api, Optional<Figures> paced, Optional<Figures> burst) {
        boolean handful = api.requests() <= api.limit().requests() && Words.seconds(api.slowest()) <= HANDFUL_LATENCY_S;
        return burst.filter(run -> handful && unharmed(run))
                .filter(run -> paced.isEmpty()
                        || run.wallS() < MUCH_FASTER * paced.get().wallS())
                .map(run -> new Recommendation(
                        "burst-gather",
                        "All " + Words.many(api.requests(), "page") + " fit into the limit of " + limit(api)
                                + ", so let them go together: " + Words.time(run.wallS())
                                + paced.map(other -> " instead of " + Words.time(other.wallS()) + " at an even pace")
                                        .orElse("")
                                + ". A job does that with burst, which still keeps the limit should the pages become"
                                + " more.",
                        lines(PACED, api.limit().text(), api.requests(), api.requests(), api)));
    }

    private static Optional<Recommendation> pool(ApiFacts api, Optional<Figures> pool) {
        double reach = MOST_WORKERS / Math.max(1e-3, Words.seconds(api.fastest()));
        return pool.filter(run -> reach < api.limit().perSecond() && unharmed(run))
                .map(run -> new Recommendation(
                        "worker-pool",
                        "The limit of " + limit(api) + " is out of reach: even " + MOST_WORKERS + " workers at "
                                + Words.time(api.fastest()) + " make "
                                + Words.per(
                                        reach * Words.seconds(api.limit().period()),
                                        api.limit().period())
                                + ", so only what is in flight needs a bound. " + api.workers() + " workers took "
                                + Words.time(run.wallS()) + ", and nothing was refused.",
                        lines("worker-pool", "none", api.workers(), 1, api)));
    }

    private static Optional<Recommendation> adaptive(
            ApiFacts api, Optional<Figures> paced, Optional<Figures> adaptive) {
        boolean forgiving = !api.strict() && api.banAfter() == 0;
        return adaptive.filter(run -> forgiving && run.lostPages() == 0 && !run.banned())
                .filter(run -> paced.isPresent() && refusedShare(paced.get()) > SOMETIMES_REFUSED)
                .filter(run -> refusedShare(run) < refusedShare(paced.get()) / 2)
                .map(run -> new Recommendation(
                        "adaptive",
                        "The limit of " + limit(api) + " is not there for you alone: at that pace "
                                + Words.count(paced.get().throttled()) + " requests were refused, with a rate that"
                                + " follows the answers " + Words.count(run.throttled()) + ", in "
                                + Words.time(run.wallS()) + ". This API forgives refusals; one that does not needs a"
                                + " lower rate.",
                        lines("adaptive", api.limit().text(), workers(api), 1, api)));
    }

    private static Recommendation paced(ApiFacts api, Optional<Figures> paced) {
        if (paced.isEmpty()) {
            double seconds = api.requests() / api.limit().perSecond() + Words.seconds(api.slowest());
            String reason = Words.many(api.requests(), "request") + " at " + limit(api) + " take " + Words.time(seconds)
                    + ", whatever the latency; that is reckoned, as paced was not among the runs.";
            return new Recommendation(PACED, reason, lines(PACED, api.limit().text(), workers(api), 1, api));
        }
        Figures run = paced.get();
        boolean over = run.peakWindow() > api.limit().requests();
        if (refusedShare(run) > SOMETIMES_REFUSED || run.banned()) {
            return over ? roomier(api, run) : slower(api, run);
        }
        String reason = "It made " + Words.many(run.requests(), "request") + " in " + Words.time(run.wallS())
                + ", where the limit allows " + Words.time(run.idealS()) + " at best, and "
                + (over ? "sent at most " : "never sent more than ") + Words.count(run.peakWindow()) + " in "
                + Words.one(api.limit().period()) + "; " + Words.many(workers(api), "worker")
                + " keep that up to a latency of "
                + Words.time(workers(api) / api.limit().perSecond())
                + (run.lostPages() == 0 ? "." : ". It lost " + Words.many(run.lostPages(), "page") + ": see its log.")
                + (over || run.wallS() > FAR_FROM_IDEAL * run.idealS() ? hurry(api) : "");
        return new Recommendation(PACED, reason, lines(PACED, api.limit().text(), workers(api), 1, api));
    }

    /** A lab in a hurry measures the machine's jitter too; said only where the figures are poorer than they should be. */
    private static String hurry(ApiFacts api) {
        if (api.scale() <= 1) {
            return "";
        }
        return " The lab ran " + Words.amount(api.scale()) + " times as fast, which leaves "
                + Words.time(Words.seconds(api.limit().defaultMargin()) / api.scale())
                + " for jitter: a smaller --scale is fairer.";
    }

    /** Requests that left at the pace and arrived closer together. */
    private static Recommendation roomier(ApiFacts api, Figures run) {
        Duration margin = api.limit().defaultMargin();
        String reason = Words.count(run.throttled()) + " of " + Words.many(run.requests(), "request")
                + " came to a refusal: " + Words.count(run.peakWindow()) + " arrived in "
                + Words.one(api.limit().period()) + ", for on their way some got closer together than the margin of "
                + Words.time(margin) + " makes up for. A larger one is a matter of a few percent of the time."
                + hurry(api);
        List<String> lines = new ArrayList<>(lines(PACED, api.limit().text(), workers(api), 1, api));
        lines.add(
                "sakia.job.things.rate-margin = " + margin.multipliedBy(ROOMIER).toMillis() + "ms");
        return new Recommendation(PACED, reason, lines);
    }

    private static Recommendation slower(ApiFacts api, Figures run) {
        double answered = run.requestsPerPeriod() * (1 - refusedShare(run));
        int left = (int) Math.max(1, Math.min(api.limit().requests() - 1, Math.floor(answered)));
        String reason = "The whole limit of " + limit(api) + " is not there for you: "
                + Words.count(run.throttled()) + " of " + Words.many(run.requests(), "request")
                + " were refused, though never more than " + Words.count(run.peakWindow()) + " arrived in "
                + Words.one(api.limit().period()) + ". Keep to the "
                + Words.per(left, api.limit().period()) + " that were answered.";
        String rate = left + api.limit().text().replaceFirst("^\\d+", "");
        return new Recommendation(PACED, reason, lines(PACED, rate, workers(api), 1, api));
    }

    private static boolean unharmed(Figures run) {
        return run.throttled() == 0 && !run.banned() && run.lostPages() == 0;
    }

    private static double refusedShare(Figures run) {
        return run.throttled() / (double) Math.max(1, run.requests());
    }

    private static String limit(ApiFacts api) {
        return Words.per(api.limit().requests(), api.limit().period());
    }

    /** Little's law: in flight is rate times latency. */
    private static int workers(ApiFacts api) {
        double latency = Math.max(USUAL_LATENCY_S, Words.seconds(api.slowest()));
        long needed = (long) Math.ceil(api.limit().perSecond() * latency - 1e-9);
        return (int) Math.max(1, Math.min(MOST_WORKERS, needed));
    }

    private static List<String> lines(String strategy, String rate, int workers, int burst, ApiFacts api) {
        long timeout = Math.max(120, 4 * api.slowest().toSeconds());
        String job = "sakia.job.things.";
        return List.of(
                job + "url = https://api.example.com/things",
                job + "strategy = " + strategy,
                job + "rate = " + rate,
                job + "workers = " + workers,
                burst > 1 ? job + "burst = " + burst : job + "timeout = " + timeout + "s");
    }
}
