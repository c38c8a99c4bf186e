package org.sakia.plan;

/** The source goes round in circles: it names a page twice, or serves the same records as another page. */
public final class EndlessSourceException extends Exception {

    private static final long serialVersionUID = 1L;

    EndlessSourceException(String message) {
        super(message);
    }
}
