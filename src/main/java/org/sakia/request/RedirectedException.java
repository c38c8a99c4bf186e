package org.sakia.request;

/** The page has moved to where it may be asked; the next attempt goes there and pays like any other. */
public final class RedirectedException extends Refusal {

    private static final long serialVersionUID = 1L;

    RedirectedException(String message, int status) {
        super(message, status, null);
    }
}
