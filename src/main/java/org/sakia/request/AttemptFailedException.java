package org.sakia.request;

import java.time.Duration;
import java.util.Optional;

/** The page may come when it is asked for again: a retryable status, a cut connection, a body that does not verify. */
public final class AttemptFailedException extends Refusal {

    private static final long serialVersionUID = 1L;

    private final transient Optional<Duration> retryAfter;

    AttemptFailedException(String message, int status, Optional<Duration> retryAfter, Throwable cause) {
        super(message, status, cause);
        this.retryAfter = retryAfter;
    }

    /** How long the API asks to wait before this page is asked for again. */
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
