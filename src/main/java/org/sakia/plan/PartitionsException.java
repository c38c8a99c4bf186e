package org.sakia.plan;

/** The parts of the source cannot be told: the file or the job that names them cannot be read, or not yet. */
public final class PartitionsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message one sentence that says what happened and what to do */
    public PartitionsException(String message) {
        super(message);
    }

    /** @param message one sentence that says what happened and what to do */
    public PartitionsException(String message, Throwable cause) {
        super(message, cause);
    }
}
