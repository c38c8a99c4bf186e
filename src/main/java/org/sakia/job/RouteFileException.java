package org.sakia.job;

/** A route file that cannot be used; the message says which and why. */
public final class RouteFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RouteFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
