package org.sakia.request;

/** No connection to the API came about: every worker waits until a probe gets through. */
public final class UnreachableException extends Refusal {

    private static final long serialVersionUID = 1L;

    UnreachableException(String message, Throwable cause) {
        super(message, 0, cause);
    }
}
