package org.sakia.lab;

import java.time.Duration;

/**
 * How long the API thinks before it answers: evenly spread between two bounds. Immutable.
 *
 * @param min zero or longer
 * @param max {@code min} or longer
 */
public record Latency(Duration min, Duration max) {

    /** Answers at once. */
    public static final Latency NONE = new Latency(Duration.ZERO, Duration.ZERO);

    /** @throws IllegalArgumentException if {@code min} is negative or above {@code max} */
    public Latency {
        if (min.isNegative() || max.compareTo(min) < 0) {
            throw new IllegalArgumentException("a latency needs 0 <= min <= max, not " + min + " to " + max);
        }
    }

    Duration draw(double unit) {
        return min.plusNanos((long) (max.minus(min).toNanos() * unit));
    }

    Latency scaled(double factor) {
        return new Latency(Scaling.divide(min, factor), Scaling.divide(max, factor));
    }
}
