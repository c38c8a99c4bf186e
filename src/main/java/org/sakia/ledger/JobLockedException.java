package org.sakia.ledger;

import java.util.Optional;

/** Another process, or another part of this one, is at work on the job or has its limit group. */
public final class JobLockedException extends LedgerException {

    private final transient Optional<Holder> holder;

    JobLockedException(String job, Optional<Holder> holder) {
        super("job " + job + " is held by "
                + holder.map(JobLockedException::who).orElse("another process")
                + "; wait until it ends, or stop it");
        this.holder = holder;
    }

    /** In an application it may be another of its CamelContexts: then nobody is to look for a process. */
    private static String who(Holder holder) {
        return holder.isThisProcess() ? "another part of this " + holder : holder.toString();
    }

    JobLockedException(String message) {
        super(message);
        this.holder = Optional.empty();
    }

    /** Who holds it; empty when that was not written down yet. */
    public Optional<Holder> holder() {
        return holder;
    }
}
