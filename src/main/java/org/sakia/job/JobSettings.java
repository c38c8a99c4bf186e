package org.sakia.job;

import java.nio.file.Path;
import org.sakia.config.Secrets;

/**
 * What a run needs beside the job's options.
 *
 * @param state   folder of ledger and temp files
 * @param secrets masks what is logged or stored
 * @param mode    what the run does beyond the configuration
 */
public record JobSettings(Path state, Secrets secrets, RunMode mode) {}
