package org.sakia.request;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * How a limit is spread over time: what the Throttler EIP of the request route is set to. Immutable.
 *
 * <p>The tightest rate N per P (plus its margin) is cut into even steps of {@code permits} sends per {@code period}:
 * {@code period = permits x (P + margin) / N}. A step is at least {@value #SHORTEST_STEP_MILLIS} ms long, because a
 * shorter one loses share to the clock and the scheduler, and at least {@code burst} permits wide. The throttler is
 * given {@value #THROTTLE_SHARE_PERCENT} % of that period: its permits come back late by what the scheduler took, and
 * that would add up with every step. {@link SendLimit} keeps the limit itself, so what the shorter period lets through
 * early waits there.
 *
 * @param limited   false when there is no rate at all
 * @param permits   sends in one step
 * @param period    length of a step, whole milliseconds
 * @param windows   the limits that hold whatever the pace is: each rate over its period plus margin
 */
public record Pace(boolean limited, int permits, Duration period, List<Window> windows) {

    private static final long SHORTEST_STEP_MILLIS = 100;
    private static final long THROTTLE_SHARE_PERCENT = 98;

    /** At most {@code most} sends in any window of {@code length}. */
    public record Window(int most, Duration length) {}

    public Pace {
        windows = List.copyOf(windows);
    }

    /** No limit: the throttle step of the route is switched off. */
    public static Pace unlimited() {
        return new Pace(false, 1, Duration.ofMillis(1), List.of());
    }

    /**
     * What a throttler at work on this pace is to be set to for another one: its permits can only grow, because it
     * waits under a lock for those it is to lose (Camel 4.18).
     */
    public Pace changedTo(Pace other) {
        int most = Math.max(permits, other.permits);
        Duration length = Duration.ofMillis(Math.max(1, other.period.toMillis() * most / other.permits));
        return new Pace(other.limited, most, length, other.windows);
    }

    /**
     * Derives the pace.
     *
     * @param windows each rate's requests over its period plus margin; empty for no limit
     * @param burst   how many may start at once, from 1
     */
    public static Pace of(List<Window> windows, int burst) {
        if (windows.isEmpty()) {
            return unlimited();
        }
        Window tightest = windows.stream()
                .max(Comparator.comparingDouble(w -> (double) w.length().toNanos() / w.most()))
                .orElseThrow();
        int most = windows.stream().mapToInt(Window::most).min().orElseThrow();
        double gapMillis = tightest.length().toNanos() / 1e6 / tightest.most();
        int steady = (int) Math.ceil(SHORTEST_STEP_MILLIS / gapMillis - 1e-9);
        int permits = Math.max(1, Math.min(most, Math.max(burst, steady)));
        long periodMillis = (long) Math.floor(permits * gapMillis * THROTTLE_SHARE_PERCENT / 100);
        return new Pace(true, permits, Duration.ofMillis(Math.max(1, periodMillis)), windows);
    }
}
