package org.sakia.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sakia.job.ExportJob;
import org.sakia.job.JobReport;
import org.sakia.job.RunMode;
import org.sakia.lab.ApiProfile;
import org.sakia.lab.ApiSimulator;
import org.sakia.lab.Faults;
import org.sakia.lab.PagedBy;
import org.sakia.ledger.JobState;
import org.sakia.request.JobAbortedException;

/** Sources that are exported in parts, side by side. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class PartitionsTest {

    private static final RunMode RETRY = new RunMode(true, false, OptionalLong.empty(), false);
    private static final int RECORDS = 310;
    private static final int REGIONS = 7;
    private static final ApiProfile PROFILE =
            ApiProfile.builder().total(RECORDS).regions(REGIONS).build();
    private static final String ALL_REGIONS =
            IntStream.range(0, REGIONS).mapToObj(region -> "r" + region).collect(Collectors.joining(", "));

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(PagedBy.class)
    void every_way_of_paging_works_within_partitions(PagedBy kind) throws Exception {
        Faults faults = Faults.NONE.withServerError(0.1).withReset(0.1).withSeed(3);
        try (ApiSimulator api =
                        ApiSimulator.start(PROFILE.toBuilder().faults(faults).build());
                Export export =
                        small(kind.uriOfCustomers(api)).with(kind.options()).with("partition-values", ALL_REGIONS)) {
            JobReport report = export.run();

            assertThat(report.state()).as(report.message()).isEqualTo("complete");
            assertThat(sorted(Export.records(export.out()))).isEqualTo(sorted(ExportTest.records(PROFILE, RECORDS)));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = PagedBy.class,
            names = {"OFFSET", "CURSOR", "LINK"})
    void a_parameter_selects_a_partition_and_totals_are_summed(PagedBy kind) throws Exception {
        try (ApiSimulator api = ApiSimulator.start(PROFILE);
                Export export = small(kind.uri(api))
                        .with(kind.options())
                        .with("partition-param", "region")
                        .with("partition-values", ALL_REGIONS)) {
            if (kind != PagedBy.LINK) {
                export.with("total", "count");
            }
            JobReport report = export.run();

            assertThat(report.state()).as(report.message()).isEqualTo("complete");
            assertThat(report.expectedRecords())
                    .isEqualTo(kind == PagedBy.LINK ? OptionalLong.empty() : OptionalLong.of(RECORDS));
            assertThat(sorted(Export.records(export.out()))).isEqualTo(sorted(ExportTest.records(PROFILE, RECORDS)));
        }
    }

    @Test
    void values_are_encoded_and_asked_once_however_often_they_are_named() throws Exception {
        Path values = Files.writeString(folder.resolve("values"), " a b \n\nü/&=+%\n\"q\"\r\na b\n..\n");
        try (AnsweringApi api = echo();
                Export export =
                        small(api.uri("/")).with("partition-param", "k").with("partition-values-file", values)) {
            JobReport report = export.run();

            assertThat(report.state()).as(report.message()).isEqualTo("complete");
            assertThat(report.expectedRecords()).hasValue(4);
            assertThat(Export.records(export.out()))
                    .containsExactlyInAnyOrder(
                            "{\"k\":\"a%20b\"}",
                            "{\"k\":\"%C3%BC%2F%26%3D%2B%25\"}", "{\"k\":\"%22q%22\"}", "{\"k\":\"..\"}");
        }
    }

    @Test
    void the_value_may_stand_in_the_path_the_query_and_the_body() throws Exception {
        try (AnsweringApi api =
                        AnsweringApi.start(request -> AnsweringApi.Reply.json("{\"count\":1,\"results\":[{}]}"));
                Export export = small(api.uri("") + "/of/{partition}/x?a={partition}")
                        .with("query.b", "<{partition}>")
                        .with("method", "POST")
                        .with("body", "{\"c\":\"{partition}\",\"at\":{offset}}")
                        .with("partition-values", "ü \"/")) {
            assertThat(export.run().state()).isEqualTo("complete");
            AnsweringApi.Seen seen = api.seen().get(0);
            assertThat(seen.uri().getRawPath()).isEqualTo("/of/%C3%BC%20%22%2F/x");
            assertThat(seen.query())
                    .isEqualTo(Map.of("a", "%C3%BC%20%22%2F", "b", "%3C%C3%BC%20%22%2F%3E", "limit", "10"));
            assertThat(seen.body()).isEqualTo("{\"c\":\"ü \\\"/\",\"at\":0}");
        }
    }

    @Test
    void a_file_of_values_that_is_not_there_ends_the_job() throws Exception {
        try (AnsweringApi api = echo();
                Export export = small(api.uri("/"))
                        .with("partition-param", "k")
                        .with("partition-values-file", folder.resolve("nowhere.txt"))) {
            assertThat(aborted(export)).contains("nowhere.txt", "cannot be read");
            assertThat(api.seen()).isEmpty();
        }
    }

    @Test
    void a_file_without_values_ends_the_job() throws Exception {
        Path values = Files.writeString(folder.resolve("values"), "\n  \n");
        try (AnsweringApi api = echo();
                Export export =
                        small(api.uri("/")).with("partition-param", "k").with("partition-values-file", values)) {
            assertThat(aborted(export)).contains("no values", values.toString());
        }
    }

    @Test
    void a_parameter_that_the_api_does_not_know_ends_the_job() throws Exception {
        try (ApiSimulator api = ApiSimulator.start(PROFILE);
                Export export =
                        small(api.uri()).with("partition-param", "regoin").with("partition-values", "r1,r2")) {
            JobReport report = export.run();

            assertThat(report.state()).isEqualTo("aborted");
            assertThat(report.message())
                    .contains("page r1/0", "page r2/0", "does not look at what selects a partition");
            assertThat(report.records()).isLessThanOrEqualTo(RECORDS);
        }
    }

    @Test
    void a_job_whose_partitions_are_the_same_does_not_complete_when_it_is_run_again() throws Exception {
        try (ApiSimulator api = ApiSimulator.start(PROFILE)) {
            for (int run = 1; run <= 2; run++) {
                try (Export export = small(api.uri())
                        .with("partition-param", "regoin")
                        .with("partition-values", "r1,r2")
                        .with("workers", 1)) {
                    JobReport report = export.run();

                    assertThat(report.state()).as("run %d", run).isEqualTo("aborted");
                    assertThat(report.message()).contains("does not look at what selects a partition");
                }
            }
        }
    }

    @Test
    void a_failed_page_holds_up_no_other_partition_and_a_retry_cures_it() throws Exception {
        boolean[] broken = {true};
        try (AnsweringApi api = AnsweringApi.start(request -> {
            String region = request.query().get("k");
            int at = Integer.parseInt(request.query().getOrDefault("cursor", "0"));
            return broken[0] && region.equals("b") && at == 1
                    ? AnsweringApi.Reply.of(500)
                    : AnsweringApi.Reply.json("{\"results\":[{\"k\":\"" + region + at + "\"}],\"cursor\":"
                            + (at < 3 ? at + 1 : null) + "}");
        })) {
            try (Export first = cursors(api).with("retry-attempts", 2)) {
                JobReport report = first.run();

                assertThat(report.state()).isEqualTo("failed-pages");
                assertThat(report.records()).isEqualTo(9);
                assertThat(first.status().failedPages().get(0).page().key()).isEqualTo("b/1");
            }
            broken[0] = false;
            int before = api.seen().size();
            try (Export retry = cursors(api).mode(RETRY)) {
                JobReport report = retry.run();

                assertThat(report.state()).as(report.message()).isEqualTo("complete");
                assertThat(report.records()).isEqualTo(12);
                assertThat(api.seen()).hasSize(before + 3);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = PagedBy.class,
            names = {"PAGE", "CURSOR"})
    void a_run_that_was_stopped_goes_on_where_each_partition_was(PagedBy kind) throws Exception {
        try (ApiSimulator api = ApiSimulator.start(PROFILE.toBuilder()
                .latency(Duration.ofMillis(10), Duration.ofMillis(40))
                .build())) {
            try (Export first = regions(kind, api)) {
                ExportJob job = first.start();
                await().atMost(Duration.ofSeconds(20)).until(() -> job.stats().pagesDelivered() >= 15);
                job.interrupt();
                assertThat(job.await().state()).isEqualTo(JobState.INTERRUPTED);
            }
            long repeatedBefore = api.referee().repeatedRequests();
            try (Export second = regions(kind, api)) {
                JobReport report = second.run();

                assertThat(report.state()).as(report.message()).isEqualTo("complete");
                assertThat(report.pages().resumed()).isGreaterThanOrEqualTo(15);
                assertThat(sorted(Export.records(second.out())))
                        .isEqualTo(sorted(ExportTest.records(PROFILE, RECORDS)));
                assertThat(api.referee().repeatedRequests() - repeatedBefore).isZero();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void a_lost_file_of_an_ended_partition_is_exported_again(int page) throws Exception {
        try (ApiSimulator api = ApiSimulator.start(PROFILE)) {
            try (Export first = regions(PagedBy.CURSOR, api)) {
                assertThat(first.run().state()).isEqualTo("complete");
            }
            long before = api.referee().arrivals();
            Files.delete(folder.resolve("out/r3/000000/%012d.ndjson".formatted(page)));
            try (Export again = regions(PagedBy.CURSOR, api)) {
                assertThat(again.prepare().isAlreadyComplete()).isFalse();
            }
            try (Export again = regions(PagedBy.CURSOR, api)) {
                assertThat(again.run().state()).isEqualTo("complete");
                assertThat(api.referee().arrivals()).isEqualTo(before + 1);
                assertThat(sorted(Export.records(again.out()))).isEqualTo(sorted(ExportTest.records(PROFILE, RECORDS)));
            }
            try (Export again = regions(PagedBy.CURSOR, api)) {
                assertThat(again.prepare().isAlreadyComplete()).isTrue();
            }
        }
    }

    @Test
    void a_cursor_that_has_expired_says_how_to_start_again() throws Exception {
        try (ApiSimulator api =
                ApiSimulator.start(ApiProfile.builder().total(100).build())) {
            try (Export first = small(PagedBy.CURSOR.uri(api))
                    .with(PagedBy.CURSOR.options())
                    .mode(new RunMode(false, false, OptionalLong.of(3), false))) {
                assertThat(first.run().state()).isEqualTo("trial");
            }
            api.expireCursors();
            try (Export second = small(PagedBy.CURSOR.uri(api)).with(PagedBy.CURSOR.options())) {
                JobReport report = second.run();

                assertThat(report.state()).isEqualTo("aborted");
                assertThat(report.message()).contains("page 3", "the cursor has expired", "--fresh");
                assertThat(report.records()).isEqualTo(30);
            }
        }
    }

    @Test
    void windows_of_time_hold_every_record_once() throws Exception {
        ApiProfile profile =
                ApiProfile.builder().total(300).recordBytes(150).withTimes().build();
        try (ApiSimulator api = ApiSimulator.start(profile);
                Export export = small(api.uri())
                        .with("page-size", 20)
                        .with("partition-window", "updated:2024-01-01..2024-01-01T05:00:00Z/70m")) {
            JobReport report = export.run();

            assertThat(report.state()).as(report.message()).isEqualTo("complete");
            assertThat(report.expectedRecords()).hasValue(300);
            assertThat(Export.records(export.out())).isEqualTo(ExportTest.records(profile, 300));
            assertThat(export.out().resolve("2024-01-01T04-40-00Z")).isDirectory();
        }
    }

    @Test
    void a_check_looks_at_the_first_partition() throws Exception {
        try (ApiSimulator api = ApiSimulator.start(PROFILE);
                Export export = regions(PagedBy.CURSOR, api)) {
            export.check();

            assertThat(api.referee().arrivals()).isEqualTo(1);
        }
    }

    private static String aborted(Export export) throws Exception {
        ExportJob job = export.prepare();
        try {
            job.start();
        } catch (JobAbortedException e) {
            return e.getMessage();
        }
        throw new AssertionError("the job was started");
    }

    private static AnsweringApi echo() {
        return AnsweringApi.start(request -> AnsweringApi.Reply.json(
                "{\"count\":1,\"results\":[{\"k\":\"" + request.query().get("k") + "\"}]}"));
    }

    private Export cursors(AnsweringApi api) {
        return small(api.uri("/"))
                .with("pagination", "cursor")
                .with("cursor-path", "cursor")
                .with("workers", 2)
                .with("queue", 1)
                .with("partition-param", "k")
                .with("partition-values", "a,b,c");
    }

    private Export regions(PagedBy kind, ApiSimulator api) {
        return small(kind.uriOfCustomers(api))
                .with(kind.options())
                .with("partition-values", ALL_REGIONS)
                .with("workers", 3)
                .with("queue", 1);
    }

    private static List<String> sorted(List<String> records) {
        return records.stream().sorted().toList();
    }

    private Export small(Object uri) {
        return Export.of(folder, uri).with("rate", "none").with("page-size", 10);
    }
}
