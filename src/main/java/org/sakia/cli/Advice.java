package org.sakia.cli;

import java.util.Optional;
import org.sakia.ledger.JobState;

/** Which command goes on with a job that has ended. The job itself knows of none: it may be part of an application. */
final class Advice {

    private Advice() {}

    /** Half a sentence; empty where the job's own message says what there is to do. */
    static Optional<String> on(JobState state, long failedPages) {
        return switch (state) {
            case FAILED_PAGES ->
                Optional.of(failedPages == 1 ? "retry takes it up again" : "retry takes them up again");
            case TRIAL -> Optional.of("run without --max-pages for all");
            default -> Optional.empty();
        };
    }
}
