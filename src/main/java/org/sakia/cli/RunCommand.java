package org.sakia.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.sakia.config.SakiaConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code sakia run}. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Exports; goes on by itself where an earlier run stopped.")
final class RunCommand implements Callable<Integer> {

    @ParentCommand
    private SakiaApp app;

    @Parameters(paramLabel = "JOB", description = "Jobs to run; all by default. They run side by side.")
    private List<String> jobs = List.of();

    @Override
    public Integer call() throws Exception {
        return run(app.options(), jobs, false);
    }

    static int run(CommonOptions options, List<String> jobs, boolean retryFailed) throws Exception {
        options.check();
        SakiaConfig config = Session.read(options.config(), options);
        config.jobs(jobs);
        try (Session session = Session.start(config, options.config(), options)) {
            return JobRun.exitCode(new JobRun(session, options).run(jobs, retryFailed, options.fresh()));
        }
    }
}
