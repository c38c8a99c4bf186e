package org.sakia.lab;

import java.util.Optional;
import org.sakia.request.Rate;

/**
 * What the API is like from one arrival on, until the next phase. Phases are counted in arrivals, not in time, so that
 * a run meets them at the same place on a slow machine. Immutable.
 *
 * @param fromArrival number of the first request it applies to, from 0
 * @param latency     the latency from then on
 * @param limit       another limit, which begins to count anew; empty: the one before goes on
 * @param faults      other faults; empty: those before go on
 * @param others      requests of other clients that use up the same limit; empty: there are none
 */
public record Phase(
        long fromArrival, Latency latency, Optional<Limit> limit, Optional<Faults> faults, Optional<Rate> others) {

    /** Changes the latency only. */
    public static Phase of(long fromArrival, Latency latency) {
        return new Phase(fromArrival, latency, Optional.empty(), Optional.empty(), Optional.empty());
    }

    Phase scaled(double factor) {
        return new Phase(
                fromArrival,
                latency.scaled(factor),
                limit.map(known -> known.scaled(factor)),
                faults,
                others.map(rate -> new Rate(rate.requests(), Scaling.divide(rate.period(), factor))));
    }
}
