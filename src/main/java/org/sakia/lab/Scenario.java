package org.sakia.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sakia.request.Rate;

/**
 * An API to try strategies on, in its own time. Immutable.
 *
 * @param name    for people
 * @param latency at the beginning
 * @param limit   at the beginning, with one rate
 * @param faults  at the beginning
 * @param phases  what changes later
 */
public record Scenario(String name, Latency latency, Limit limit, Faults faults, List<Phase> phases) {

    private static final int BAN_AFTER = 20;
    private static final Latency FASTEST = new Latency(Duration.ofMillis(400), Duration.ofMillis(600));

    public Scenario {
        phases = List.copyOf(phases);
    }

    /** The scenarios that need no file. */
    public enum Named {
        /** Slow pages, one limit, nothing else. */
        ARTICLE,
        /** Slow at first; half a second a page in the last third. */
        SPEED_UP,
        /** Half a second a page at first; slow in the last third. */
        SLOW_DOWN,
        /** Other clients use up 40 % of the limit in the middle half. */
        SHARED_QUOTA,
        /** Refused requests count too, and the twentieth refusal is the last. */
        STRICT_BAN,
        /** 3 % of the answers are errors, resets or junk. */
        FAULTS;

        /** As it is written on the command line. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** The one of this name, if there is one. */
        public static Optional<Named> of(String word) {
            return Arrays.stream(values())
                    .filter(named -> named.word().equals(word))
                    .findFirst();
        }
    }

    /**
     * A named scenario.
     *
     * @param latency  of the API when it is slow
     * @param requests that a strategy makes, by which phases are placed
     */
    public static Scenario of(Named named, Latency latency, Limit limit, int requests) {
        List<Phase> phases = new ArrayList<>();
        Latency first = latency;
        Limit known = limit;
        Faults faults = Faults.NONE;
        switch (named) {
            case ARTICLE -> {}
            case SPEED_UP -> phases.add(Phase.of(requests * 2L / 3, FASTEST));
            case SLOW_DOWN -> {
                first = FASTEST;
                phases.add(Phase.of(requests * 2L / 3, latency));
            }
            case SHARED_QUOTA -> {
                Rate rate = limit.rates().get(0);
                Rate others = new Rate(Math.max(1, rate.requests() * 2 / 5), rate.period());
                phases.add(new Phase(requests / 4L, latency, Optional.empty(), Optional.empty(), Optional.of(others)));
                phases.add(Phase.of(requests * 3L / 4, latency));
            }
            case STRICT_BAN -> known = limit.withRefusedCounted().withBanAfter(BAN_AFTER);
            case FAULTS ->
                faults = Faults.NONE
                        .withServerError(0.01)
                        .withReset(0.01)
                        .withTruncated(0.005)
                        .withJunk(0.005);
        }
        return new Scenario(named.word(), first, known, faults, phases);
    }

    /** The rate of the limit at the beginning. */
    public Rate rate() {
        return limit.rates().get(0);
    }

    /** The shortest latency of all phases. */
    public Duration fastest() {
        return phases.stream()
                .map(phase -> phase.latency().min())
                .reduce(latency.min(), (one, other) -> one.compareTo(other) <= 0 ? one : other);
    }

    /** The longest latency of all phases. */
    public Duration slowest() {
        return phases.stream()
                .map(phase -> phase.latency().max())
                .reduce(latency.max(), (one, other) -> one.compareTo(other) >= 0 ? one : other);
    }

    /** The API itself, with so many records, its time sped up. */
    public ApiProfile profile(long records, double scale) {
        return ApiProfile.builder()
                .total(records)
                .latency(latency)
                .limit(limit)
                .faults(faults)
                .phases(phases)
                .build()
                .scaled(scale);
    }
}
