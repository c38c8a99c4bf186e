package org.sakia.lab.review;

/** Judges the pipeline's own way: workers, an even pace and a margin. */
final class Paced {

    private final Reading run;
    private final Figures figures;

    Paced(Reading run) {
        this.run = run;
        this.figures = run.figures();
    }

    Judgement judgement() {
        return new Judgement("Good when " + good() + ".", "Breaks when " + breaks() + ".");
    }

    private String good() {
        String most = run.over() ? "" : ", and never more than " + run.peak();
        if (run.slow()) {
            return "the limit must hold whatever the latency does: " + run.time() + " at " + run.share()
                    + " of the limit" + most;
        }
        return "the limit should be used and held, whatever the latency: " + run.time() + ", at " + run.share()
                + " of the limit" + most + ", with " + run.inFlight() + " in flight and " + run.heap()
                + " of heap at the peak";
    }

    private String breaks() {
        if (run.over()) {
            return "requests are delayed on the way by more than the margin: " + run.peak() + " arrived where "
                    + run.allowed() + " are allowed; "
                    + (run.refused() ? run.damage() : "raise rate-margin");
        }
        if (run.refused()) {
            return "the limit it is told is not the one there is: it never sent more than " + run.peak() + ", but "
                    + run.refusedWithin() + "; " + run.damage();
        }
        if (figures.requests() <= run.allowed()) {
            return "seconds count and all pages would fit into the limit at once: evenly spaced, " + run.time()
                    + ", most of it pauses of " + Words.time(run.evenPauseS());
        }
        if (run.slow()) {
            return "there are too few workers for the latency: " + run.inFlight() + " in flight at "
                    + Words.time(run.meanLatencyS()) + " came to " + run.sent();
        }
        int handful = Math.max(2, run.allowed() / 5);
        return "a handful of pages is wanted at once: " + handful + " of them start over "
                + Words.time((handful - 1) * run.evenPauseS()) + ", one every " + Words.time(run.evenPauseS())
                + ", though the limit would let all of them go together";
    }
}
