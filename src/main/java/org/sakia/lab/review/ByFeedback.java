package org.sakia.lab.review;

/** Judges what learns the rate from the API's answers. */
final class ByFeedback {

    private final Reading run;
    private final Figures figures;

    ByFeedback(Reading run) {
        this.run = run;
        this.figures = run.figures();
    }

    Judgement judgement() {
        return new Judgement("Good when " + good() + ".", "Breaks when " + breaks() + ".");
    }

    private String good() {
        if (figures.banned()) {
            return "nobody knows the limit and asking too often costs nothing; this API made it pay";
        }
        if (figures.throttled() > 0) {
            return "nobody knows the limit, or others share it: after "
                    + Words.many(figures.throttled(), "refusal") + " it had sent " + run.sent() + " on average, "
                    + run.share() + " of the limit, and " + lost();
        }
        return "nobody knows the limit, or others share it: nothing was refused here, so it stayed at the rate it"
                + " was given, " + run.share() + " of the limit";
    }

    private String lost() {
        return figures.lostPages() == 0 ? "lost no page" : "lost " + Words.many(figures.lostPages(), "page");
    }

    private String breaks() {
        if (figures.banned()) {
            return "refusals are punished: it finds a limit by running into it, with " + run.peak() + " where "
                    + run.allowed() + " are allowed, and so " + run.damage();
        }
        if (figures.throttled() > 0) {
            return "refusals are punished: it finds a limit only by running into it, "
                    + (figures.throttled() == 1 ? "once" : Words.count(figures.throttled()) + " times") + " here, with "
                    + run.peak() + " at the most" + (run.slow() ? "; and " + run.time() : "");
        }
        if (run.over()) {
            return "the API counts " + Words.any(run.period()) + ": it sent " + run.peak()
                    + ", and learned nothing as nobody refused it";
        }
        return "the limit sinks below " + run.limit()
                + ": it learns that from refusals alone, and each one is a request over the limit";
    }
}
