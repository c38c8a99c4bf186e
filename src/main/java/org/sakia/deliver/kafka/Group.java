package org.sakia.deliver.kafka;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.sakia.ledger.PageRow;
import org.sakia.plan.PageTask;

/**
 * The pages of one transaction: who may join, who is ready, and what broke it. Knows nothing of Kafka's calls. Not
 * thread-safe; {@link Transactions} guards it.
 */
final class Group {

    private enum State {
        /** Pages come and send. */
        OPEN,
        /** All are ready, and one of them commits. */
        COMMITTING,
        COMMITTED,
        /** Nothing of it will be seen by anyone; to be ended when the last one is out. */
        BROKEN
    }

    private final long begunNanos;
    private final boolean alone;
    private final Map<PageTask, Optional<PageRow>> members = new LinkedHashMap<>();
    private State state = State.OPEN;
    private int ready;
    private Optional<PageTask> culprit = Optional.empty();
    private Optional<KafkaException> cause = Optional.empty();
    private boolean suspect;

    /**
     * @param begunNanos when its transaction began, or a moment before
     * @param alone      whether nobody may join but the first
     */
    Group(long begunNanos, boolean alone) {
        this.begunNanos = begunNanos;
        this.alone = alone;
    }

    /** Whether a page may join: as long as nobody is ready, so that those who are need not wait for ever. */
    boolean admits(boolean alonePage) {
        return state == State.OPEN && ready == 0 && (members.isEmpty() || !alone && !alonePage);
    }

    void join(PageTask task) {
        members.put(task, Optional.empty());
    }

    boolean has(PageTask task) {
        return members.containsKey(task);
    }

    Set<PageTask> members() {
        return members.keySet();
    }

    /** The member has sent all its records. */
    void ready(PageTask task, PageRow row) {
        if (members.put(task, Optional.of(row)).isEmpty()) {
            ready++;
        }
    }

    /** True for one caller: the one who is to commit. */
    boolean beginCommit() {
        if (state != State.OPEN || ready < members.size()) {
            return false;
        }
        state = State.COMMITTING;
        return true;
    }

    /** What goes into the ledger with the records; complete once the commit has begun. */
    List<PageRow> rows() {
        List<PageRow> rows = new ArrayList<>();
        members.values().forEach(row -> row.ifPresent(rows::add));
        return rows;
    }

    void committed() {
        state = State.COMMITTED;
    }

    boolean isCommitted() {
        return state == State.COMMITTED;
    }

    boolean isCommitting() {
        return state == State.COMMITTING;
    }

    boolean isBroken() {
        return state == State.BROKEN;
    }

    /** A member gives up for a reason of its own; the others are not to blame. Only what breaks a group first counts. */
    void breakBy(PageTask task) {
        if (isUnbroken()) {
            state = State.BROKEN;
            culprit = Optional.of(task);
        }
    }

    /**
     * Kafka refuses.
     *
     * @param sender whose record it was, if that is certain: one batch may hold records of several pages
     */
    void breakUp(KafkaException why, Optional<PageTask> sender) {
        if (isUnbroken()) {
            state = State.BROKEN;
            cause = Optional.of(why);
            // Who was alone because of such a failure before, and fails again, is to blame.
            culprit = alone ? members.keySet().stream().findFirst() : sender;
        }
    }

    private boolean isUnbroken() {
        return state == State.OPEN || state == State.COMMITTING;
    }

    /** Those that are to be alone the next time. */
    Set<PageTask> suspects() {
        return culprit.map(Set::of).orElseGet(() -> Set.copyOf(members.keySet()));
    }

    /** What broke it, if it is this member that hears of it. */
    Optional<KafkaException> blame(PageTask task) {
        return culprit.filter(task::equals).flatMap(who -> cause);
    }

    /** The broker may have something of it that an abort does not reach. */
    void suspect() {
        suspect = true;
    }

    boolean isSuspect() {
        return suspect;
    }

    /** True if this was the last one. */
    boolean leave(PageTask task) {
        if (members.containsKey(task) && state == State.OPEN) {
            breakBy(task);
        }
        return members.remove(task) != null && members.isEmpty();
    }

    /** How long its transaction has been open, at most. */
    long ageNanos() {
        return System.nanoTime() - begunNanos;
    }
}
