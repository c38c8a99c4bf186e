package org.sakia.plan;

import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.sakia.ledger.JobLedger;

/**
 * The partitions that are planned side by side, and what is known of those that were left. One that needs no more work
 * is noted in the ledger; only those that end otherwise are remembered here. Not thread-safe; {@link Plan} guards it.
 */
final class OpenPartitions {

    private final JobLedger ledger;
    private final PlanSettings settings;
    private final Map<String, OpenPartition> open = new LinkedHashMap<>();
    private final Set<String> leftUnended = new HashSet<>();
    private Iterator<Partition> unopened = Collections.emptyIterator();
    private boolean moreUnopened;
    private Optional<String> doubt = Optional.empty();
    private OptionalLong leftExpected = OptionalLong.of(0);
    private boolean known;

    OpenPartitions(JobLedger ledger, PlanSettings settings) {
        this.ledger = ledger;
        this.settings = settings;
    }

    /** Begins anew with what the ledger knows. */
    void restore() {
        open.clear();
        leftUnended.clear();
        moreUnopened = false;
        doubt = Optional.empty();
        leftExpected = OptionalLong.of(0);
        known = false;
        unopened = settings.partitions().iterator();
        fill();
    }

    /**
     * The first partition, whether it has ended or not.
     *
     * @throws PartitionsException if there are none, or nobody knows them yet
     */
    Partition first() {
        Iterator<Partition> all = settings.partitions().iterator();
        if (!all.hasNext()) {
            throw new PartitionsException("there are no partitions, and so no page to look at");
        }
        Partition first = all.next();
        if (!open.containsKey(first.name())) {
            open(first);
        }
        return first;
    }

    /** The partition of a page; empty if it is not open. */
    Optional<OpenPartition> of(Page page) {
        return Optional.ofNullable(open.get(page.partition()));
    }

    /**
     * Looks for a partition with a page that can be asked for now; leaves those that need no more work. The partition with
     * the fewest pages under way comes first: where a source states no total, pages behind the one under way may turn out
     * to be none, and asking for them would cost the limit.
     *
     * @param goesOn whether pages may still be planned; else nothing is left or taken back
     */
    Optional<OpenPartition> withNext(boolean goesOn) {
        do {
            for (OpenPartition partition : fewestUnderWayFirst()) {
                if (partition.hasNext(goesOn)) {
                    return Optional.of(partition);
                }
                if (partition.isIdle() && goesOn) {
                    leave(partition);
                }
            }
        } while (fill());
        return Optional.empty();
    }

    private List<OpenPartition> fewestUnderWayFirst() {
        return open.values().stream()
                .sorted(Comparator.comparingLong(OpenPartition::outstanding))
                .toList();
    }

    /** Whether a partition is left that no page was ever planned of; plans nothing any more. */
    boolean isAnyUnopened() {
        while (!moreUnopened && unopened.hasNext()) {
            moreUnopened = isToOpen(unopened.next());
        }
        return moreUnopened;
    }

    /** An answer has told how a partition is cut. */
    void known() {
        known = true;
    }

    /** Whether that is known of any. */
    boolean isKnown() {
        return known;
    }

    /** Records that the source says it has; empty where it does not say, or has not yet for all partitions. */
    OptionalLong expected() {
        if (unopened.hasNext()) {
            return OptionalLong.empty();
        }
        OptionalLong sum = plus(leftExpected, ledger.expectedOfEndedPartitions());
        for (OpenPartition partition : open.values()) {
            sum = plus(sum, partition.plan().total());
        }
        return sum;
    }

    /** Pages of a source that has no parts, as far as is known. */
    OptionalLong pages() {
        return open.values().stream()
                .filter(OpenPartition::isWhole)
                .map(whole -> whole.plan().pages())
                .findFirst()
                .orElse(OptionalLong.empty());
    }

    /** Why an end that was found can't be the end. */
    Optional<String> doubt() {
        return doubt.or(() -> open.values().stream()
                .map(partition -> partition.plan().doubt())
                .flatMap(Optional::stream)
                .findFirst());
    }

    private void leave(OpenPartition partition) {
        if (partition.isWhole()) {
            return;
        }
        PartitionPlan plan = partition.plan();
        open.remove(partition.name());
        doubt = doubt.or(plan::doubt);
        boolean atEnd = plan.isKnown() && plan.doubt().isEmpty() && !partition.isCutOff();
        if (settings.keeps() && atEnd && !ledger.hasFailedPages(partition.name())) {
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

    private void open(Partition partition) {
        OpenPartition opened = new OpenPartition(partition, settings.plan(partition.name(), ledger), ledger);
        known |= opened.plan().isKnown();
        open.put(partition.name(), opened);
    }

    private static OptionalLong plus(OptionalLong one, OptionalLong other) {
        return one.isPresent() && other.isPresent()
                ? OptionalLong.of(one.getAsLong() + other.getAsLong())
                : OptionalLong.empty();
    }
}
