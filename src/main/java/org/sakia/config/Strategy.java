package org.sakia.config;

import java.util.Optional;

/**
 * The ways of limiting that engineers try in turn. All but {@link #PACED} are there to be compared: their routes lie in
 * {@code routes/strategies}, and what they promise is what these routes say.
 */
public enum Strategy {
    /** Workers, an even pace, and every limit kept exactly. */
    PACED(Bound.LIMIT, ""),
    /** One page after the other. */
    SEQUENTIAL(Bound.CONCURRENCY, "asks for one page after the other, keeps no rate and tries nothing again"),
    /** All pages at once; in the lab only. */
    BURST_GATHER(Bound.NOTHING, "asks for all pages at once"),
    /** N permits. */
    SEMAPHORE(Bound.CONCURRENCY, "bounds what is in flight, keeps no rate and tries nothing again"),
    /** A task for every page, N at work; in the lab only. */
    BOUNDED_GATHER(Bound.NOTHING, "makes a task for every page at once"),
    /** N workers and a bounded queue. */
    WORKER_POOL(Bound.CONCURRENCY, "bounds what is in flight, keeps no rate and tries nothing again"),
    /** N tokens that come back evenly. */
    TOKEN_BUCKET(Bound.RATE, "lets up to twice the rate through in a period after a pause"),
    /** One request, then a pause. */
    LEAKY_BUCKET(Bound.RATE, "leaves no margin for jitter on the way"),
    /** N requests in any period, in bursts. */
    SLIDING_WINDOW(Bound.RATE, "sends in bursts and leaves no margin for jitter on the way"),
    /** The rate follows what the API says. */
    ADAPTIVE(Bound.RATE, "finds the limit by running into it");

    private enum Bound {
        LIMIT,
        RATE,
        CONCURRENCY,
        NOTHING
    }

    private final Bound bound;
    private final String risk;

    Strategy(Bound bound, String risk) {
        this.bound = bound;
        this.risk = risk;
    }

    /** As it is written in the configuration and in the names of its routes. */
    public String word() {
        return ValueTypes.word(this);
    }

    /** Whether every limit is kept, by more than the routes. */
    public boolean keepsLimits() {
        return bound == Bound.LIMIT;
    }

    /** Whether it is told a rate; the others must be told that there is none. */
    public boolean hasRate() {
        return bound == Bound.LIMIT || bound == Bound.RATE;
    }

    /** Whether no job may have it, because nothing bounds what it does. */
    public boolean isForLabOnly() {
        return bound == Bound.NOTHING;
    }

    /** What may happen to the API's limit; empty if nothing. */
    public Optional<String> risk() {
        return Optional.of(risk).filter(words -> !words.isEmpty());
    }
}
