package org.sakia.deliver;

/**
 * The page is not delivered, and nothing is known against it: another one took it along. It is to be delivered again at
 * once, without counting an attempt.
 */
public final class PageAgainException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param message one sentence for a reader */
    public PageAgainException(String message) {
        super(message);
    }

    /** @param message one sentence for a reader */
    public PageAgainException(String message, Throwable cause) {
        super(message, cause);
    }
}
