package org.sakia.job;

import org.sakia.ledger.JobState;

/**
 * How a run of a job ended.
 *
 * @param state   the report's word for it
 * @param message one sentence for a reader
 */
public record JobEnd(JobState state, String message) {}
