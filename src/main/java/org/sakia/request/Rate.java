package org.sakia.request;

import java.time.Duration;
import org.sakia.units.Durations;

/**
 * A limit in time: at most {@code requests} in any window of {@code period}. Immutable.
 *
 * @param requests 1 to {@value #MOST_REQUESTS}
 * @param period   10 ms or longer
 */
public record Rate(int requests, Duration period) {

    /** The window is kept exactly, one time stamp a request, so it must fit into a small heap. */
    public static final int MOST_REQUESTS = 100_000;

    private static final Duration SHORTEST_PERIOD = Duration.ofMillis(10);
    private static final Duration LONG_PERIOD = Duration.ofSeconds(30);
    private static final Duration SPOKEN_IN_SECONDS = Duration.ofSeconds(120);
    private static final Duration LEAST_MARGIN = Duration.ofMillis(50);

    /** @throws IllegalArgumentException if a part is out of its range */
    public Rate {
        if (requests < 1 || requests > MOST_REQUESTS) {
            throw new IllegalArgumentException("a rate needs 1 to " + MOST_REQUESTS + " requests, not " + requests
                    + "; a larger one is written over a shorter period");
        }
        if (period.compareTo(SHORTEST_PERIOD) < 0) {
            throw new IllegalArgumentException("a rate's period is 10ms or longer, not " + period.toMillis() + "ms");
        }
    }

    /**
     * What is kept free in each period against jitter on the way unless the user says otherwise: 0.5 % of the period
     * but at least 50 ms, and never more than 1 % of a period of 30 s or longer.
     */
    public Duration defaultMargin() {
        Duration margin = period.dividedBy(200);
        if (margin.compareTo(LEAST_MARGIN) < 0) {
            margin = LEAST_MARGIN;
        }
        Duration most = period.dividedBy(100);
        return period.compareTo(LONG_PERIOD) >= 0 && margin.compareTo(most) > 0 ? most : margin;
    }

    /**
     * The rate of any number of requests in any time: what does not fit is written over a shorter period, or a longer
     * one.
     *
     * @param requests 1 or more
     * @param period   more than 0
     */
    public static Rate of(long requests, Duration period) {
        if (requests > MOST_REQUESTS) {
            long parts = (requests + MOST_REQUESTS - 1) / MOST_REQUESTS;
            return of(requests / parts, period.dividedBy(parts));
        }
        Duration kept = period.compareTo(SHORTEST_PERIOD) < 0 ? SHORTEST_PERIOD : period;
        return new Rate((int) requests, kept);
    }

    /** As users write it: {@code 100/60s}. */
    public String text() {
        boolean inSeconds = period.toMillisPart() == 0 && period.compareTo(SPOKEN_IN_SECONDS) <= 0;
        return requests + "/" + (inSeconds ? period.toSeconds() + "s" : Durations.text(period));
    }

    /** Requests in one second, on average. */
    public double perSecond() {
        return requests * 1e9 / period.toNanos();
    }
}
