package org.sakia.deliver;

/** The sink did not take the page whole; the delivery is tried again with the same body. */
public final class SinkException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param message one sentence for a reader */
    public SinkException(String message, Throwable cause) {
        super(message, cause);
    }
}
