package org.sakia.plan;

import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.sakia.ledger.JobLedger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which pages there are. The plan route's Loop EIP asks it for one page key after the other; {@link #hasNext} waits
 * where the next key depends on an answer that is still to come, and is false only when every page has ended or the
 * job stops.
 *
 * <p>A source may have parts, which are planned side by side: as many of them are open at a time as pages may be
 * planned ahead, however many there are. A part that needs no more work is noted in the ledger and left.
 *
 * <p>Thread-safe: one planner, many workers.
 */
public final class Plan {

    private static final Logger LOG = LoggerFactory.getLogger(Plan.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final JobLedger ledger;
    private final PlanSettings settings;
    private final Consumer<Duration> firstAnswer;
    private final Map<String, OpenPartition> open = new LinkedHashMap<>();
    private final Set<String> leftUnended = new HashSet<>();
    private Iterator<Partition> unopened = Collections.emptyIterator();
    private boolean moreUnopened;
    private Optional<String> doubt = Optional.empty();
    private OptionalLong leftExpected = OptionalLong.of(0);
    private boolean known;
    private int step;
    private boolean answered;
    private boolean stopped;
    private Optional<OpenPartition> found = Optional.empty();
    private long planned;
    private long outstanding;

    /**
     * @param firstAnswer told how long the first answer of this run took
     */
    public Plan(JobLedger ledger, PlanSettings settings, Consumer<Duration> firstAnswer) {
        this.ledger = ledger;
        this.settings = settings;
        this.firstAnswer = firstAnswer;
        this.step = settings.pageSize();
    }

    /** Takes up what the ledger knows of the source; before anything else, and again if something has changed it. */
    public void restore() {
        lock.lock();
        try {
            open.clear();
            leftUnended.clear();
            moreUnopened = false;
            doubt = Optional.empty();
            leftExpected = OptionalLong.of(0);
            known = false;
            unopened = settings.partitions().iterator();
            fill();
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
                if (planned < settings.mostPages() && findNext()) {
                    return true;
                }
                if (outstanding == 0) {
                    return false;
                }
                changed.await();
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
            OpenPartition partition = found.orElseThrow(NoSuchElementException::new);
            found = Optional.empty();
            planned++;
            outstanding++;
            return partition.next();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The first page of the source, whether it is delivered or not, for a look at it.
     *
     * @throws PartitionsException if there are no partitions, or nobody knows them yet
     */
    public Page first() {
        lock.lock();
        try {
            Iterator<Partition> all = settings.partitions().iterator();
            if (!all.hasNext()) {
                throw new PartitionsException("there are no partitions, and so no page to look at");
            }
            Partition first = all.next();
            if (!open.containsKey(first.name())) {
                open(first);
            }
            return new Page(first.name(), 0);
        } finally {
            lock.unlock();
        }
    }

    /** What asks for a page. */
    public PageAddress address(Page page) {
        lock.lock();
        try {
            return partition(page)
                    .orElseThrow(() -> new NoSuchElementException("page " + page + " is not planned"))
                    .address(page.sequence());
        } finally {
            lock.unlock();
        }
    }

    /** True if the source is known to have ended before this page. */
    public boolean isPastEnd(Page page) {
        lock.lock();
        try {
            return partition(page)
                    .filter(part -> part.plan().isPastEnd(page.sequence()))
                    .isPresent();
        } finally {
            lock.unlock();
        }
    }

    /** Whether pages have numbers. */
    public boolean isNumbered() {
        return settings.paging() instanceof Paging.Numbered;
    }

    /** Whether the source may turn out to end before this page, since its pages have numbers and it states no total. */
    public boolean mayEndBefore(Page page) {
        lock.lock();
        try {
            return isNumbered()
                    && partition(page)
                            .filter(part -> part.plan().total().isEmpty())
                            .isPresent();
        } finally {
            lock.unlock();
        }
    }

    /** Whether no page of this place or behind it was ever verified. */
    public boolean isBeyondAll(Page page) {
        lock.lock();
        try {
            return partition(page)
                    .filter(part -> part.highest() < page.sequence())
                    .isPresent();
        } finally {
            lock.unlock();
        }
    }

    /**
     * An answer was verified.
     *
     * @throws EndlessSourceException if the source turns out to go round in circles
     */
    public void verified(Page page, PageContent content) throws EndlessSourceException {
        lock.lock();
        try {
            OpenPartition partition = partition(page).orElseThrow();
            partition.verified(page.sequence());
            PartitionPlan plan = partition.plan();
            boolean news = plan.verified(page.sequence(), content);
            if (!answered) {
                answered = true;
                firstAnswer.accept(content.latency());
            }
            known = true;
            step = plan.step();
            if (news && settings.keeps()) {
                ledger.saveCursor(page.partition(), plan.cursor());
                ledger.expected(expected());
            }
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
            partition(task.getPage()).ifPresent(OpenPartition::ended);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** True while the job runs and the source has, or may have, this page. */
    public boolean isWanted(Page page) {
        lock.lock();
        try {
            return !stopped && !isPastEnd(page);
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

    /** Records that the API says it holds; empty where it does not say, or has not yet for all partitions. */
    public OptionalLong expectedRecords() {
        lock.lock();
        try {
            return expected();
        } finally {
            lock.unlock();
        }
    }

    /** Pages that the source has, as far as is known; empty with partitions, chains, or without a total. */
    public OptionalLong pages() {
        lock.lock();
        try {
            return open.values().stream()
                    .filter(OpenPartition::isWhole)
                    .map(whole -> whole.plan().pages())
                    .findFirst()
                    .orElse(OptionalLong.empty());
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
            return step;
        } finally {
            lock.unlock();
        }
    }

    /** Why the end that was found can't be the end; empty if nothing speaks against it. */
    public Optional<String> doubt() {
        lock.lock();
        try {
            return doubt.or(() -> open.values().stream()
                    .map(partition -> partition.plan().doubt())
                    .flatMap(Optional::stream)
                    .findFirst());
        } finally {
            lock.unlock();
        }
    }

    /** True once an answer has told how the source, or a part of it, is cut. */
    public boolean isKnown() {
        lock.lock();
        try {
            return known;
        } finally {
            lock.unlock();
        }
    }

    /** True if this run was told to plan fewer pages than there are. */
    public boolean isTrial() {
        lock.lock();
        try {
            return planned >= settings.mostPages() && (findNext() || isAnyUnopened());
        } finally {
            lock.unlock();
        }
    }

    /** True if no page is left to ask for, as far as the ledger knows; for a look before anything has started. */
    public boolean hasNothingLeft() {
        lock.lock();
        try {
            return !findNext();
        } finally {
            lock.unlock();
        }
    }

    /** Whether a partition is left that no page was ever planned of; plans nothing any more. */
    private boolean isAnyUnopened() {
        while (!moreUnopened && unopened.hasNext()) {
            moreUnopened = isToOpen(unopened.next());
        }
        return moreUnopened;
    }

    /** Looks for a page that can be asked for now; leaves the partitions that need no more work behind. */
    private boolean findNext() {
        do {
            for (OpenPartition partition : List.copyOf(open.values())) {
                if (partition.hasNext(planned < settings.mostPages())) {
                    found = Optional.of(partition);
                    return true;
                }
                if (partition.isIdle() && planned < settings.mostPages()) {
                    leave(partition);
                }
            }
        } while (fill());
        return false;
    }

    private void leave(OpenPartition partition) {
        if (partition.isWhole()) {
            return;
        }
        PartitionPlan plan = partition.plan();
        open.remove(partition.name());
        doubt = doubt.or(plan::doubt);
        if (settings.keeps() && plan.isKnown() && plan.doubt().isEmpty() && !ledger.hasFailedPages(partition.name())) {
            ledger.endPartition(partition.name(), plan.cursor(), plan.total());
        } else {
            leftUnended.add(partition.name());
            leftExpected = plus(leftExpected, plan.total());
        }
    }

    /** Opens partitions as far as there is room; true if any was opened. */
    private boolean fill() {
        boolean filled = false;
        while (open.size() < settings.mostOpen() && unopened.hasNext()) {
            Partition next = unopened.next();
            if (isToOpen(next)) {
                open(next);
                filled = true;
            }
        }
        return filled;
    }

    /** False for a partition that has ended, and for one that the list names twice. */
    private boolean isToOpen(Partition next) {
        boolean ended = ledger.isPartitionEnded(next.name());
        known |= ended;
        return !ended && !open.containsKey(next.name()) && !leftUnended.contains(next.name());
    }

    private OpenPartition open(Partition partition) {
        OpenPartition opened = new OpenPartition(partition, settings.plan(partition.name(), ledger), ledger);
        known |= opened.plan().isKnown();
        open.put(partition.name(), opened);
        return opened;
    }

    private Optional<OpenPartition> partition(Page page) {
        return Optional.ofNullable(open.get(page.partition()));
    }

    private OptionalLong expected() {
        if (unopened.hasNext()) {
            return OptionalLong.empty();
        }
        OptionalLong sum = plus(leftExpected, ledger.expectedOfEndedPartitions());
        for (OpenPartition partition : open.values()) {
            sum = plus(sum, partition.plan().total());
        }
        return sum;
    }

    private static OptionalLong plus(OptionalLong one, OptionalLong other) {
        return one.isPresent() && other.isPresent()
                ? OptionalLong.of(one.getAsLong() + other.getAsLong())
                : OptionalLong.empty();
    }
}
