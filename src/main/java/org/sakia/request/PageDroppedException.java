package org.sakia.request;

/** The page is not asked for now: the job stops, or the source ended before it. It leaves no row in the ledger. */
public final class PageDroppedException extends Exception {

    private static final long serialVersionUID = 1L;

    PageDroppedException(String message) {
        super(message);
    }
}
