package org.sakia.cli;

import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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

/** {@code sakia preview}. */
@Command(
        name = "preview",
        mixinStandardHelpOptions = true,
        description = "Prints the first records of a job's first page, from one request; nothing is written.")
final class PreviewCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private SakiaApp app;

    @Parameters(arity = "0..1", paramLabel = "JOB", description = "Job to look at; needed if there are several.")
    private Optional<String> name = Optional.empty();

    @Option(names = "-n", paramLabel = "N", description = "Records to print; default: ${DEFAULT-VALUE}.")
    private long records = 5;

    @Option(names = "--pretty", description = "Prints records over several lines, indented.")
    private boolean pretty;

    @Override
    public Integer call() throws Exception {
        if (records < 1) {
            throw new ParameterException(spec.commandLine(), "-n is 1 or more, not " + records);
        }
        CommonOptions options = app.options();
        SakiaConfig config = Session.read(options.config(), options);
        JobOptions job = chosen(config.jobs(name.stream().toList()));
        try (Session session = Session.start(config, options.config(), options);
                ExportJob asking = session.prepare(job, RunMode.CHECK)) {
            return show(asking);
        }
    }

    private JobOptions chosen(List<JobOptions> jobs) {
        if (jobs.size() > 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "preview shows one job; say which: "
                            + jobs.stream().map(JobOptions::name).collect(Collectors.joining(", ")));
        }
        return jobs.get(0);
    }

    private int show(ExportJob job) throws Exception {
        OutputStream out = pretty ? new Indented(System.out) : System.out;
        try {
            long onPage = job.check().preview(records, out);
            out.flush();
            System.err.println(
                    onPage == 0
                            ? job.name() + ": the first page has no records"
                            : String.format(
                                    Locale.ROOT,
                                    "%s: %,d of the %,d records of the first page",
                                    job.name(),
                                    Math.min(records, onPage),
                                    onPage));
            return ExitCode.OK;
        } catch (JobAbortedException e) {
            System.err.println(job.name() + ": " + e.getMessage());
            return ExitCode.of(e);
        }
    }
}
