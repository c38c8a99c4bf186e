package org.sakia.cli;

import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.sakia.config.ConfigLoader;
import org.sakia.config.SakiaConfig;
import org.sakia.job.JobReport;
import org.sakia.lab.ApiProfile;
import org.sakia.lab.ApiSimulator;
import org.sakia.lab.Faults;
import org.sakia.lab.Limit;
import org.sakia.lab.Referee;
import org.sakia.request.Rate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code sakia demo}. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Starts the built-in API simulator and exports it: the first thing to try.")
final class DemoCommand implements Callable<Integer> {

    private static final double SCALE = 20;
    private static final Duration PERIOD = Duration.ofSeconds(3);
    private static final int RECORDS = 50_000;
    private static final int PAGE_SIZE = 50;
    private static final Rate REAL_RATE = new Rate(100, Duration.ofSeconds(60));
    private static final Duration REAL_FASTEST = Duration.ofSeconds(8);
    private static final Duration REAL_SLOWEST = Duration.ofSeconds(30);
    private static final Path STATE = Path.of(".sakia", "demo");

    private static final int MOST_PORT = 65_535;

    @ParentCommand
    private SakiaApp app;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--serve",
            paramLabel = "PORT",
            description =
                    "Only serves the simulator on this port of 127.0.0.1, until it is stopped: an API to try check and"
                            + " run on.")
    private int port;

    @Override
    public Integer call() throws Exception {
        // The simulator does without, and newer JDKs warn of it.
        System.setProperty("io.netty.noUnsafe", "true");
        return port == 0 ? export() : serve();
    }

    private int export() throws Exception {
        app.options().check();
        try {
            Files.createDirectories(STATE);
        } catch (IOException e) {
            System.err.println(
                    "The demo cannot write into this folder (" + e + "); go to one of yours, and try again.");
            return ExitCode.ABORTED;
        }
        try (ApiSimulator api = ApiSimulator.start(profile())) {
            System.out.printf(
                    Locale.ROOT,
                    "An API at %s: %,d records, at most 100 requests a minute, 8 to 30 s a page.%n"
                            + "Time runs %.0f times faster here: 100 requests in 3 s, 0.4 to 1.5 s a page.%n%n",
                    api.uri(),
                    RECORDS,
                    SCALE);
            Path file = configuration(api);
            SakiaConfig config = Session.read(file, app.options());
            try (Session session = Session.start(config, file, app.options())) {
                List<JobReport> reports = new JobRun(session, app.options()).run(List.of(), false, true);
                tell(api.referee(), file);
                return JobRun.exitCode(reports);
            }
        }
    }

    private int serve() throws InterruptedException {
        try (ApiSimulator api = simulator()) {
            CountDownLatch stopped = new CountDownLatch(1);
            StopSignals.install(stopped::countDown);
            System.out.println("Serving " + api.uri()
                    + " (also /orders/cursor, /orders/link, /orders/next and POST /orders/search), at most 100 requests"
                    + " in 3 seconds; Ctrl-C ends it.");
            stopped.await();
            return ExitCode.OK;
        }
    }

    private ApiSimulator simulator() {
        if (port < 1 || port > MOST_PORT) {
            throw new ParameterException(spec.commandLine(), "--serve is 1 to " + MOST_PORT + ", not " + port);
        }
        try {
            return ApiSimulator.start(profile(), port);
        } catch (IllegalStateException e) {
            Throwable bind = e;
            while (bind.getCause() != null) {
                bind = bind.getCause();
            }
            if (bind instanceof SocketException) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--serve: port " + port + " cannot be used (" + bind.getMessage() + "); name another one",
                        e);
            }
            throw e;
        }
    }

    private static ApiProfile profile() {
        return ApiProfile.builder()
                .total(RECORDS)
                .latency(REAL_FASTEST, REAL_SLOWEST)
                .limit(Limit.of(REAL_RATE).withHeaders())
                .faults(Faults.NONE.withServerError(0.01).withReset(0.005).withTruncated(0.005))
                .build()
                .scaled(SCALE);
    }

    private static Path configuration(ApiSimulator api) throws IOException {
        Path file = STATE.resolve("demo.properties");
        Files.writeString(
                file,
                """
                # Written by sakia demo for its simulator.
                sakia.state = .sakia/demo
                sakia.job.demo.url = %s
                sakia.job.demo.rate = 100/3s
                sakia.job.demo.rate-margin = 150ms
                sakia.job.demo.page-size = %d
                sakia.job.demo.records = results
                sakia.job.demo.total = count
                sakia.job.demo.retry-delay = 100ms
                sakia.job.demo.timeout = 10s
                """
                        .formatted(api.uri(), PAGE_SIZE));
        return file;
    }

    private static void tell(Referee referee, Path file) {
        System.out.printf(
                Locale.ROOT,
                """

                What the API saw: %,d requests, at most %d in any 3 seconds of the 100 allowed, %d refused (429).
                The records lie in out/demo, one JSON record a line; the configuration was %s.

                Next, your own API. Put five lines like these into application.properties:

                %s

                then ./sakia check, and ./sakia run.
                """,
                referee.arrivals(),
                referee.peakInAnyWindow(PERIOD),
                referee.throttled(),
                file,
                String.join(
                        "\n",
                        ConfigLoader.FIVE_LINES.stream()
                                .map(line -> "    " + line)
                                .toList()));
    }
}
