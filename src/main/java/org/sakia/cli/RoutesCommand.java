package org.sakia.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.camel.impl.DefaultCamelContext;
import org.sakia.config.JobOptions;
import org.sakia.config.SakiaConfig;
import org.sakia.job.LoadedRoutes;
import org.sakia.job.RouteFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code sakia routes}. */
@Command(
        name = "routes",
        mixinStandardHelpOptions = true,
        description = "Prints the routes of jobs as they run, as YAML with secrets masked, and where each comes from.")
final class RoutesCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private SakiaApp app;

    @Parameters(paramLabel = "JOB", description = "Jobs to look at; all by default.")
    private List<String> jobs = List.of();

    @Option(
            names = "--copy",
            description = "Writes the packed route files into ./routes for editing instead; overwrites none.")
    private boolean copy;

    @Override
    public Integer call() throws IOException {
        return copy ? copy() : print();
    }

    private int copy() {
        if (!jobs.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--copy writes the routes of all jobs; name none");
        }
        try {
            RouteCopies.write(Session.ROUTES).forEach(System.out::println);
            return ExitCode.OK;
        } catch (IOException e) {
            System.err.println("The route files cannot be written: " + e);
            return ExitCode.ABORTED;
        }
    }

    private int print() throws IOException {
        CommonOptions options = app.options();
        Path file = options.config();
        SakiaConfig config = Session.read(file, options);
        List<JobOptions> wanted = config.jobs(jobs);
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            CamelKeys.give(context.getPropertiesComponent(), file, options.properties());
            LoadedRoutes loaded = RouteFiles.load(context, Session.ROUTES, Session.strategies(config));
            System.out.print(RoutesText.of(loaded, wanted, config.secrets()));
            return ExitCode.OK;
        }
    }
}
