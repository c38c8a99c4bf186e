package org.sakia.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sakia.config.Options;
import org.sakia.config.RateSetting;
import org.sakia.config.Strategy;
import org.sakia.lab.Latency;
import org.sakia.lab.Limit;
import org.sakia.lab.Limiter;
import org.sakia.lab.Scenario;
import org.sakia.lab.review.ApiFacts;
import org.sakia.lab.review.Review;
import org.sakia.lab.review.ReviewPage;
import org.sakia.lab.review.ReviewTable;
import org.sakia.lab.review.StrategyChart;
import org.sakia.lab.review.StrategyRun;
import org.sakia.request.Rate;
import org.sakia.units.Durations;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code sakia lab}. */
@Command(
        name = "lab",
        mixinStandardHelpOptions = true,
        description = "Runs the ways of limiting one after the other against a simulated API like yours, and shows what"
                + " each does to the API and to the clock.")
final class LabCommand implements Callable<Integer> {

    private static final Path ROUTES = Path.of("routes");
    private static final Path STATE = Path.of(".sakia", "lab");
    private static final double REAL_TIME = 1;

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private SakiaApp app;

    @Option(
            names = "--latency",
            paramLabel = "MIN..MAX",
            description = "What a page takes; default: ${DEFAULT-VALUE}. A scenario may change it on the way.")
    private String latency = "8s..30s";

    @Option(names = "--limit", paramLabel = "N/P", description = "What the API allows; default: ${DEFAULT-VALUE}.")
    private String limit = "100/60s";

    @Option(
            names = "--limiter",
            paramLabel = "KIND",
            description = "How the API counts: ${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.")
    private Limiter limiter = Limiter.SLIDING;

    @Option(names = "--requests", paramLabel = "N", description = "Pages there are; default: ${DEFAULT-VALUE}.")
    private int requests = 1000;

    @Option(
            names = "--scenario",
            paramLabel = "NAME|FILE",
            description =
                    "article, speed-up, slow-down, shared-quota, strict-ban, faults, or a YAML file that says what"
                            + " the API is like; default: ${DEFAULT-VALUE}.")
    private String scenario = "article";

    @Option(names = "--strategy", paramLabel = "NAME,...", split = ",", description = "Which ones; default: all.")
    private List<String> strategies = List.of();

    @Option(
            names = "--workers",
            paramLabel = "N",
            description =
                    "Concurrency of the strategies that bound it; default: ${DEFAULT-VALUE}. Those with a rate size"
                            + " themselves.")
    private int workers = 10;

    @Option(
            names = "--scale",
            paramLabel = "X",
            description = "By how much time runs faster; default: ${DEFAULT-VALUE}.")
    private double scale = 60;

    @Option(names = "--real-time", description = "The same as --scale 1.")
    private boolean realTime;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Where the page with the pictures goes; default: ${DEFAULT-VALUE}.")
    private Path html = Path.of("sakia-lab.html");

    @Option(
            names = "--pictures",
            paramLabel = "FOLDER",
            description = "Also draws each strategy's picture into this folder, as SVG.")
    private Optional<Path> pictures = Optional.empty();

    @Override
    public Integer call() throws Exception {
        // The simulator does without, and newer JDKs warn of it.
        System.setProperty("io.netty.noUnsafe", "true");
        Scenario api = scenario();
        List<Strategy> wanted = wanted();
        checkScale(api);
        checkWritable("--html", html);
        app.options().report().ifPresent(report -> checkWritable("--report", report));
        LabRun lab = new LabRun(api, atLeast("--requests", requests), atLeast("--workers", workers), scale(), ROUTES);
        tell(api, wanted.size());
        List<StrategyRun> runs = new ArrayList<>();
        LabProgress progress = new LabProgress(requests, app.options().progress());
        for (Strategy strategy : wanted) {
            progress.begin(strategy);
            runs.add(lab.of(strategy, freshFolder(strategy), progress::tick));
            progress.end();
        }
        Review review = new Review(facts(api), runs);
        System.out.print(ReviewTable.of(review));
        Files.writeString(html, ReviewPage.html(review));
        if (pictures.isPresent()) {
            draw(review, Files.createDirectories(pictures.get()));
        }
        System.out.println("The pictures: " + html.toAbsolutePath().toUri());
        if (app.options().report().isPresent()) {
            LabReportFile.write(app.options().report().get(), review);
        }
        return ExitCode.OK;
    }

