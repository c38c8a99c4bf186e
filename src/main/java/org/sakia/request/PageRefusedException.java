package org.sakia.request;

/** The API will not give this page however often it is asked: a status that no retry changes. */
public final class PageRefusedException extends Refusal {

    private static final long serialVersionUID = 1L;

    PageRefusedException(String message, int status) {
        super(message, status, null);
    }
}
