package org.sakia.lab.review;

/** A run whose figures a test makes up, one by one; all kept and used unless said otherwise. */
final class RunOf {

    private final String strategy;
    private double wallS = 630;
    private double share = 0.99;
    private int peak = 100;
    private long refused;
    private boolean banned;
    private long lost;
    private int inFlight = 10;
    private double heap = 24;
    private boolean extrapolated;
    private double latencyS = 19;

    private RunOf(String strategy) {
        this.strategy = strategy;
    }

    static RunOf strategy(String strategy) {
        return new RunOf(strategy);
    }

    RunOf took(double seconds, double shareOfLimit, double latency) {
        wallS = seconds;
        share = shareOfLimit;
        latencyS = latency;
        return this;
    }

    RunOf peak(int arrivals) {
        peak = arrivals;
        return this;
    }

    RunOf refused(long requests) {
        refused = requests;
        return this;
    }

    RunOf banned() {
        banned = true;
        return this;
    }

    RunOf lost(long pages) {
        lost = pages;
        return this;
    }

    RunOf inFlight(int most) {
        inFlight = most;
        return this;
    }

    RunOf heap(double megabytes) {
        heap = megabytes;
        return this;
    }

    RunOf extrapolated() {
        extrapolated = true;
        return this;
    }

    StrategyRun of(ApiFacts api) {
        double perPeriod = share * api.limit().requests();
        double ideal = api.requests() / api.limit().perSecond() + Words.seconds(api.slowest());
        Figures figures = new Figures(
                api.requests(),
                wallS,
                ideal,
                share,
                peak,
                refused,
                banned,
                lost,
                inFlight,
                heap,
                8,
                perPeriod,
                extrapolated);
        return new StrategyRun(strategy, figures, new double[] {0, 1}, new double[] {latencyS, 1 + latencyS});
    }
}
