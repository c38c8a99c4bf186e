package org.sakia.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.sakia.config.JobOptions;
import org.sakia.config.SakiaConfig;
import org.sakia.job.ExportJob;
import org.sakia.job.RunMode;
import org.sakia.request.JobAbortedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code sakia check}. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Validates the configuration, makes one real request a job and prints the plan.")
final class CheckCommand implements Callable<Integer> {

    @ParentCommand
    private SakiaApp app;

    @Parameters(paramLabel = "JOB", description = "Jobs to check; all by default.")
    private List<String> jobs = List.of();

    @Override
    public Integer call() throws Exception {
        CommonOptions options = app.options();
        SakiaConfig config = Session.read(options.config(), options);
        config.jobs(jobs);
        try (Session session = Session.start(config, options.config(), options)) {
            List<Integer> codes = new ArrayList<>();
            for (JobOptions job : session.jobs(jobs)) {
                codes.add(check(session, job));
            }
            return ExitCode.worst(codes);
        }
    }

    /** Source and sink each have their say, so that both can be mended at once. */
    private static int check(Session session, JobOptions options) throws Exception {
        try (ExportJob job = session.prepare(options, RunMode.CHECK)) {
            int source = tell(options, () -> {
                System.out.println(PlanText.of(options, job.check(), job.tightestRate()));
                job.quotaLeft().ifPresent(left -> System.out.println("  quota: " + left));
            });
            int sink = tell(options, () -> job.checkSink()
                    .ifPresent(found -> System.out.println(options.name() + ": Kafka answers; " + found)));
            return ExitCode.worst(List.of(source, sink));
        }
    }

    private static int tell(JobOptions options, Look look) {
        try {
            look.run();
            return ExitCode.OK;
        } catch (JobAbortedException e) {
            System.out.println(options.name() + ": " + e.getMessage());
            return ExitCode.ABORTED;
        }
    }

    private interface Look {
        void run() throws JobAbortedException;
    }
}
