package org.sakia.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.sakia.config.Strategy;
import org.sakia.lab.ApiSimulator;
import org.sakia.lab.Referee;
import org.sakia.lab.Scenario;
import org.sakia.lab.review.Figures;
import org.sakia.lab.review.StrategyRun;
import org.sakia.request.Rate;
import org.sakia.units.Durations;

/**
 * One strategy in a process of its own against an API of its own.
 *
 * @param scenario the API
 * @param requests pages there are
 * @param workers  concurrency of the strategies that bound nothing else
 * @param scale    by how much time runs faster
 * @param routes   folder of routes of the user's own
 */
record LabRun(Scenario scenario, int requests, int workers, double scale, Path routes) {

    private static final int PAGE_SIZE = 10;
    private static final int ENOUGH = 100;
    private static final double TOO_LONG = 5;
    private static final int BANNED = 403;
    private static final Duration TICK = Duration.ofMillis(250);
    private static final Duration ATTEMPT = Duration.ofSeconds(120);

    /** At a great scale the machine's own pauses must not look like the API's. */
    private static final Duration LEAST_ATTEMPT = Duration.ofSeconds(10);

    private static final double MIB = 1024 * 1024;

    /**
     * Runs it.
     *
     * @param folder for what the process writes; empty
     * @param ticks  told now and then how many requests have come so far
     * @throws IOException if the process cannot be run, or ends without a result
     */
    StrategyRun of(Strategy strategy, Path folder, LongConsumer ticks) throws IOException, InterruptedException {
        boolean cut = takesTooLong(strategy);
        int pages = cut ? ENOUGH : requests;
        try (ApiSimulator api = ApiSimulator.start(scenario.profile((long) requests * PAGE_SIZE, scale))) {
            configure(strategy, api, folder);
            long startNanos = System.nanoTime();
            long startMillis = System.currentTimeMillis();
            run(folder, cut ? ENOUGH : 0, api.referee(), ticks);
            JsonNode result = new ObjectMapper().readTree(Files.readAllBytes(folder.resolve(LabProbe.RESULT)));
            long[] arrivals = api.referee().arrivalsNanos();
            if (arrivals.length == 0) {
                throw new IOException(strategy.word() + " made no request: "
                        + result.path("message").asText());
            }
            double firstRecord = result.path("first_record_ms").asLong() == 0
                    ? 0
                    : (result.path("first_record_ms").asLong() - startMillis) / 1e3 - (arrivals[0] - startNanos) / 1e9;
            return new StrategyRun(
                    strategy.word(),
                    figures(api.referee(), result, pages, cut, firstRecord * scale),
                    seconds(arrivals, arrivals[0]),
                    seconds(api.referee().departuresNanos(), arrivals[0]));
        }
    }

    private boolean takesTooLong(Strategy strategy) {
        double alone = requests * meanLatency();
        return strategy == Strategy.SEQUENTIAL && requests > ENOUGH && alone > TOO_LONG * ideal(requests);
    }

    private double meanLatency() {
        return (scenario.latency().min().toNanos() + scenario.latency().max().toNanos()) / 2e9;
    }

    private double ideal(int pages) {
        return pages / scenario.rate().perSecond() + meanLatency();
    }

    private void configure(Strategy strategy, ApiSimulator api, Path folder) throws IOException {
        Rate rate = scenario.rate();
        Properties job = new Properties();
        job.setProperty("url", api.uri().toString());
        job.setProperty("strategy", strategy.word());
        job.setProperty("rate", strategy.hasRate() ? new Rate(rate.requests(), scaled(rate.period())).text() : "none");
        if (!strategy.hasRate()) {
            job.setProperty("workers", Integer.toString(workers));
        }
        job.setProperty("page-size", Integer.toString(PAGE_SIZE));
        job.setProperty("retry-delay", text(Duration.ofSeconds(1)));
        job.setProperty("retry-max-delay", text(Duration.ofMinutes(5)));
        job.setProperty(
                "timeout",
                Durations.text(longest(
                        LEAST_ATTEMPT,
                        scaled(longest(ATTEMPT, scenario.slowest().multipliedBy(4))))));
        job.setProperty("out", folder.resolve("out").toString());
        try (OutputStream out = Files.newOutputStream(folder.resolve("job.properties"))) {
            job.store(out, "Written by sakia lab.");
        }
    }

    private static Duration longest(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private String text(Duration real) {
        return Durations.text(Duration.ofMillis(Math.max(10, scaled(real).toMillis())));
    }

    private Duration scaled(Duration real) {
        // Up, so that what the strategy is told is never more than the API allows.
        return Duration.ofMillis((long) Math.ceil(real.toNanos() / 1e6 / scale));
    }

    private void run(Path folder, int mostPages, Referee referee, LongConsumer ticks)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LabProbe.class.getName(),
                folder.toString(),
                routes.toString(),
                Integer.toString(mostPages)));
        File output = folder.resolve("output").toFile();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
        try {
            while (!process.waitFor(TICK.toMillis(), TimeUnit.MILLISECONDS)) {
                ticks.accept(referee.arrivals());
            }
        } finally {
            process.destroyForcibly();
        }
        if (!Files.exists(folder.resolve(LabProbe.RESULT))) {
            throw new IOException("the process ended with " + process.exitValue() + " and without a result; it said: "
                    + Files.readString(output.toPath()).strip());
        }
    }

    private Figures figures(Referee referee, JsonNode result, int pages, boolean cut, double firstRecord) {
        Duration period = scaled(scenario.rate().period());
        long[] arrivals = referee.arrivalsNanos();
        long[] departures = referee.departuresNanos();
        long last = departures.length == 0 ? arrivals[arrivals.length - 1] : departures[departures.length - 1];
        double wall = (last - arrivals[0]) / 1e9 * scale;
        double more = cut ? (double) requests / pages : 1;
        double perPeriod = referee.perPeriod(period);
        return new Figures(
                Math.round(arrivals.length * more),
                wall * more,
                ideal(requests),
                perPeriod / scenario.rate().requests(),
                referee.peakInAnyWindow(period),
                referee.throttled(),
                scenario.limit().banAfter() > 0 && referee.statuses().containsKey(BANNED),
                Math.round((pages - result.path("delivered_pages").asLong()) * more),
                referee.peakInFlight(),
                result.path("heap_bytes").asLong() / MIB,
                firstRecord,
                perPeriod,
                cut);
    }

    private double[] seconds(long[] nanos, long from) {
        return Arrays.stream(nanos).mapToDouble(at -> (at - from) / 1e9 * scale).toArray();
    }
}
