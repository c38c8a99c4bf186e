package org.sakia.lab;

import java.time.Duration;

/** Division of time, so that minutes of an API's life pass in seconds. */
final class Scaling {

    private Scaling() {}

    static Duration divide(Duration duration, double factor) {
        if (!(factor > 0) || Double.isInfinite(factor)) {
            throw new IllegalArgumentException("time is scaled by a positive number, not " + factor);
        }
        return Duration.ofNanos(Math.round(duration.toNanos() / factor));
    }
}
