package org.sakia.deliver.kafka;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.apache.kafka.common.KafkaException;
import org.sakia.deliver.PageAgainException;
import org.sakia.ledger.PageRow;
import org.sakia.plan.PageTask;
import org.sakia.request.JobAbortedException;
import org.sakia.units.Durations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which pages share a transaction, one transaction at a time: lets them in, has them wait for each other, tells them
 * when it failed and whose fault it was. Thread-safe. {@link Transactions} does at Kafka what it says.
 */
final class TransactionGate {

    private static final Logger LOG = LoggerFactory.getLogger(TransactionGate.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Runnable begin;
    private final Duration transactionTimeout;
    private final String takenOver;
    private final Set<PageTask> toBeAlone = Collections.newSetFromMap(new WeakHashMap<>());
    private Optional<Group> current = Optional.empty();
    private Optional<JobAbortedException> aborted = Optional.empty();
    private boolean stale;
    private boolean opening;
    private boolean closed;

    /** What becomes of a page that wants to be delivered. */
    enum Entry {
        JOINED,
        /** Somebody has delivered it. */
        DELIVERED,
        /** The caller is to open a new producer, say {@link #opened}, and try again. */
        PRODUCER_NEEDED
    }

    /**
     * @param begin              begins a transaction, without a request to the broker
     * @param transactionTimeout after which the broker aborts one
     * @param takenOver          what to say if somebody else uses the same transactional id
     */
    TransactionGate(Runnable begin, Duration transactionTimeout, String takenOver) {
        this.begin = begin;
        this.transactionTimeout = transactionTimeout;
        this.takenOver = takenOver;
    }

    /** Waits until the page can have a place; one that has a place keeps it. */
    Entry enter(PageTask task, Predicate<PageTask> delivered) throws JobAbortedException, InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                refuseIfOver();
                if (current.filter(open -> open.has(task)).isPresent()) {
                    // To wait for the next one would be to wait for itself.
                    return Entry.JOINED;
                }
                boolean alone = toBeAlone.contains(task);
                if (opening || current.isPresent() && !current.get().admits(alone)) {
                    changed.await();
                } else if (stale) {
                    opening = true;
                    return Entry.PRODUCER_NEEDED;
                } else if (delivered.test(task)) {
                    return Entry.DELIVERED;
                } else if (current.isPresent() || begin(alone)) {
                    current.orElseThrow().join(task);
                    return Entry.JOINED;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean begin(boolean alone) throws JobAbortedException, InterruptedException {
        Group group = new Group(System.nanoTime(), alone);
        try {
            begin.run();
            current = Optional.of(group);
            return true;
        } catch (KafkaException | IllegalStateException e) {
            breakUp(group, TransactionFailures.asKafka(e), Optional.empty());
            refuseIfOver();
            stale = true;
            return false;
        }
    }

    /** A new producer is there, or there is none. */
    void opened(boolean success) {
        locked(() -> {
            opening = false;
            stale = !success;
        });
    }

    /**
     * The transaction that the page is in, as long as it may send.
     *
     * @throws KafkaException     if it failed, and this page is to blame
     * @throws PageAgainException if it failed otherwise
     */
    Group groupOf(PageTask task) throws PageAgainException, JobAbortedException, InterruptedException {
        lock.lockInterruptibly();
        try {
            refuseIfOver();
            Group group = current.filter(open -> open.has(task))
                    .orElseThrow(() -> new IllegalStateException(task + " has not joined a transaction"));
            tell(group, task);
            return group;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The page has sent all it has. Waits until the transaction is committed, or for the one who is to commit until all
     * are ready.
     *
     * @return the rows to be committed with it; empty if it is committed
     */
    Optional<List<PageRow>> ready(Group group, PageTask task, PageRow row)
            throws PageAgainException, JobAbortedException, InterruptedException {
        lock.lockInterruptibly();
        try {
            group.ready(task, row);
            while (!group.isCommitted()) {
                refuseIfOver();
                tell(group, task);
                if (group.beginCommit()) {
                    return Optional.of(group.rows());
                }
                changed.await();
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    void committed(Group group) {
        locked(() -> {
            group.committed();
            toBeAlone.removeAll(group.members());
            current = Optional.empty();
        });
    }

    /** The commit failed. */
    void commitFailed(Group group, KafkaException failure) {
        locked(() -> {
            if (!group.isBroken()) {
                // A record that fails keeps the producer from committing; without one it may have been committed.
                group.suspect();
            }
            breakUp(group, failure, Optional.empty());
        });
    }

    /** @param atOnce whether the record did not even come into a batch, which may hold records of several pages */
    void recordFailed(Group group, PageTask task, RecordFailedException failure, boolean atOnce) {
        locked(() -> {
            if (!atOnce && TransactionFailures.isTimeout(failure)) {
                group.suspect();
            }
            boolean certain = atOnce || group.members().size() == 1;
            breakUp(group, failure, certain ? Optional.of(task) : Optional.empty());
        });
    }

    /** The transaction failed in another way. */
    void failed(Group group, RuntimeException failure) {
        locked(() -> {
            if (TransactionFailures.isTimeout(failure)) {
                group.suspect();
            }
            breakUp(group, TransactionFailures.asKafka(failure), Optional.empty());
        });
    }

    private void breakUp(Group group, KafkaException failure, Optional<PageTask> sender) {
        KafkaException cause = failure;
        refuseIfTakenOver(group, failure);
        if (TransactionFailures.isFenced(failure)) {
            group.suspect();
            cause = new KafkaException(
                    "the transaction was open for longer than transaction.timeout.ms ("
                            + Durations.text(transactionTimeout) + "), and Kafka has aborted it",
                    failure);
        }
        if (!group.isBroken() && !closed && aborted.isEmpty()) {
            LOG.info(
                    "A transaction over {} pages has failed: {}",
                    group.members().size(),
                    cause.getMessage());
        }
        group.breakUp(cause, sender);
        toBeAlone.addAll(group.suspects());
    }

    /** A transaction that is old enough was aborted by the broker; a younger one by somebody who took over. */
    void refuseIfTakenOver(Group group, RuntimeException failure) {
        if (TransactionFailures.isFenced(failure) && group.ageNanos() < transactionTimeout.toNanos()) {
            abortJob(new JobAbortedException(takenOver, failure));
        }
    }

    /**
     * The page is out, however it ended.
     *
     * @return its transaction if that is to be ended now, because it failed and this was the last page in it; whoever
     *     does that says {@link #ended}
     */
    Optional<Group> leave(PageTask task) {
        lock.lock();
        try {
            Optional<Group> group = current.filter(open -> open.has(task));
            boolean last = group.isPresent() && group.get().leave(task);
            group.filter(Group::isBroken).ifPresent(broken -> toBeAlone.addAll(broken.suspects()));
            changed.signalAll();
            return last ? group : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** @param usable whether the producer can begin another transaction */
    void ended(boolean usable) {
        locked(() -> {
            current = Optional.empty();
            stale |= !usable;
        });
    }

    /** The job cannot go on: everybody hears of it. */
    void abortJob(JobAbortedException why) {
        locked(() -> aborted = aborted.or(() -> Optional.of(why)));
    }

    /** Nobody comes in, and whoever waits is interrupted. */
    void close() {
        locked(() -> closed = true);
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    private void refuseIfOver() throws JobAbortedException, InterruptedException {
        if (closed) {
            throw new InterruptedException("the job stops");
        }
        if (aborted.isPresent()) {
            throw new JobAbortedException(aborted.get().getMessage(), aborted.get());
        }
    }

    private static void tell(Group group, PageTask task) throws PageAgainException {
        if (group.isBroken()) {
            Optional<KafkaException> blame = group.blame(task);
            if (blame.isPresent()) {
                throw blame.get();
            }
            throw new PageAgainException("the transaction that " + task + " was in has failed; delivered again");
        }
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
