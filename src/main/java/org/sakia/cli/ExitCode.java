package org.sakia.cli;

import java.util.Collection;
import java.util.List;
import org.sakia.ledger.JobState;
import org.sakia.request.JobAbortedException;
import org.sakia.request.JobPausedException;

/** The exit codes of the launcher. */
final class ExitCode {

    static final int OK = 0;
    static final int ERROR = 1;
    static final int USAGE = 2;
    static final int FAILED_PAGES = 3;
    static final int ABORTED = 4;
    static final int COUNT_DIFFERS = 5;
    static final int PAUSED = 6;
    static final int INTERRUPTED = 130;

    private static final List<Integer> WORST_FIRST =
            List.of(INTERRUPTED, ERROR, ABORTED, FAILED_PAGES, COUNT_DIFFERS, PAUSED, OK);

    private ExitCode() {}

    static int of(JobState state) {
        return switch (state) {
            case NEW, RUNNING, ERROR -> ERROR;
            case COMPLETE, TRIAL -> OK;
            case FAILED_PAGES -> FAILED_PAGES;
            case ABORTED -> ABORTED;
            case COUNT_DIFFERS -> COUNT_DIFFERS;
            case PAUSED -> PAUSED;
            case INTERRUPTED -> INTERRUPTED;
        };
    }

    /** The code of a job that ended for a reason outside it, without a run. */
    static int of(JobAbortedException end) {
        return end instanceof JobPausedException ? PAUSED : ABORTED;
    }

    /** The code of several jobs: whoever interrupted knows, else the worst. */
    static int worst(Collection<Integer> codes) {
        return WORST_FIRST.stream().filter(codes::contains).findFirst().orElse(OK);
    }
}
