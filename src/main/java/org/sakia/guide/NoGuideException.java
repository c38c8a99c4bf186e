package org.sakia.guide;

/** An answer from which no job can be made. The message is for the reader: what came, and what to do. */
public final class NoGuideException extends Exception {

    private static final long serialVersionUID = 1L;

    public NoGuideException(String message) {
        super(message);
    }
}
