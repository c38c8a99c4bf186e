package org.sakia.request;

/** The job's quota is used up, and the job is not to wait: a later run goes on. */
public final class JobPausedException extends JobAbortedException {

    private static final long serialVersionUID = 1L;

    JobPausedException(String message) {
        super(message);
    }
}
