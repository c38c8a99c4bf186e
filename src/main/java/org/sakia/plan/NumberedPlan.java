package org.sakia.plan;

import java.util.Optional;
import java.util.OptionalLong;
import org.sakia.ledger.JobLedger;

/**
 * Pages that have numbers. The first one is planned alone: its answer tells how many records there are and how many the
 * server really puts on a page. Pages that have ended are skipped by range queries on the ledger.
 */
final class NumberedPlan implements PartitionPlan {

    private final JobLedger ledger;
    private final String partition;
    private final Paging.Numbered paging;
    private final Repeats repeats;
    private final Extent extent;
    private boolean firstPlanned;
    private long next;

    NumberedPlan(
            JobLedger ledger,
            String partition,
            Paging.Numbered paging,
            TotalSource total,
            int pageSize,
            Repeats repeats) {
        this.ledger = ledger;
        this.partition = partition;
        this.paging = paging;
        this.repeats = repeats;
        this.extent = Extent.restore(ledger.cursor(partition), total, pageSize);
        if (extent.isKnown()) {
            extent.resumed(ledger.lastWithRecords(partition), ledger.shortLastPages(partition, extent.step()));
        }
    }

    @Override
    public OptionalLong candidate() {
        if (!extent.isKnown() && firstPlanned || extent.isKnown() && !extent.contains(next)) {
            return OptionalLong.empty();
        }
        long found = ledger.firstNotEnded(partition, next);
        if (!extent.isKnown() && found > 0) {
            // The first page has failed in an earlier run, and nothing else can tell how the source is cut.
            return OptionalLong.empty();
        }
        next = found;
        return extent.contains(found) ? OptionalLong.of(found) : OptionalLong.empty();
    }

    @Override
    public void planned(long sequence) {
        firstPlanned = true;
        next = sequence + 1;
    }

    @Override
    public void ended() {
        // Numbers do not wait for each other.
    }

    @Override
    public PageAddress address(long sequence) {
        return paging.address(sequence, extent.step());
    }

    @Override
    public boolean verified(long sequence, PageContent content) throws EndlessSourceException {
        repeats.check(partition, sequence, content);
        boolean changed = extent.learn(sequence, content.cut().records(), content.total(), content.sentNanos());
        if (content.more().filter(more -> !more).isPresent()) {
            changed |= extent.endsWith(sequence);
        }
        extent.noteSize(sequence, content.cut().records(), content.total());
        return changed;
    }

    @Override
    public String cursor() {
        return extent.cursor();
    }

    @Override
    public boolean isPastEnd(long sequence) {
        return extent.isPastEnd(sequence);
    }

    @Override
    public OptionalLong takeOutgrownPage() {
        OptionalLong outgrown = extent.takeOutgrownPage();
        outgrown.ifPresent(sequence -> next = sequence);
        return outgrown;
    }

    @Override
    public boolean isKnown() {
        return extent.isKnown();
    }

    @Override
    public OptionalLong total() {
        return extent.total();
    }

    @Override
    public OptionalLong pages() {
        return extent.pages();
    }

    @Override
    public int step() {
        return extent.step();
    }

    @Override
    public Optional<String> doubt() {
        return extent.doubt();
    }
}
