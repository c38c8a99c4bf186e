package org.sakia.ledger;

import java.util.Optional;

/**
 * What a page of an incremental job has beside its records. Immutable.
 *
 * @param highest the highest value of {@code incremental-field} in it, as it was written; empty if no record has one
 * @param skipped records that were left out because an earlier round has delivered them
 */
public record Increment(Optional<String> highest, long skipped) {

    /** Of a job that is not incremental. */
    public static final Increment NONE = new Increment(Optional.empty(), 0);
}
