package org.sakia.plan;

import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.sakia.ledger.JobLedger;

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

    private enum Mode {
        GOING_ON,
        PAUSING,
        HOLDING
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final JobLedger ledger;
    private final PlanSettings settings;
    private final Consumer<Duration> firstAnswer;
    private final OpenPartitions partitions;
    private final SamePartitions samePartitions;
    private int step;
    private boolean answered;
    private boolean stopped;
    private Mode mode = Mode.GOING_ON;
    private boolean paused;
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
        this.partitions = new OpenPartitions(ledger, settings);
        this.samePartitions = new SamePartitions(ledger, settings.allowRepeats());
        this.step = settings.pageSize();
    }

    /** Takes up what the ledger knows of the source; before anything else, and again if something has changed it. */
    public void restore() {
        lock.lock();
        try {
            partitions.restore();
        } finally {
            lock.unlock();
        }
    }

    /**
     * True when {@link #next} has a page; waits until that is known. False without being the end while the plan is
     * {@linkplain #isPaused paused}.
     *
     * @throws InterruptedException if the planner is interrupted while it waits
     */
    public boolean hasNext() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!stopped) {
                if (mode == Mode.PAUSING) {
                    paused = true;
                    return false;
                }
                if (mode == Mode.GOING_ON) {
                    if (planned < settings.mostPages() && findNext()) {
                        return true;
                    }
                    if (outstanding == 0) {
                        return false;
                    }
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
            return new Page(partitions.first().name(), 0);
        } finally {
            lock.unlock();
        }
    }

    /** What asks for a page. */
    public PageAddress address(Page page) {
        lock.lock();
        try {
            return partitions
                    .of(page)
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
            return partitions
                    .of(page)
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
                    && partitions
                            .of(page)
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
            return partitions
                    .of(page)
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
            OpenPartition partition = partitions.of(page).orElseThrow();
            partition.verified(page.sequence());
            samePartitions.check(page, content.cut());
            PartitionPlan plan = partition.plan();
            boolean news = plan.verified(page.sequence(), content);
            if (!answered) {
                answered = true;
                firstAnswer.accept(content.latency());
            }
            partitions.known();
            step = plan.step();
            if (news && settings.keeps()) {
                ledger.saveCursor(page.partition(), plan.cursor());
                ledger.expected(partitions.expected());
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
            partitions.of(task.getPage()).ifPresent(partition -> partition.ended(task));
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

    /** Sends the planner away: the next {@link #hasNext} is false, one that waits as well. Until {@link #resume}. */
    public void pause() {
        enter(Mode.PAUSING);
    }

    /** Lets a planner that comes now wait in {@link #hasNext} until {@link #resume}. */
    public void hold() {
        enter(Mode.HOLDING);
    }

    /** Goes on where it was; whoever has sent the planner away sees that there is another one. */
    public void resume() {
        lock.lock();
        try {
            paused = false;
            enter(Mode.GOING_ON);
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #resume} if no planner was sent away yet, so that there is one. */
    public boolean resumeInTime() {
        lock.lock();
        try {
            if (!paused) {
                enter(Mode.GOING_ON);
            }
            return !paused;
        } finally {
            lock.unlock();
        }
    }

    private void enter(Mode next) {
        lock.lock();
        try {
            mode = next;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether {@link #hasNext} has been false only because the plan is paused, so that it is not the end. */
    public boolean isPaused() {
        lock.lock();
        try {
            return paused && !stopped;
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
            return partitions.expected();
        } finally {
            lock.unlock();
        }
    }

    /** Pages that the source has, as far as is known; empty with partitions, chains, or without a total. */
    public OptionalLong pages() {
        lock.lock();
        try {
            return partitions.pages();
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
            return partitions.doubt();
        } finally {
            lock.unlock();
        }
    }

    /** True once an answer has told how the source, or a part of it, is cut. */
    public boolean isKnown() {
        lock.lock();
        try {
            return partitions.isKnown();
        } finally {
            lock.unlock();
        }
    }

    /** True if this run was told to plan fewer pages than there are. */
    public boolean isTrial() {
        lock.lock();
        try {
            return planned >= settings.mostPages() && (findNext() || partitions.isAnyUnopened());
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

    private boolean findNext() {
        found = partitions.withNext(planned < settings.mostPages());
        return found.isPresent();
    }
}
