package org.sakia.request;

/** The source or the sink ends the job: it makes no sense to ask for any further page. */
public class JobAbortedException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param message one sentence that says what happened and what to do */
    public JobAbortedException(String message) {
        super(message);
    }

    /** @param message one sentence that says what happened and what to do */
    public JobAbortedException(String message, Throwable cause) {
        super(message, cause);
    }
}
