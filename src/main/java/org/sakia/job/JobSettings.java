package org.sakia.job;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.sakia.config.JobOptions;
import org.sakia.config.Secrets;

/**
 * What a run needs beside the job's options.
 *
 * @param state   folder of ledger and temp files
 * @param secrets masks what is logged or stored
 * @param mode    what the run does beyond the configuration
 * @param others  finds the options of another job by its name, for {@code partition-from}
 */
public record JobSettings(Path state, Secrets secrets, RunMode mode, Function<String, Optional<JobOptions>> others) {

    /** There are no other jobs. */
    public JobSettings(Path state, Secrets secrets, RunMode mode) {
        this(state, secrets, mode, name -> Optional.empty());
    }
}