    private static void draw(Review review, Path folder) throws IOException {
        for (StrategyRun run : review.runs()) {
            Files.writeString(folder.resolve(run.strategy() + ".svg"), StrategyChart.svg(review.api(), run));
        }
    }

    private Scenario scenario() throws IOException {
        Optional<Scenario.Named> named = Scenario.Named.of(scenario);
        if (named.isPresent()) {
            return Scenario.of(
                    named.get(), latency(latency), Limit.of(rate(limit)).withKind(limiter), requests);
        }
        Path file = Path.of(scenario);
        if (!Files.isRegularFile(file)) {
            throw wrong("--scenario: '" + scenario + "' is neither a scenario ("
                    + Arrays.stream(Scenario.Named.values())
                            .map(Scenario.Named::word)
                            .collect(Collectors.joining(", "))
                    + ") nor a file");
        }
        try {
            return ScenarioFile.read(file);
        } catch (IllegalArgumentException e) {
            throw wrong(file + ": " + e.getMessage());
        }
    }

    private List<Strategy> wanted() {
        if (strategies.isEmpty()) {
            return List.of(Strategy.values());
        }
        return strategies.stream()
                .map(word -> Arrays.stream(Strategy.values())
                        .filter(strategy -> strategy.word().equals(word.strip()))
                        .findFirst()
                        .orElseThrow(() -> wrong("--strategy: '" + word + "' is none; take some of "
                                + Arrays.stream(Strategy.values())
                                        .map(Strategy::word)
                                        .collect(Collectors.joining(",")))))
                .distinct()
                .toList();
    }

    private Latency latency(String text) {
        try {
            return ScenarioFile.latency(text);
        } catch (IllegalArgumentException e) {
            throw wrong("--latency: " + e.getMessage() + "; write 8s..30s, or 500ms");
        }
    }

    private Rate rate(String text) {
        RateSetting setting;
        try {
            setting = Options.RATE.parse(text);
        } catch (IllegalArgumentException e) {
            throw wrong("--limit: " + e.getMessage());
        }
        List<Rate> rates = setting.rates();
        if (rates.size() != 1 || setting.auto()) {
            throw wrong("--limit: the lab takes one limit, such as 100/60s");
        }
        return rates.get(0);
    }

    private int atLeast(String option, int value) {
        if (value < 1) {
            throw wrong(option + ": " + value + " is out of range; write 1 or more");
        }
        return value;
    }

    private double scale() {
        if (scale < REAL_TIME) {
            throw wrong("--scale: " + scale + " is out of range; write 1 or more");
        }
        return realTime ? REAL_TIME : scale;
    }

    private void checkScale(Scenario api) {
        try {
            api.profile(1, scale());
        } catch (IllegalArgumentException e) {
            throw wrong("--scale: at " + scale() + " times the speed " + e.getMessage() + "; take a smaller one");
        }
    }

    /** Before the runs, which take minutes and would be lost. */
    private void checkWritable(String option, Path file) {
        try {
            Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
            if (Files.isWritable(folder) && !Files.isDirectory(file)) {
                return;
            }
        } catch (IOException e) {
            // The sentence below says it.
        }
        throw wrong(option + ": " + file + " cannot be written; name a file in a folder of yours");
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }

    private void tell(Scenario api, int count) {
        System.out.printf(
                Locale.ROOT,
                "%d strategies, %,d requests each, against an API that takes %s to %s a page and allows %s (%s, %s).%n",
                count,
                requests,
                Durations.text(api.fastest()),
                Durations.text(api.slowest()),
                api.rate().text(),
                api.limit().kind().name().toLowerCase(Locale.ROOT),
                api.name());
        if (scale() > REAL_TIME) {
            System.out.printf(
                    Locale.ROOT, "Time runs %.0f times faster here; all figures are the API's own time.%n", scale());
        }
    }

    private ApiFacts facts(Scenario api) {
        return new ApiFacts(
                api.name(),
                api.fastest(),
                api.slowest(),
                api.rate(),
                api.limit().kind(),
                api.limit().strict(),
                api.limit().banAfter(),
                requests,
                workers,
                scale());
    }

    private static Path freshFolder(Strategy strategy) throws IOException {
        Path folder = STATE.resolve(strategy.word());
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).forEach(LabCommand::delete);
            }
        }
        return Files.createDirectories(folder);
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
