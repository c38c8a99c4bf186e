package org.sakia.lab;

/**
 * A latency that holds from one arrival on, until the next phase. Phases are counted in arrivals, not in time, so that
 * a run meets them at the same place on a slow machine. Immutable.
 *
 * @param fromArrival number of the first request it applies to, from 0
 * @param latency     the latency from then on
 */
public record LatencyPhase(long fromArrival, Latency latency) {}
