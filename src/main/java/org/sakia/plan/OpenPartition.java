package org.sakia.plan;

import java.util.OptionalLong;
import org.sakia.ledger.JobLedger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A partition that pages are planned of. Not thread-safe; {@link Plan} guards it. */
final class OpenPartition {

    private static final Logger LOG = LoggerFactory.getLogger(OpenPartition.class);

    private final Partition partition;
    private final PartitionPlan plan;
    private final JobLedger ledger;
    private OptionalLong candidate = OptionalLong.empty();
    private long outstanding;
    private long highest;
    private boolean cutOff;

    OpenPartition(Partition partition, PartitionPlan plan, JobLedger ledger) {
        this.partition = partition;
        this.plan = plan;
        this.ledger = ledger;
        this.highest = ledger.lastWithRecords(partition.name()).orElse(-1);
    }

    String name() {
        return partition.name();
    }

    boolean isWhole() {
        return partition.whole();
    }

    PartitionPlan plan() {
        return plan;
    }

    PageAddress address(long sequence) {
        return plan.address(sequence).in(partition);
    }

    /**
     * True if there is a page that can be asked for now.
     *
     * @param again whether one that the source has outgrown may be taken back
     */
    boolean hasNext(boolean again) {
        candidate = plan.candidate();
        if (candidate.isEmpty() && outstanding == 0 && again) {
            candidate = plan.takeOutgrownPage();
            candidate.ifPresent(sequence -> {
                Page page = new Page(partition.name(), sequence);
                LOG.info("The source has grown; asking again for page {}, which was the last and short", page);
                ledger.undo(page);
            });
        }
        return candidate.isPresent();
    }

    /** The highest page that was verified in this run, or delivered by an earlier one; -1 before any was. */
    long highest() {
        return highest;
    }

    void verified(long sequence) {
        highest = Math.max(highest, sequence);
    }

    /** Nothing is under way. */
    boolean isIdle() {
        return outstanding == 0;
    }

    /** Pages that were handed out and have not ended. */
    long outstanding() {
        return outstanding;
    }

    Page next() {
        long sequence = candidate.orElseThrow();
        plan.planned(sequence);
        outstanding++;
        return new Page(partition.name(), sequence);
    }

    /** Whether a page of it was dropped that the source may have, so that the partition has not come to its end. */
    boolean isCutOff() {
        return cutOff;
    }

    void ended(PageTask task) {
        outstanding--;
        plan.ended();
        cutOff |= task.getOutcome() == PageTask.Outcome.DROPPED
                && !plan.isPastEnd(task.getPage().sequence());
    }
}
