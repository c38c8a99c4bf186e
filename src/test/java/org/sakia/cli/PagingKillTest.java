package org.sakia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sakia.lab.ApiProfile;
import org.sakia.lab.ApiSimulator;
import org.sakia.lab.PagedBy;
import org.sakia.lab.Referee;

/** Guarantee 4 over {@code kill -9} for sources whose pages name each other, and for partitions. */
class PagingKillTest {

    private static final int PAGE_SIZE = 10;
    private static final int REGIONS = 6;

    @TempDir
    private Path folder;

    @Test
    void two_kills_of_a_chain_of_cursors_lose_and_double_nothing() throws Exception {
        export(PagedBy.CURSOR, false, 2, 50);
    }

    @Test
    void two_kills_of_partitions_that_are_chains_of_links_lose_and_double_nothing() throws Exception {
        export(PagedBy.LINK, true, 2, 60);
    }

    @ParameterizedTest
    @EnumSource(PagedBy.class)
    @Tag("slow")
    void twelve_kills_of_every_way_of_paging_lose_and_double_nothing(PagedBy kind) throws Exception {
        export(kind, false, 12, 240);
    }

    @ParameterizedTest
    @EnumSource(PagedBy.class)
    @Tag("slow")
    void twelve_kills_of_partitions_in_every_way_of_paging_lose_and_double_nothing(PagedBy kind) throws Exception {
        export(kind, true, 12, 360);
    }

    private void export(PagedBy kind, boolean partitions, int kills, int pages) throws Exception {
        long seed = System.nanoTime();
        System.out.println("PagingKillTest: " + kind + ", seed " + seed);
        Random random = new Random(seed);
        ApiProfile profile = ApiProfile.builder()
                .total((long) pages * PAGE_SIZE)
                .regions(REGIONS)
                .latency(Duration.ofMillis(2), Duration.ofMillis(20))
                .build();
        try (ApiSimulator api = ApiSimulator.start(profile)) {
            Launcher app = launcher(kind, partitions, api);
            Set<String> delivered = new HashSet<>();
            for (int kill = 0; kill < kills; kill++) {
                try (Launch run = app.start("run", "--no-progress")) {
                    if (kill == kills - 1) {
                        KillTest.awaitSomethingDelivered(run, app);
                    }
                    KillTest.killAtRandom(run, api.referee(), random, pages / (kills + 1));
                }
                delivered = delivered(app);
            }

            Launch.End end = app.run("run");

            assertThat(end.code()).as(end.said()).isZero();
            assertThat(delivered.size()).as("pages delivered before a kill").isBetween(1, pages);
            assertThat(app.output().ids())
                    .containsExactlyInAnyOrderElementsOf(LongStream.range(0, (long) pages * PAGE_SIZE)
                            .boxed()
                            .toList());
            assertThat(delivered(app)).hasSize(pages).containsAll(delivered);
            assertNothingDeliveredWasAskedForAgain(api.referee(), kind, partitions, kills);
        }
    }

    /** A kill costs what was in flight and what had come and had no row yet, which is one page a worker. */
    private static void assertNothingDeliveredWasAskedForAgain(
            Referee referee, PagedBy kind, boolean partitions, int kills) {
        int workers = partitions || !kind.isChain() ? 4 : 1;
        assertThat(referee.repeatedRequests())
                .as("requests that the kills cost")
                .isLessThanOrEqualTo((long) kills * workers);
    }

    private Launcher launcher(PagedBy kind, boolean partitions, ApiSimulator api) throws Exception {
        Launcher app = Launcher.in(folder, kind.uri(api));
        for (Map.Entry<String, String> option : kind.options().entrySet()) {
            app.with(option.getKey(), option.getValue());
        }
        if (partitions) {
            String regions =
                    IntStream.range(0, REGIONS).mapToObj(region -> "r" + region).collect(Collectors.joining(","));
            app.with("url", kind.uriOfCustomers(api)).with("partition-values", regions);
        }
        return app;
    }

    private static Set<String> delivered(Launcher app) throws SQLException {
        Set<String> keys = new HashSet<>();
        // It knows whether there is a ledger yet.
        if (KillTest.delivered(app).isEmpty()) {
            return keys;
        }
        try (Connection connection =
                        DriverManager.getConnection("jdbc:sqlite:" + app.work().resolve(".sakia/ledger.db"));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT partition || '/' || sequence FROM page WHERE state = 'delivered'")) {
            while (rows.next()) {
                keys.add(rows.getString(1));
            }
        }
        return keys;
    }
}
