package org.sakia.lab.review;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The time that a chart shows.
 *
 * @param seconds more than 0
 */
record TimeAxis(double seconds) {

    /** A run longer than this many ideal times would press all the others flat. */
    private static final double FAR_LONGER = 4;

    private static final int MOST_TICKS = 6;
    private static final double[] STEPS = {
        0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600,
        7200, 10800, 21600, 43200, 86400, 172800, 604800
    };

    /** Long enough for the run. */
    static TimeAxis of(StrategyRun run) {
        return new TimeAxis(Math.max(0.001, end(run)));
    }

    /** Long enough for all runs but those that are far longer than the limit accounts for. */
    static TimeAxis of(Review review) {
        double most = FAR_LONGER
                * review.runs().stream()
                        .mapToDouble(run -> run.figures().idealS())
                        .max()
                        .orElse(0);
        OptionalDouble longest = review.runs().stream()
                .mapToDouble(TimeAxis::end)
                .filter(end -> end <= most)
                .max();
        double shortest =
                review.runs().stream().mapToDouble(TimeAxis::end).min().orElse(0);
        return new TimeAxis(Math.max(0.001, longest.orElse(shortest)));
    }

    static double end(StrategyRun run) {
        return Math.max(last(run.arrivalsS()), last(run.departuresS()));
    }

    private static double last(double[] times) {
        return times.length == 0 ? 0 : times[times.length - 1];
    }

    boolean cuts(StrategyRun run) {
        return end(run) > seconds * 1.001;
    }

    /** Round times from 0 on. */
    List<Double> ticks() {
        double step = STEPS[STEPS.length - 1];
        for (int i = STEPS.length - 1; i >= 0 && seconds / STEPS[i] <= MOST_TICKS; i--) {
            step = STEPS[i];
        }
        List<Double> ticks = new ArrayList<>();
        for (int i = 0; i * step <= seconds && i <= 2 * MOST_TICKS; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }
}
