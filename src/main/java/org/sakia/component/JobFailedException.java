package org.sakia.component;

import org.sakia.job.JobReport;

/** A job has ended, and not well: what the consumer's exception handler hears. The message has no secrets. */
public final class JobFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient JobReport report;

    /** Without a stack trace: it would tell of the thread that waits for the job, and nothing of what went wrong. */
    JobFailedException(String message, JobReport report) {
        super(message, null, false, false);
        this.report = report;
    }

    /** What the run came to. */
    public JobReport report() {
        return report;
    }
}
