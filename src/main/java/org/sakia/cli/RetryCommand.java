package org.sakia.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code sakia retry}. */
@Command(
        name = "retry",
        mixinStandardHelpOptions = true,
        description = "Takes failed pages up again, and whatever else is missing.")
final class RetryCommand implements Callable<Integer> {

    @ParentCommand
    private SakiaApp app;

    @Parameters(paramLabel = "JOB", description = "Jobs to retry; all by default.")
    private List<String> jobs = List.of();

    @Override
    public Integer call() throws Exception {
        return RunCommand.run(app.options(), jobs, true);
    }
}
