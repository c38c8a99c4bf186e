package org.sakia.lab;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The API's own clock, which may be off, and its Date header. Not thread-safe. */
final class ServerDate {

    private final Clock clock;
    private long second = Long.MIN_VALUE;
    private String text = "";

    ServerDate(Clock clock, Duration skew) {
        this.clock = Clock.offset(clock, skew);
    }

    Instant instant() {
        return clock.instant();
    }

    String now() {
        Instant instant = instant();
        if (instant.getEpochSecond() != second) {
            second = instant.getEpochSecond();
            text = RetryAfterForm.httpDate(instant);
        }
        return text;
    }
}
