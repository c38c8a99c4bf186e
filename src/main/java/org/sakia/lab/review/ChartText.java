package org.sakia.lab.review;

/** What a chart says in words: beside the curves, and instead of them. */
final class ChartText {

    private ChartText() {}

    /** {@code at most 190, over the limit}. */
    static String most(ApiFacts api, Figures figures) {
        boolean over = figures.peakWindow() > api.limit().requests();
        return "at most " + Words.count(figures.peakWindow()) + (over ? ", over the limit" : "");
    }

    /** How it went, in some words: {@code banned}, {@code over the limit}, {@code 33 % of the limit}. */
    static String outcome(ApiFacts api, StrategyRun run) {
        Figures figures = run.figures();
        if (figures.banned()) {
            return "banned";
        }
        if (figures.lostPages() > 0) {
            return Words.many(figures.lostPages(), "page") + " lost";
        }
        if (figures.throttled() > 0) {
            return Words.count(figures.throttled()) + " refused";
        }
        if (new Reading(api, run).endedEarly()) {
            return "within the limit";
        }
        String share = Words.percent(figures.shareOfLimit()) + " of the limit";
        return figures.peakWindow() > api.limit().requests() ? share + ", exceeded at times" : share;
    }

    /** What the picture does not show of the run; empty if nothing. */
    static String missing(ApiFacts api, StrategyRun run, TimeAxis axis) {
        double shown = StrategyChart.LIMITS_SHOWN * api.limit().requests();
        String high = run.figures().peakWindow() > shown
                ? "The picture goes up to " + Words.count(shown) + " requests, not to "
                        + Words.count(run.figures().peakWindow()) + ". "
                : "";
        String cut = axis.cuts(run)
                ? "The picture shows the first " + Words.time(axis.seconds()) + " of " + Words.time(TimeAxis.end(run))
                        + ". "
                : "";
        String stopped = run.figures().extrapolated()
                ? "Stopped after " + Words.many(run.arrivalsS().length, "request") + "; time and requests are reckoned"
                        + " from those."
                : "";
        return (high + cut + stopped).strip();
    }

    /** For who cannot see it. */
    static String description(ApiFacts api, StrategyRun run) {
        Figures figures = run.figures();
        String period = Words.one(api.limit().period());
        int limit = api.limit().requests();
        return "Requests that arrived within " + period + ": " + Words.count(figures.peakWindow())
                + " at the most, " + (figures.peakWindow() > limit ? "more than" : "within") + " the limit of "
                + Words.count(limit) + ", and " + Words.amount(figures.requestsPerPeriod())
                + " on average. In flight: " + Words.count(figures.peakInFlight()) + " at the most. "
                + Words.many(run.arrivalsS().length, "arrival") + " over " + Words.time(TimeAxis.end(run)) + ".";
    }
}
