package org.sakia.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import java.util.OptionalLong;
import org.sakia.ledger.JobLedger;
import org.sakia.ledger.PageRow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pages that name each other, one after the other: a page is planned when the one before it has its row, for that row
 * says what asks for it. So a run that was killed goes on at the last row, and a page whose file was lost is asked for
 * again by the same key.
 */
final class ChainedPlan implements PartitionPlan {

    private static final Logger LOG = LoggerFactory.getLogger(ChainedPlan.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long UNKNOWN = -1;

    /** What the ledger keeps beside the rows. */
    record Cursor(long total) {}

    private final JobLedger ledger;
    private final String partition;
    private final Paging.Chained paging;
    private final boolean totalWanted;
    private final int pageSize;
    private final Repeats repeats;
    private boolean known;
    private boolean waiting;
    private long total = UNKNOWN;
    private long next;
    private Optional<String> key = Optional.empty();

    ChainedPlan(
            JobLedger ledger,
            String partition,
            Paging.Chained paging,
            TotalSource total,
            int pageSize,
            Repeats repeats) {
        this.ledger = ledger;
        this.partition = partition;
        this.paging = paging;
        this.totalWanted = total.isInAnswers();
        this.pageSize = pageSize;
        this.repeats = repeats;
        if (total instanceof TotalSource.Known fixed) {
            this.total = fixed.records();
        }
        ledger.cursor(partition).ifPresent(this::restore);
    }

    private void restore(String json) {
        try {
            known = true;
            if (totalWanted) {
                total = JSON.readValue(json, Cursor.class).total();
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the ledger holds a plan that cannot be read: " + json, e);
        }
    }

    @Override
    public OptionalLong candidate() {
        if (waiting) {
            return OptionalLong.empty();
        }
        long found = ledger.firstNotEnded(partition, next);
        if (found > 0) {
            key = ledger.row(new Page(partition, found - 1)).flatMap(PageRow::next);
            if (key.isEmpty()) {
                // The end, or a page that failed without an answer and so names none behind it.
                return OptionalLong.empty();
            }
        }
        return OptionalLong.of(found);
    }

    @Override
    public void planned(long sequence) {
        waiting = true;
        next = sequence + 1;
    }

    @Override
    public void ended() {
        waiting = false;
    }

    @Override
    public PageAddress address(long sequence) {
        return paging.address(sequence == 0 ? Optional.empty() : key, pageSize);
    }

    @Override
    public boolean verified(long sequence, PageContent content) throws EndlessSourceException {
        repeats.check(partition, sequence, content);
        if (content.next().isPresent()) {
            repeats.checkEmpty(partition, sequence, content);
            repeats.checkNext(partition, sequence, content.next().get());
        }
        long before = total;
        if (totalWanted && content.total().isPresent()) {
            total = content.total().getAsLong();
        }
        if (sequence == 0 && total == UNKNOWN) {
            warnOfFullPageAlone(content);
        }
        boolean changed = !known || before != total;
        known = true;
        return changed;
    }

    /** Nothing else would tell a wrong path to the next page from a source of one page. */
    private void warnOfFullPageAlone(PageContent content) {
        boolean namesNone = content.next().isEmpty() && content.more().isEmpty();
        if (namesNone && content.cut().records() >= pageSize && !(paging instanceof Paging.Single)) {
            LOG.warn(
                    "{}: the first page has {} records, as many as a page holds (page-size {}), and names no page behind"
                            + " it, so it is taken for the only one; if there are more, correct pagination or where the"
                            + " next page is named (cursor-path, next-path)",
                    ledger.job(),
                    content.cut().records(),
                    pageSize);
        }
    }

    @Override
    public String cursor() {
        try {
            return JSON.writeValueAsString(new Cursor(total));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean isPastEnd(long sequence) {
        return false;
    }

    @Override
    public OptionalLong takeOutgrownPage() {
        return OptionalLong.empty();
    }

    @Override
    public boolean isKnown() {
        return known;
    }

    @Override
    public OptionalLong total() {
        return total == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(total);
    }

    @Override
    public OptionalLong pages() {
        return OptionalLong.empty();
    }

    @Override
    public int step() {
        return pageSize;
    }

    @Override
    public Optional<String> doubt() {
        return Optional.empty();
    }
}
