package org.sakia.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the ledger says about a job to somebody who only looks. Immutable.
 *
 * @param expectedRecords what the source said it has when the last run ended
 * @param message         why the last run ended as it did; may be empty
 * @param failedPages     the first of its failed pages, in source order
 * @param holder          who took it and did not give it back
 * @param updatedAt       when its state changed last
 */
public record JobStatus(
        String job,
        JobState state,
        OptionalLong expectedRecords,
        String message,
        Totals totals,
        List<PageRow> failedPages,
        Optional<Holder> holder,
        Instant updatedAt) {

    /** Whether the last run ended without a word: its process was killed, or lost its power. */
    public boolean isKilled() {
        return state == JobState.RUNNING && holder.filter(Holder::mayBeAlive).isEmpty();
    }
}
