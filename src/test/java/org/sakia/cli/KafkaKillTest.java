package org.sakia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sakia.kafka.TopicContent.Message;
import org.sakia.lab.ApiProfile;
import org.sakia.lab.ApiSimulator;
import org.sakia.lab.Referee;

/** Guarantee 4 with the Kafka sink over {@code kill -9}, judged by the topic and by the API. */
class KafkaKillTest {

    private static final String ROUTE = "deliver-kafka.camel.yaml";
    private static final int PAGE_SIZE = 20;
    private static final int TOTAL = 240;
    private static final int WORKERS = 6;

    /** A page is more than what goes to the brokers at once, so that it can be there in part. */
    private static final ApiProfile LARGE_PAGES =
            ApiProfile.builder().total(TOTAL).recordBytes(40_000).build();

    private static final ApiProfile SMALL_PAGES =
            ApiProfile.builder().total(TOTAL).build();

    private static final String AFTER_PIECES = "                - bean:\n                    id: \"{{job}}-complete\"";
    private static final String BRIEFLY = "- delay:\n    constant: \"50\"\n    asyncDelayed: false\n";
    private static final String ROW = "          - bean:\n              id: \"{{job}}-row\"";

    /** From the sixth page on, whoever comes here stays, and keeps its worker: Camel would give that free. */
    private static final String HELD_UP =
            """
            - choice:
                when:
                  - simple: "${variable.sakiaPage.key} regex '[5-9]|1.'"
                    steps:
                      - delay:
                          constant: "600000"
                          asyncDelayed: false
            """;

    @TempDir
    private Path folder;

    @Test
    void a_kill_in_the_middle_of_a_page_loses_and_doubles_nothing() throws Exception {
        killInAPage(false);
    }

    @Test
    @Tag("slow")
    void a_kill_in_the_middle_of_a_page_loses_and_doubles_nothing_when_another_machine_goes_on() throws Exception {
        killInAPage(true);
    }

    private void killInAPage(boolean onAnotherMachine) throws Exception {
        try (ApiSimulator api = ApiSimulator.start(LARGE_PAGES)) {
            KafkaJob job = new KafkaJob(folder, api.uri(), true, PAGE_SIZE);
            job.app().edit(ROUTE, AFTER_PIECES, HELD_UP.indent(22) + AFTER_PIECES);
            try (Launch run = job.app().start("run", "--no-progress")) {
                run.until(() -> job.uncommitted().size() > job.committed().size()
                        && !job.committed().isEmpty());
                run.kill();
            }
            Map<Long, Long> delivered = requestsFor(job.committedPages(), api.referee());
            if (onAnotherMachine) {
                job.forgetState();
            }

            assertCompletes(job, api.referee(), delivered);
            job.assertExactlyOnce(TOTAL);
            assertThat(job.uncommitted())
                    .as("with the records of the aborted page")
                    .hasSizeGreaterThan(TOTAL);
        }
    }

    @Test
    @Tag("slow")
    void a_kill_between_commit_and_row_loses_and_doubles_nothing() throws Exception {
        try (ApiSimulator api = ApiSimulator.start(SMALL_PAGES)) {
            KafkaJob job = new KafkaJob(folder, api.uri(), true, PAGE_SIZE);
            job.app().edit(ROUTE, ROW, HELD_UP.indent(10) + ROW);
            try (Launch run = job.app().start("run", "--no-progress")) {
                run.until(() -> job.committedPages().size() > 5);
                run.kill();
            }
            Map<Long, Long> delivered = requestsFor(job.committedPages(), api.referee());
            assertThat(KillTest.delivered(job.app())).as("pages with a row").hasSizeBetween(1, delivered.size() - 1);

            assertCompletes(job, api.referee(), delivered);
            job.assertExactlyOnce(TOTAL);
            assertThat(job.uncommitted()).hasSize(TOTAL);
        }
    }

    @Test
    @Tag("slow")
    void random_kills_lose_and_double_nothing_with_transactions() throws Exception {
        randomKills(3, 60, 40);
    }

    @Test
    @Tag("slow")
    void a_hundred_kills_lose_and_double_nothing_with_transactions() throws Exception {
        randomKills(100, 2_500, 60);
    }

