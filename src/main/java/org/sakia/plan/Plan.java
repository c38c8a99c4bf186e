package org.sakia.plan;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.sakia.ledger.JobLedger;
import org.sakia.ledger.PageRow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which pages there are. The plan route's Loop EIP asks it for one page key after the other; {@link #hasNext} waits
 * where the next key depends on an answer that is still to come, and is false only when every page has ended or the
 * job stops.
 *
 * <p>The first page is planned alone: its answer tells how many records there are and how many the server really puts
 * on a page. Delivered pages are skipped by range queries on the ledger. A total that grows during the run is followed,
 * and the page that was the last and short until then is asked for again.
 *
 * <p>Thread-safe: one planner, many workers.
 */
public final class Plan {

    private static final Logger LOG = LoggerFactory.getLogger(Plan.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final JobLedger ledger;
    private final Paging paging;
    private final TotalSource total;
    private final int pageSize;
    private Extent extent;
    private final long mostPages;

    private final Consumer<Duration> firstAnswer;
    private final boolean keeps;
    private boolean answered;
    private boolean firstPlanned;
    private boolean stopped;
    private long nextSequence;
    private long planned;
    private long outstanding;

    /**
     * @param pageSize    records to ask for
     * @param mostPages   plan no more than these in this run
     * @param firstAnswer told how long the first answer of this run took
     * @param keeps       whether what is learnt goes into the ledger
     */
    public Plan(
            JobLedger ledger,
            Paging paging,
            TotalSource total,
            int pageSize,
            OptionalLong mostPages,
            Consumer<Duration> firstAnswer,
            boolean keeps) {
        this.ledger = ledger;
        this.paging = paging;
        this.mostPages = mostPages.orElse(Long.MAX_VALUE);
        this.firstAnswer = firstAnswer;
        this.keeps = keeps;
        this.total = total;
        this.pageSize = pageSize;
        restore();
    }

    /** Takes up again what the ledger knows of the source; before the first page, if something has changed it. */
    public final void restore() {
        lock.lock();
        try {
            extent = Extent.restore(ledger.cursor(Page.NO_PARTITION), total, pageSize);
        } finally {
            lock.unlock();
        }
    }

    /** Takes note of a page that an earlier run delivered. */
    public void resumed(PageRow row) {
        lock.lock();
        try {
            extent.noteSize(row.page().sequence(), row.records(), row.total());
        } finally {
            lock.unlock();
        }
    }

    /**
     * True when {@link #next} has a page; waits until that is known.
     *
     * @throws InterruptedException if the planner is interrupted while it waits
     */
    public boolean hasNext() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!stopped) {
                if (planned < mostPages && findNext()) {
                    return true;
                }
                if (outstanding > 0) {
                    changed.await();
                } else if (!replanLastPage()) {
                    return false;
                }
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** The page that {@link #hasNext} found. */
    public Page next() {
        lock.lock();
        try {
            Page page = new Page(Page.NO_PARTITION, nextSequence++);
            firstPlanned = true;
            planned++;
            outstanding++;
            return page;
        } finally {
            lock.unlock();
        }
    }

    /** The query parameters that ask for a page. */
    public Map<String, String> parameters(Page page) {
        lock.lock();
        try {
            return paging.parameters(page.sequence(), extent.step());
        } finally {
            lock.unlock();
        }
    }

    /** True if the source is known to have ended before this page. */
    public boolean isPastEnd(Page page) {
        lock.lock();
        try {
            return extent.isPastEnd(page.sequence());
        } finally {
            lock.unlock();
        }
    }

    /**
     * An answer was verified.
     *
     * @param records   how many records the page holds
     * @param total     the total that came with it
     * @param sentNanos when it was asked for
     * @param latency   how long it took
     */
    public void verified(Page page, long records, OptionalLong total, long sentNanos, Duration latency) {
        lock.lock();
        try {
            if (!answered) {
                answered = true;
                firstAnswer.accept(latency);
            }
            if (extent.learn(page.sequence(), records, total, sentNanos) && keeps) {
                ledger.saveCursor(Page.NO_PARTITION, extent.cursor());
                ledger.expected(extent.total());
            }
            extent.noteSize(page.sequence(), records, total);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** A planned page has ended, or was dropped because the job stops or the source ended before it. */
    public void ended(PageTask task) {
        lock.lock();
        try {
            outstanding--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** True while the job runs and the source has, or may have, this page. */
    public boolean isWanted(Page page) {
        lock.lock();
        try {
            return !stopped && !extent.isPastEnd(page.sequence());
        } finally {
            lock.unlock();
        }
    }

    /** Plans no further page; {@link #hasNext} is false from now on. */
    public void stop() {
        lock.lock();
        try {
            stopped = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Records that the API says it holds; empty where it does not say. */
    public OptionalLong expectedRecords() {
        lock.lock();
        try {
            return extent.total();
        } finally {
            lock.unlock();
        }
    }

    /** Pages that the source has, as far as is known; empty before the first answer or without a total. */
    public OptionalLong pages() {
        lock.lock();
        try {
            return extent.pages();
        } finally {
            lock.unlock();
        }
    }

    /** Pages planned in this run. */
    public long planned() {
        lock.lock();
        try {
            return planned;
        } finally {
            lock.unlock();
        }
    }

    /** Pages planned and not ended. */
    public long outstanding() {
        lock.lock();
        try {
            return outstanding;
        } finally {
            lock.unlock();
        }
    }

    /** Records on a full page, as the server really cuts them. */
    public int step() {
        lock.lock();
        try {
            return extent.step();
        } finally {
            lock.unlock();
        }
    }

    /** Why the end that was found can't be the end; empty if nothing speaks against it. */
    public Optional<String> doubt() {
        lock.lock();
        try {
            return extent.doubt();
        } finally {
            lock.unlock();
        }
    }

    /** True once an answer has told how the source is cut; nothing but the first page can be planned until then. */
    public boolean isKnown() {
        lock.lock();
        try {
            return extent.isKnown();
        } finally {
            lock.unlock();
        }
    }

    /** True if this run was told to plan fewer pages than there are. */
    public boolean isTrial() {
        lock.lock();
        try {
            return planned >= mostPages && findNext();
        } finally {
            lock.unlock();
        }
    }

    private boolean findNext() {
        if (!extent.isKnown() && firstPlanned) {
            return false;
        }
        long candidate = ledger.firstNotEnded(Page.NO_PARTITION, nextSequence);
        if (!extent.isKnown() && candidate > 0) {
            // The first page has failed in an earlier run, and nothing else can tell how the source is cut.
            return false;
        }
        nextSequence = candidate;
        return extent.contains(candidate);
    }

    private boolean replanLastPage() {
        if (planned >= mostPages) {
            return false;
        }
        OptionalLong grown = extent.takeOutgrownPage();
        grown.ifPresent(sequence -> {
            LOG.info("The source has grown; asking again for page {}, which was the last and short", sequence);
            ledger.undo(new Page(Page.NO_PARTITION, sequence));
            nextSequence = sequence;
        });
        return grown.isPresent();
    }
}
