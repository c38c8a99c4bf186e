package org.sakia.request;

import java.time.Duration;
import java.util.Optional;

/** The API says "slow down": every worker waits, and the page has not used an attempt. */
public final class HeldBackException extends Refusal {

    private static final long serialVersionUID = 1L;

    private final transient Optional<Duration> retryAfter;

    HeldBackException(String message, int status, Optional<Duration> retryAfter) {
        super(message, status, null);
        this.retryAfter = retryAfter;
    }

    /** How long the API asks to wait; empty when it does not say. */
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
