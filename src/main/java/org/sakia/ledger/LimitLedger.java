package org.sakia.ledger;

import java.util.Optional;

/**
 * What the ledger remembers of a limit, a job's own or that of a group, so that it holds across a restart. Thread-safe.
 */
public final class LimitLedger implements AutoCloseable {

    /** What stands before a group's name, so that no job has it. */
    static final String OF_GROUP = "@";

    private final Sends sends;
    private final QuotaSlices quotaSlices;
    private final Optional<JobLock> lock;

    /** @param lock keeps a second process away; a job's own limit is guarded by the lock of the job */
    LimitLedger(Sqlite database, String name, Optional<JobLock> lock) {
        this.sends = new Sends(database, name);
        this.quotaSlices = new QuotaSlices(database, name);
        this.lock = lock;
    }

    /** The times of its requests. */
    public Sends sends() {
        return sends;
    }

    /** What its quota counts. */
    public QuotaSlices quotaSlices() {
        return quotaSlices;
    }

    /** Gives the limit back. */
    @Override
    public void close() {
        lock.ifPresent(JobLock::close);
    }
}
