package org.sakia.ledger;

import java.util.Locale;

/** How a job stands: what its last run ended with, in the words of the report. */
public enum JobState {
    /** Taken once, nothing run yet. */
    NEW,
    /** A run is on, or was killed. */
    RUNNING,
    COMPLETE,
    /** A run that was told to export a few pages only has done so. */
    TRIAL,
    FAILED_PAGES,
    ABORTED,
    COUNT_DIFFERS,
    PAUSED,
    INTERRUPTED,
    ERROR;

    /** The state as the report and the ledger write it: {@code failed-pages}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Reads what {@link #word} writes.
     *
     * @throws IllegalArgumentException if there is no such state
     */
    public static JobState ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
