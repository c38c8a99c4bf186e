package org.sakia.ledger;

import java.util.Optional;

/** Another process, or another part of this one, is at work on the job or has its limit group. */
public final class JobLockedException extends LedgerException {

    private final transient Optional<Holder> holder;

    JobLockedException(String job, Optional<Holder> holder) {
        super("job " + job + " is held by "
                + holder.map(Holder::toString).orElse("another process")
                + "; wait until it ends, or stop it");
        this.holder = holder;
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
