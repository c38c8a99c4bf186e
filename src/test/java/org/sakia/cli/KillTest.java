package org.sakia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sakia.lab.ApiProfile;
import org.sakia.lab.ApiSimulator;
import org.sakia.lab.Referee;

/** Guarantees 1 and 4 over {@code kill -9}: the limit holds, nothing is lost, nothing doubled, nothing asked for twice. */
class KillTest {

    private static final int PAGE_SIZE = 10;
    private static final int WORKERS = 6;
    private static final Duration PERIOD = Duration.ofSeconds(1);

    @TempDir
    private Path folder;

    private Launcher app;

    @Test
    void five_kills_lose_and_double_nothing() throws Exception {
        export(5, 150, 40);
    }

    @Test
    @Tag("slow")
    void a_hundred_kills_lose_and_double_nothing() throws Exception {
        export(100, 2_500, 60);
    }

    private void export(int kills, int pages, int perPeriod) throws Exception {
        long seed = System.nanoTime();
        System.out.println("KillTest: seed " + seed);
        Random random = new Random(seed);
        int total = pages * PAGE_SIZE;
        ApiProfile profile = ApiProfile.builder()
                .total(total)
                .latency(Duration.ofMillis(5), Duration.ofMillis(80))
                .build();
        try (ApiSimulator api = ApiSimulator.start(profile)) {
            Referee referee = api.referee();
            app = Launcher.in(folder, api.uri())
                    .with("rate", perPeriod + "/1s")
                    .with("rate-margin", "200ms")
                    .with("workers", WORKERS);
            Map<Long, Long> requestsOfDelivered = new HashMap<>();
            for (int kill = 0; kill < kills; kill++) {
                try (Launch run = app.start("run", "--no-progress")) {
                    if (kill == kills - 1) {
                        awaitSomethingDelivered(run, app);
                    }
                    killAtRandom(run, referee, random, pages / (kills + 1));
                }
                for (long sequence : delivered(app)) {
                    requestsOfDelivered.computeIfAbsent(sequence, page -> referee.requestsFor(page * PAGE_SIZE));
                }
            }
            long killedWith = requestsOfDelivered.size();

            Launch.End end = app.run("run");

            assertThat(end.code()).as(end.said()).isZero();
            assertThat(killedWith).as("pages that were delivered before a kill").isPositive();
            assertThat(app.output().ids())
                    .containsExactlyElementsOf(
                            LongStream.range(0, total).boxed().toList());
            assertThat(requestsOfDelivered)
                    .allSatisfy((sequence, requests) -> assertThat(referee.requestsFor(sequence * PAGE_SIZE))
                            .as("requests for page " + sequence + ", which had been delivered")
                            .isEqualTo(requests));
            assertThat(referee.repeatedRequests())
                    .as("requests that the kills cost")
                    .isLessThanOrEqualTo((long) kills * WORKERS);
            assertThat(referee.peakInAnyWindow(PERIOD)).isLessThanOrEqualTo(perPeriod);
            System.out.printf(
                    "KillTest: %d kills, %d pages, %d requests, %d of them again, at most %d of %d in any second%n",
                    kills,
                    pages,
                    referee.arrivals(),
                    referee.repeatedRequests(),
                    referee.peakInAnyWindow(PERIOD),
                    perPeriod);
        }
    }

    /** Without it all of a few kills may come too early to show anything. */
    static void awaitSomethingDelivered(Launch run, Launcher app) {
        run.until(() -> !delivered(app).isEmpty());
    }

    /** Some die while they start, most while they export a share of the pages. */
    static void killAtRandom(Launch run, Referee referee, Random random, int share) throws Exception {
        if (random.nextInt(5) == 0) {
            run.killAfter(Duration.ofMillis(random.nextInt(2_000)));
        } else {
            long wanted = referee.arrivals() + 1 + random.nextInt(share);
            run.until(() -> referee.arrivals() >= wanted);
            run.killAfter(Duration.ofMillis(random.nextInt(100)));
        }
    }

    /** What the ledger holds, asked as a person would. */
    static Set<Long> delivered(Launcher app) throws SQLException {
        Path ledger = app.work().resolve(".sakia/ledger.db");
        if (!ledger.toFile().exists()) {
            return Set.of();
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + ledger);
                Statement statement = connection.createStatement();
                ResultSet tables = statement.executeQuery("SELECT count(*) FROM sqlite_master WHERE name = 'page'")) {
            if (tables.getInt(1) == 0) {
                return Set.of();
            }
            return sequences(connection);
        }
    }

    private static Set<Long> sequences(Connection connection) throws SQLException {
        Set<Long> sequences = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT sequence FROM page WHERE state = 'delivered'")) {
            while (rows.next()) {
                sequences.add(rows.getLong(1));
            }
        }
        return sequences;
    }
}
