package org.sakia.job;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.util.ObjectHelper;
import org.sakia.config.JobOptions;
import org.sakia.ledger.JobLedger;
import org.sakia.ledger.JobState;
import org.sakia.ledger.LedgerException;
import org.sakia.plan.PartitionsException;
import org.sakia.request.JobAbortedException;
import org.sakia.request.JobPausedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a run ends: once, as whoever comes first says. Thread-safe. */
final class Ending {

    private static final Logger LOG = LoggerFactory.getLogger(Ending.class);

    private final JobOptions options;
    private final JobLedger ledger;
    private final JobParts parts;
    private final AtomicBoolean ending = new AtomicBoolean();
    private final CompletableFuture<JobEnd> decided = new CompletableFuture<>();

    Ending(JobOptions options, JobLedger ledger, JobParts parts) {
        this.options = options;
        this.ledger = ledger;
        this.parts = parts;
    }

    /** Whether the run has ended or is about to. */
    boolean isDecided() {
        return ending.get();
    }

    /** Whether all is delivered, in a run that goes on. */
    boolean isComplete() {
        return !isDecided() && !parts.plan().isPaused() && reckoning().state() == JobState.COMPLETE;
    }

    /** Every page has ended: the run ends with what has come of them. */
    void reckon() {
        if (parts.plan().isPaused()) {
            // A plan route without the step that stops there.
            return;
        }
        JobEnd end = reckoning();
        if (ending.compareAndSet(false, true)) {
            decided.complete(end);
        }
    }

    private JobEnd reckoning() {
        return Reckoning.of(parts.plan(), ledger.totals());
    }

    /** Stops the run: from now on no request starts. */
    void stop(JobEnd end) {
        if (ending.compareAndSet(false, true)) {
            // Closed before it is told: whoever hears of the end must see that there may be something to land.
            parts.stopRequests(end.message());
            parts.plan().stop();
            parts.sink().stopOpening();
            decided.complete(end);
        }
    }

    /** Stops the run since it cannot go on. */
    void fail(Throwable cause) {
        JobAbortedException refused = ObjectHelper.getException(JobAbortedException.class, cause);
        PartitionsException noPartitions = ObjectHelper.getException(PartitionsException.class, cause);
        LedgerException noLedger = ObjectHelper.getException(LedgerException.class, cause);
        if (refused != null) {
            JobState state = refused instanceof JobPausedException ? JobState.PAUSED : JobState.ABORTED;
            stop(new JobEnd(state, options.secrets().mask(refused.getMessage())));
        } else if (noPartitions != null) {
            stop(new JobEnd(JobState.ABORTED, noPartitions.getMessage()));
        } else if (noLedger != null) {
            stop(new JobEnd(JobState.ABORTED, noLedger.getMessage()));
        } else {
            LOG.error("{}: something unforeseen ended the run", options.name(), cause);
            stop(new JobEnd(JobState.ERROR, "internal error: " + cause + "; the log has the details"));
        }
    }

    /**
     * Waits until it is decided how the run ends.
     *
     * @throws InterruptedException if the waiting thread is interrupted
     */
    JobEnd await() throws InterruptedException {
        try {
            return decided.get();
        } catch (ExecutionException never) {
            throw new IllegalStateException(never);
        }
    }

    /**
     * Writes the end down. It stands even where the ledger cannot take it: on a full disk, for one. The next run looks
     * for itself.
     *
     * @return the end, as it is to be told
     */
    JobEnd keep(JobEnd end) {
        try {
            ledger.state(end.state(), parts.plan().expectedRecords(), end.message());
            if (end.state() == JobState.COMPLETE) {
                IncrementalRound.completed(options, ledger);
            }
            return end;
        } catch (LedgerException e) {
            LOG.warn("{}: how the run ended cannot be written down", options.name(), e);
            return new JobEnd(
                    end.state() == JobState.COMPLETE ? JobState.ABORTED : end.state(),
                    end.message() + "; and " + e.getMessage());
        }
    }
}