    @Test
    @Tag("slow")
    void random_kills_lose_nothing_and_double_only_what_was_in_flight_without_transactions() throws Exception {
        int kills = 3;
        int pages = 60;
        try (ApiSimulator api = ApiSimulator.start(paced(pages))) {
            KafkaJob job = job(api, false, 40);
            Random random = new Random(seed());
            Map<Long, Long> delivered = new HashMap<>();
            for (int kill = 0; kill < kills; kill++) {
                killAtRandom(job, api.referee(), random, pages / (kills + 1), kill == kills - 1);
                requestsFor(KillTest.delivered(job.app()), api.referee()).forEach(delivered::putIfAbsent);
            }

            assertCompletes(job, api.referee(), delivered);
            List<Message> repeated = KafkaJob.repeated(job.assertAtLeastOnce(pages * PAGE_SIZE));
            Set<Long> pagesTwice = repeated.stream().map(KafkaJob::page).collect(Collectors.toSet());
            assertThat(pagesTwice)
                    .as("pages that came twice")
                    .hasSizeLessThanOrEqualTo(kills * WORKERS)
                    .allSatisfy(
                            page -> assertThat(requests(api.referee(), page)).isGreaterThan(1));
            System.out.printf(
                    "KafkaKillTest: %d kills without transactions, %d pages, %d records came twice, of %d pages%n",
                    kills, pages, repeated.size(), pagesTwice.size());
        }
    }

    private void randomKills(int kills, int pages, int perPeriod) throws Exception {
        try (ApiSimulator api = ApiSimulator.start(paced(pages))) {
            KafkaJob job = job(api, true, perPeriod);
            Random random = new Random(seed());
            Map<Long, Long> delivered = new HashMap<>();
            for (int kill = 0; kill < kills; kill++) {
                killAtRandom(job, api.referee(), random, pages / (kills + 1), kill == kills - 1);
                requestsFor(job.committedPages(), api.referee()).forEach(delivered::putIfAbsent);
            }

            assertCompletes(job, api.referee(), delivered);
            job.assertExactlyOnce((long) pages * PAGE_SIZE);
            assertThat(api.referee().repeatedRequests())
                    .as("requests that the kills cost")
                    .isLessThanOrEqualTo((long) kills * WORKERS);
            System.out.printf(
                    "KafkaKillTest: %d kills with transactions, %d pages, each record once; %d requests, %d of them"
                            + " again, %d records in transactions that were aborted%n",
                    kills,
                    pages,
                    api.referee().arrivals(),
                    api.referee().repeatedRequests(),
                    job.uncommitted().size() - pages * PAGE_SIZE);
        }
    }

    private static ApiProfile paced(int pages) {
        return ApiProfile.builder()
                .total((long) pages * PAGE_SIZE)
                .latency(Duration.ofMillis(5), Duration.ofMillis(80))
                .build();
    }

    private KafkaJob job(ApiSimulator api, boolean transactional, int perPeriod) throws IOException {
        KafkaJob job = new KafkaJob(folder, api.uri(), transactional, PAGE_SIZE);
        // So that many a kill finds pages on their way.
        job.app()
                .edit(ROUTE, AFTER_PIECES, BRIEFLY.indent(22) + AFTER_PIECES)
                .edit(ROUTE, ROW, BRIEFLY.indent(10) + ROW)
                .with("rate", perPeriod + "/1s")
                .with("rate-margin", "100ms")
                .with("workers", WORKERS);
        return job;
    }

    private static long seed() {
        long seed = System.nanoTime();
        System.out.println("KafkaKillTest: seed " + seed);
        return seed;
    }

    private static void killAtRandom(KafkaJob job, Referee referee, Random random, int share, boolean last)
            throws Exception {
        try (Launch run = job.app().start("run", "--no-progress")) {
            if (last) {
                KillTest.awaitSomethingDelivered(run, job.app());
            }
            KillTest.killAtRandom(run, referee, random, share);
        }
    }

    /** The shipped routes bring it to its end, and pages that were delivered are not asked for again. */
    private static void assertCompletes(KafkaJob job, Referee referee, Map<Long, Long> delivered) throws Exception {
        job.app().shippedRoutes();

        Launch.End end = job.app().run("run");

        assertThat(end.code()).as(end.said()).isZero();
        assertThat(delivered).as("pages that were delivered before a kill").isNotEmpty();
        assertThat(requestsFor(delivered.keySet(), referee))
                .as("requests for pages that had been delivered")
                .isEqualTo(delivered);
    }

    private static Map<Long, Long> requestsFor(Set<Long> pages, Referee referee) {
        return pages.stream().collect(Collectors.toMap(page -> page, page -> requests(referee, page)));
    }

    private static long requests(Referee referee, long page) {
        return referee.requestsFor(page * PAGE_SIZE);
    }
}
