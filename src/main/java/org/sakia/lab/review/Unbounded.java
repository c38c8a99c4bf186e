package org.sakia.lab.review;

/** Judges what asks for everything at once. */
final class Unbounded {

    private final Reading run;
    private final Figures figures;

    Unbounded(Reading run) {
        this.run = run;
        this.figures = run.figures();
    }

    Judgement judgement() {
        return new Judgement("Good when " + good() + ".", "Breaks when " + breaks() + ".");
    }

    private String good() {
        if (run.kept()) {
            return "all pages fit into the limit at once, as here: " + Words.many(figures.requests(), "request")
                    + " took " + Words.time(figures.wallS()) + ", where an even pace of " + run.limit() + " takes "
                    + Words.time(figures.requests() * run.evenPauseS());
        }
        if (!run.refused()) {
            return "the API lets bursts pass: " + run.peak() + ", " + run.letPass() + "; " + run.time();
        }
        return "there are at most " + run.allowed() + " pages or no limit at all; here "
                + Words.many(figures.requests(), "request")
                + " were " + times() + " what " + Words.one(run.period()) + " allows";
    }

    private String breaks() {
        String memory = ", and " + run.inFlight() + " in flight took " + run.heap() + " of heap, more with every page";
        if (run.refused()) {
            return "there is a limit: " + run.peak() + " where " + run.allowed() + " are allowed; "
                    + run.damageForGood() + memory;
        }
        return "there are more than " + run.allowed() + " pages, because nothing keeps it to " + run.limit() + memory;
    }

    private String times() {
        double times = figures.requests() / (double) run.allowed();
        return times < 1.05 ? "close to" : Words.amount(times) + " times";
    }
}
