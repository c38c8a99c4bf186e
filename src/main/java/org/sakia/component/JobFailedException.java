package org.sakia.component;

import org.sakia.job.JobReport;

/** A job has ended, and not well: what the consumer's exception handler hears. The message has no secrets. */
public final class JobFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient JobReport report;

    JobFailedException(String message, JobReport report) {
        super(message);
        this.report = report;
    }

    /** What the run came to. */
    public JobReport report() {
        return report;
    }
}
