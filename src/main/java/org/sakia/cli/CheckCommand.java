package org.sakia.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.sakia.config.JobOptions;
import org.sakia.config.SakiaConfig;
import org.sakia.job.ExportJob;
import org.sakia.job.RunMode;
import org.sakia.request.JobAbortedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code sakia check}. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Validates the configuration, makes one real request a job and prints the plan.",
            "With --url it needs no configuration: it looks at an API with three requests at most and prints a job for"
                    + " it."
        })
final class CheckCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private SakiaApp app;

    @Option(names = "--url", paramLabel = "URL", description = "Looks at this list of an API and prints a job for it.")
    private Optional<String> url = Optional.empty();

    @Option(
            names = "--header",
            paramLabel = "'NAME: VALUE'",
            description = "Sent with --url's requests; never printed. Repeatable.")
    private List<String> headers = List.of();

    @Parameters(paramLabel = "JOB", description = "Jobs to check; all by default.")
    private List<String> jobs = List.of();

    @Override
    public Integer call() throws Exception {
        if (url.isPresent()) {
            return look(url.get());
        }
        if (!headers.isEmpty()) {
            throw refused("--header belongs to --url; a job's headers stand in its configuration");
        }
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

    private int look(String address) throws Exception {
        if (!jobs.isEmpty()) {
            throw refused("--url looks at an API that is no job yet; leave out " + String.join(", ", jobs));
        }
        UrlCheck look;
        try {
            look = UrlCheck.of(address, headers, app.options());
        } catch (IllegalArgumentException e) {
            throw refused(e.getMessage());
        }
        return look.run();
    }

    private ParameterException refused(String why) {
        return new ParameterException(spec.commandLine(), why);
    }

    /** Source and sink each have their say, so that both can be mended at once. */
    private static int check(Session session, JobOptions options) throws Exception {
        try (ExportJob job = session.prepare(options, RunMode.CHECK)) {
            int source = tell(options, () -> {
                System.out.println(PlanText.of(
                        options, job.check().firstPage(), job.limit().tightestRate()));
                job.limit().quotaLeft().ifPresent(left -> System.out.println("  quota: " + left));
            });
            int sink = tell(options, () -> job.check()
                    .sink()
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
            return ExitCode.of(e);
        }
    }

    private interface Look {
        void run() throws JobAbortedException;
    }
}
