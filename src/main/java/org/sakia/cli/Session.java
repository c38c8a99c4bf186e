package org.sakia.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;
import org.apache.camel.StartupSummaryLevel;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.sakia.config.ConfigException;
import org.sakia.config.ConfigLoader;
import org.sakia.config.JobOptions;
import org.sakia.config.Options;
import org.sakia.config.Problem;
import org.sakia.config.SakiaConfig;
import org.sakia.config.Strategy;
import org.sakia.job.ExportJob;
import org.sakia.job.FreshStart;
import org.sakia.job.JobEnd;
import org.sakia.job.JobReport;
import org.sakia.job.JobSettings;
import org.sakia.job.LoadedRoutes;
import org.sakia.job.RouteFiles;
import org.sakia.job.RouteWatch;
import org.sakia.job.RunMode;
import org.sakia.ledger.JobLedger;
import org.sakia.ledger.JobState;
import org.sakia.ledger.Ledger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One command's Camel Main application, with the configuration read, the ledger open and the routes loaded. */
final class Session implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Session.class);
    static final Path ROUTES = Path.of("routes");

    private static final Duration WATCH_EVERY = Duration.ofMillis(500);
    private static final Duration BEYOND_STOP = Duration.ofSeconds(15);

    private final SakiaConfig config;
    private final Main main;
    private final LoadedRoutes routes;
    private final Ledger ledger;

    private Session(SakiaConfig config, Main main, LoadedRoutes routes, Ledger ledger) {
        this.config = config;
        this.main = main;
        this.routes = routes;
        this.ledger = ledger;
    }

    /** Reads the configuration; nothing is started. */
    static SakiaConfig read(Path file, CommonOptions options) throws IOException {
        try (DefaultCamelContext placeholders = new DefaultCamelContext(false)) {
            CamelKeys.give(placeholders.getPropertiesComponent(), file, options.properties());
            placeholders.init();
            return ConfigLoader.load(
                    file,
                    options.properties(),
                    System.getenv(),
                    System.getProperties(),
                    placeholders::resolvePropertyPlaceholders);
        }
    }

    /** Opens the ledger and starts Camel for a configuration that was read. */
    static Session start(SakiaConfig config, Path file, CommonOptions options) throws Exception {
        Logs.configure(config.state(), options.verbose(), config.secrets()::mask);
        Ledger ledger = Ledger.open(config.state());
        Main main = new Main();
        try {
            main.setPropertyPlaceholderLocations("false");
            main.setInitialProperties(CamelKeys.of(file));
            options.properties().forEach(main::addOverrideProperty);
            main.configure()
                    .withName("sakia")
                    .withRoutesIncludePattern("false")
                    .withAutoConfigurationLogSummary(false)
                    .withShutdownTimeout(
                            (int) longestStop(config).plus(BEYOND_STOP).toSeconds());
            main.configure().setStartupSummaryLevel(StartupSummaryLevel.Off);
            startCamel(main, file, config.secrets()::mask);
            LoadedRoutes routes = RouteFiles.load(main.getCamelContext(), ROUTES, strategies(config));
            return new Session(config, main, routes, ledger);
        } catch (Exception e) {
            ledger.close();
            main.stop();
            throw e;
        }
    }

    /**
     * Nothing of ours runs yet, so what keeps Camel from starting are its own keys.
     *
     * @throws ConfigException with the reason
     */
    private static void startCamel(Main main, Path file, UnaryOperator<String> mask) {
        try {
            main.start();
        } catch (Exception e) {
            LOG.info("Camel does not start", e);
            Throwable root = e;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            throw new ConfigException(List.of(new Problem(
                    "camel.*",
                    file.toString(),
                    "Camel does not start with these keys: " + root.getClass().getSimpleName() + ": "
                            + mask.apply(String.valueOf(root.getMessage())))));
        }
    }

    SakiaConfig config() {
        return config;
    }

    CamelContext context() {
        return main.getCamelContext();
    }

    /**
     * The jobs of these names, all if there are none.
     *
     * @throws org.sakia.config.ConfigException if a name is not known
     */
    List<JobOptions> jobs(Collection<String> names) {
        return config.jobs(names);
    }

    private Optional<JobOptions> job(String name) {
        return config.jobs().stream().filter(job -> job.name().equals(name)).findFirst();
    }

    /** The report of a job that cannot be taken: what the ledger knows, and why. */
    <E extends Exception> JobReport refused(JobOptions options, E why) throws E {
        JobEnd end = new JobEnd(JobState.ABORTED, why.getMessage());
        return Ledger.status(config.state(), List.of(options.name()), 0).stream()
                .findFirst()
                .map(known -> JobReport.notRun(options, end, known.expectedRecords(), known.totals()))
                .orElseThrow(() -> why);
    }

    /**
     * Where the configuration asks for it, takes edited routes over while these jobs run.
     *
     * @param news hears of edits that work
     */
    Optional<RouteWatch> watch(List<ExportJob> jobs, Consumer<String> news) {
        return config.watch()
                ? Optional.of(RouteWatch.start(context(), routes, jobs, WATCH_EVERY, config.secrets()::mask, news))
                : Optional.empty();
    }

    /** Takes a job for this process and prepares its run. */
    ExportJob prepare(JobOptions options, RunMode mode) throws IOException {
        // A check leaves nothing behind, so it may look at a configuration that a run would refuse.
        JobLedger taken = mode.fresh() || mode.check()
                ? ledger.takeAnew(options.name(), options.fingerprint())
                : ledger.take(options.name(), options.fingerprint());
        try {
            if (mode.fresh()) {
                FreshStart.forget(options, taken);
            }
            return new ExportJob(
                    context(), options, taken, new JobSettings(config.state(), config.secrets(), mode, this::job));
        } catch (RuntimeException | IOException e) {
            taken.close();
            throw e;
        }
    }

    @Override
    public void close() {
        main.stop();
        ledger.close();
    }

    static List<Strategy> strategies(SakiaConfig config) {
        return config.jobs().stream().map(job -> job.get(Options.STRATEGY)).toList();
    }

    private static Duration longestStop(SakiaConfig config) {
        return config.jobs().stream()
                .map(job -> job.get(Options.STOP_TIMEOUT))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }
}
