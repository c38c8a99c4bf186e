package org.sakia.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The options that every command understands, before or after its name. */
final class CommonOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "Configuration; default: ${DEFAULT-VALUE} in the working directory.")
    private Path config = Path.of("application.properties");

    @Option(
            names = "-P",
            paramLabel = "KEY=VALUE",
            scope = ScopeType.INHERIT,
            description = "Sets a configuration key, before any other source. Repeatable.")
    private Map<String, String> properties = new LinkedHashMap<>();

    @Option(
            names = "--report",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "Writes the run's summary as JSON.")
    private Optional<Path> report = Optional.empty();

    @Option(
            names = "--fresh",
            scope = ScopeType.INHERIT,
            description = "Forgets the ledger of these jobs and deletes the files it lists, no others.")
    private boolean fresh;

    @Option(
            names = "--max-pages",
            paramLabel = "N",
            scope = ScopeType.INHERIT,
            description = "Exports N pages only, for a trial.")
    private Optional<Long> mostPages = Optional.empty();

    @Option(names = "--no-progress", scope = ScopeType.INHERIT, description = "Shows no progress line.")
    private boolean noProgress;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Shows what the log file gets on the console, too.")
    private boolean verbose;

    Path config() {
        return config;
    }

    Map<String, String> properties() {
        return Map.copyOf(properties);
    }

    Optional<Path> report() {
        return report;
    }

    boolean fresh() {
        return fresh;
    }

    /**
     * Refuses what could not be done after a run.
     *
     * @throws ParameterException that names the option
     */
    void check() {
        mostPages.filter(pages -> pages < 1).ifPresent(pages -> {
            throw refused("--max-pages is 1 or more, not " + pages);
        });
        report.filter(file -> !isWritable(file)).ifPresent(file -> {
            throw refused("--report: the file " + file + " cannot be written");
        });
    }

    private ParameterException refused(String why) {
        return new ParameterException(spec.commandLine(), why);
    }

    private static boolean isWritable(Path file) {
        Path ancestor = file.toAbsolutePath().normalize();
        if (Files.exists(ancestor)) {
            return !Files.isDirectory(ancestor) && Files.isWritable(ancestor);
        }
        while (!Files.exists(ancestor)) {
            ancestor = ancestor.getParent();
        }
        return Files.isDirectory(ancestor) && Files.isWritable(ancestor);
    }

    OptionalLong mostPages() {
        return mostPages.map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    boolean progress() {
        return !noProgress;
    }

    boolean verbose() {
        return verbose;
    }
}
