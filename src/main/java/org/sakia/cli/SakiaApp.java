package org.sakia.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import org.sakia.config.ConfigException;
import org.sakia.job.RouteFileException;
import org.sakia.ledger.FingerprintChangedException;
import org.sakia.ledger.JobLockedException;
import org.sakia.ledger.LedgerException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The application: the command line around the library. */
@Command(
        name = "sakia",
        mixinStandardHelpOptions = true,
        versionProvider = SakiaApp.Version.class,
        description = {
            "Exports all records of a paginated, rate-limited HTTP API, once each, at the rate the API allows.",
            ""
        },
        subcommands = {
            DemoCommand.class,
            CheckCommand.class,
            PreviewCommand.class,
            RunCommand.class,
            StatusCommand.class,
            RetryCommand.class,
            RoutesCommand.class,
            LabCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all delivered",
            "1:internal error",
            "2:usage or configuration error",
            "3:ended with failed pages",
            "4:stopped by the source or the sink",
            "5:expected and delivered counts differ",
            "6:paused by a used-up quota",
            "130:stopped by a signal"
        })
public final class SakiaApp implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions options;

    CommonOptions options() {
        return options;
    }

    /** Runs one command and exits with its code. */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    static int run(String... args) {
        StopSignals.exitAtOnce();
        Logs.quiet();
        return new CommandLine(new SakiaApp())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(100)
                .setExecutionExceptionHandler((problem, command, parsed) -> explain(problem))
                .execute(args);
    }

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(),
                "Say what to do: demo, check, preview, run, status, retry, routes or lab; the first thing to try is demo.");
    }

    private static int explain(Exception problem) {
        if (problem instanceof ConfigException config) {
            System.err.println("The configuration cannot be used:");
            config.problems().forEach(line -> System.err.println("  " + line));
            return ExitCode.USAGE;
        }
        if (problem instanceof FingerprintChangedException || problem instanceof RouteFileException) {
            System.err.println(sentence(problem));
            return ExitCode.USAGE;
        }
        if (problem instanceof JobLockedException || problem instanceof LedgerException) {
            System.err.println(sentence(problem));
            return ExitCode.ABORTED;
        }
        // By the log, which takes secrets out of what an exception quotes.
        LoggerFactory.getLogger(SakiaApp.class).error("Internal error: {}; the log has the details", problem, problem);
        return ExitCode.ERROR;
    }

    private static String sentence(Exception problem) {
        String message = problem.getMessage();
        return message.substring(0, 1).toUpperCase(Locale.ROOT) + message.substring(1);
    }

    /** Version of the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = SakiaApp.class.getPackage().getImplementationVersion();
            return new String[] {"sakia " + (version == null ? "(development)" : version)};
        }
    }
}
