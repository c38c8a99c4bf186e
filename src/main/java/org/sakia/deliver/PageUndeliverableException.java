package org.sakia.deliver;

/** The sink will never take this page; it fails without another attempt, and the job goes on. */
public final class PageUndeliverableException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param message one sentence for a reader */
    public PageUndeliverableException(String message, Throwable cause) {
        super(message, cause);
    }
}
