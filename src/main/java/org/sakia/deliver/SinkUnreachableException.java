package org.sakia.deliver;

/** The sink does not answer; the page waits, as often as it takes, and is not charged with an attempt. */
public final class SinkUnreachableException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param message one sentence for a reader */
    public SinkUnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
