package org.sakia.lab.review;

/** Judges what bounds the requests in flight and leaves the rate to the latency. */
final class AtOnce {

    private final Reading run;
    private final int most;
    private final String those;
    private final String are;

    AtOnce(Reading run, int most) {
        this.run = run;
        this.most = most;
        this.those = most == 1 ? "one at a time" : Words.count(most) + " at a time";
        this.are = most == 1 ? " is " : " are ";
    }

    Judgement sequential() {
        return judgement(
                "there is only a handful of pages: at most " + run.peak() + " reached the API",
                "",
                "the next request leaves as soon as the last has ended");
    }

    Judgement semaphore() {
        return judgement(
                "the API bounds only what is in flight (never more than "
                        + run.inFlight() + " here), or happens to answer in " + justRight() + ", where "
                        + those + are + run.limit(),
                "",
                "a permit says who may ask, not how often");
    }

    Judgement boundedGather() {
        return judgement(
                "the pages are few and the API bounds only what is in flight: never more than " + run.inFlight()
                        + " here",
                ", and a task for every page waits in memory (" + run.heap() + " at the peak)",
                "the bound is on tasks at work, not on time");
    }

    Judgement workerPool() {
        return judgement(
                "the API bounds what is in flight and nothing else: never more than " + run.inFlight() + " here, with "
                        + run.heap() + " of heap at the peak",
                "",
                "a worker that is done asks again at once");
    }

    /** Where these requests are just the limit. */
    private String justRight() {
        return Words.time(most * run.evenPauseS());
    }

    private Judgement judgement(String whenSlow, String besides, String why) {
        return new Judgement("Good when " + good(whenSlow) + ".", "Breaks when " + breaks(besides, why) + ".");
    }

    private String good(String whenSlow) {
        if (run.over() || run.endedEarly() && run.figures().extrapolated()) {
            return "every answer takes " + justRight() + " or longer, as " + those + are + "then no more than "
                    + run.limit() + "; this API takes " + run.range();
        }
        if (run.endedEarly()) {
            return "the pages end before the limit does, as here: " + run.time() + " with " + those;
        }
        if (run.used() && !run.refused()) {
            return "answers always take " + justRight() + ", as they did here: " + those + " came to " + run.sent()
                    + ", " + run.share() + " of the limit, by coincidence";
        }
        return whenSlow;
    }

    private String breaks(String besides, String why) {
        if (run.over()) {
            return "the API is fast, because " + why + ": " + pace() + most() + ", where " + run.allowed()
                    + " are allowed" + consequence() + besides;
        }
        if (run.refused()) {
            return "a refusal has to be borne: it never sent more than " + run.peak() + ", but " + run.refusedWithin()
                    + "; " + run.damageForGood() + besides;
        }
        if (run.endedEarly()) {
            return "there are more than " + run.allowed() + " pages, because " + why + ": " + pace() + ", where "
                    + run.allowed() + " are allowed" + besides;
        }
        if (run.used()) {
            return "the latency drifts: at half of it " + those + " would be "
                    + Words.per(2 * run.figures().requestsPerPeriod(), run.period()) + ", at twice of it "
                    + Words.per(run.figures().requestsPerPeriod() / 2, run.period()) + besides;
        }
        return "the API is slow: " + pace() + ", " + run.share() + " of the limit, so " + run.time() + besides;
    }

    private String consequence() {
        return run.refused() ? "; " + run.damageForGood() : ", " + run.letPass();
    }

    /** Unless the run was too short to fill the period, so that its average says more. */
    private String most() {
        return run.figures().peakWindow() < run.figures().requests() ? ", up to " + run.peak() : "";
    }

    /** Latency explains the rate, unless refusals, gaps or a drift have made the average meaningless. */
    private String pace() {
        double latency = run.meanLatencyS();
        double usual = run.usualLatencyS();
        boolean shortened = run.refused() && latency < Words.seconds(run.api().fastest());
        if (shortened && perPeriod(usual) > run.allowed()) {
            return those + " at " + Words.time(usual) + are + Words.per(perPeriod(usual), run.period())
                    + ", and more as refusals come back sooner";
        }
        double sent = run.figures().requestsPerPeriod();
        return Math.abs(perPeriod(latency) - sent) <= sent / 5
                ? those + " at " + Words.time(latency) + are + run.sent()
                : those + " came to " + run.sent();
    }

    private double perPeriod(double latencyS) {
        return most * Words.seconds(run.period()) / Math.max(1e-6, latencyS);
    }
}
