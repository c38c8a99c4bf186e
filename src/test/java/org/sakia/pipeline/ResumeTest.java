package org.sakia.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sakia.HeardLog;
import org.sakia.job.ExportJob;
import org.sakia.job.FreshStart;
import org.sakia.job.JobReport;
import org.sakia.job.RunMode;
import org.sakia.lab.ApiProfile;
import org.sakia.lab.ApiSimulator;
import org.sakia.ledger.FingerprintChangedException;
import org.sakia.ledger.JobState;
import org.sakia.ledger.PageRow;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ResumeTest {

    private static final RunMode RETRY = new RunMode(true, false, OptionalLong.empty(), false);
    private static final ApiProfile PROFILE = ApiProfile.builder().total(1950).build();

    @TempDir
    Path folder;

    @Test
    void a_run_that_was_stopped_goes_on_with_the_pages_that_are_missing() throws Exception {
        try (ApiSimulator api = ApiSimulator.start(PROFILE.toBuilder()
                .latency(Duration.ofMillis(20), Duration.ofMillis(60))
                .build())) {
            stopAfter(5, api);
            List<Long> delivered = deliveredOffsets();
            assertThat(delivered).hasSizeBetween(5, 19);

            try (Export second = export(api)) {
                JobReport report = second.run();

                assertThat(report.state()).isEqualTo("complete");
                assertThat(report.pages().resumed()).isEqualTo(delivered.size());
                assertThat(Export.records(second.out())).isEqualTo(ExportTest.records(PROFILE, 1950));
                assertThat(delivered)
                        .allSatisfy(offset ->
                                assertThat(api.referee().requestsFor(offset)).isEqualTo(1));
            }
        }
    }

    @Test
    void a_fresh_start_warns_of_pages_that_the_ledger_does_not_list() throws Exception {
        try (ScriptedApi api = ScriptedApi.of(50);
                HeardLog log = HeardLog.of(FreshStart.class)) {
            try (Export first = small(api)) {
                assertThat(first.run().state()).isEqualTo("complete");
            }
            Path pages = folder.resolve("out/_/000000");
            Path unknown = Files.writeString(pages.resolve("000000000007.ndjson"), "{}\n");
            Path notes = Files.writeString(pages.resolve("notes.ndjson"), "{}\n");
            try (Export fresh = small(api)) {
                fresh.prepare();
                FreshStart.forget(fresh.options(), fresh.ledger());
            }

            assertThat(pages).isDirectoryNotContaining(file -> !file.equals(notes) && !file.equals(unknown));
            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .contains("a page that", "such as 000000000007.ndjson");
        }
    }

    @Test
    void a_page_that_waits_for_its_next_attempt_when_the_run_is_stopped_is_not_failed() throws Exception {
        Reply muchLater = Reply.of(500, "Retry-After: 50\r\n", "busy");
        try (ScriptedApi api = ScriptedApi.of(50).at(20, muchLater)) {
            try (Export first = small(api)) {
                ExportJob job = first.start();
                await().atMost(Duration.ofSeconds(20)).until(() -> job.stats().pagesDelivered() == 4);
                job.interrupt();

                assertThat(job.await().state()).isEqualTo(JobState.INTERRUPTED);
                assertThat(first.status().totals().failedPages()).isZero();
                assertThat(first.status().state()).isEqualTo(JobState.INTERRUPTED);
            }
            try (Export second = small(api)) {
                assertThat(second.run().state()).isEqualTo("complete");
                assertThat(api.requests()).isEqualTo(6);
            }
        }
    }

    @Test
    void a_page_that_is_cut_off_by_the_stop_is_not_failed() throws Exception {
        try (ScriptedApi api = ScriptedApi.of(50).at(20, Reply.silence())) {
            try (Export first = small(api).with("stop-timeout", "200ms")) {
                ExportJob job = first.start();
                await().atMost(Duration.ofSeconds(20)).until(() -> job.stats().pagesDelivered() == 4);
                job.interrupt();

                assertThat(job.await().state()).isEqualTo(JobState.INTERRUPTED);
                assertThat(first.status().totals().failedPages()).isZero();
            }
            try (Export second = small(api)) {
                assertThat(second.run().state()).isEqualTo("complete");
            }
        }
    }

    @Test
    void no_request_starts_after_the_stop() throws Exception {
        try (ApiSimulator api = ApiSimulator.start(PROFILE.toBuilder()
                        .latency(Duration.ofMillis(100), Duration.ofMillis(100))
                        .build());
                Export export = export(api)) {
            ExportJob job = export.start();
            await().atMost(Duration.ofSeconds(20)).until(() -> job.stats().pagesDelivered() >= 3);
            job.interrupt();
            long sent = job.stats().requests();
            job.await();

            assertThat(api.referee().arrivals()).isLessThanOrEqualTo(sent);
        }
    }

    @Test
    void a_complete_job_has_nothing_to_do() throws Exception {
        try (ApiSimulator api = ApiSimulator.start(PROFILE)) {
            run(api);
            try (Export again = export(api)) {
                assertThat(again.prepare().isAlreadyComplete()).isTrue();
            }
            assertThat(api.referee().arrivals()).isEqualTo(20);
        }
    }

    @Test
    void a_page_file_that_was_deleted_is_exported_again() throws Exception {
        try (ApiSimulator api = ApiSimulator.start(PROFILE)) {
            run(api);
            Files.delete(pageFile(7));

            assertThatOnlyThisIsAskedForAgain(api, 700);
        }
    }

    @Test
    void a_page_file_that_was_truncated_is_exported_again() throws Exception {
        try (ApiSimulator api = ApiSimulator.start(PROFILE)) {
            run(api);
            Files.write(
                    pageFile(19),
                    Files.readString(pageFile(19)).substring(0, 100).getBytes());

            assertThatOnlyThisIsAskedForAgain(api, 1900);
        }
    }

    @Test
    void failed_pages_stay_failed_until_they_are_retried() throws Exception {
        try (ScriptedApi api = ScriptedApi.of(50).at(20, Reply.status(500), Reply.status(500))) {
            try (Export first = small(api).with("retry-attempts", 2)) {
                assertThat(first.run().state()).isEqualTo("failed-pages");
            }
            try (Export second = small(api)) {
                assertThat(second.run().state()).isEqualTo("failed-pages");
                assertThat(api.requests()).isEqualTo(6);
            }
            try (Export third = small(api).mode(RETRY)) {
                assertThat(third.run().state()).isEqualTo("complete");
                assertThat(api.requests()).isEqualTo(7);
                assertThat(Export.records(third.out())).isEqualTo(ScriptedApi.records(50));
                assertThat(third.status().failedPages()).isEmpty();
            }
        }
    }

    @Test
    void a_first_page_that_failed_is_retried_and_the_rest_follows() throws Exception {
        try (ScriptedApi api = ScriptedApi.of(50).at(0, Reply.status(500))) {
            try (Export first = small(api).with("retry-attempts", 1)) {
                assertThat(first.run().state()).isEqualTo("failed-pages");
            }
            try (Export second = small(api)) {
                JobReport report = second.run();
                assertThat(report.state()).isEqualTo("failed-pages");
                assertThat(report.message()).contains("the first page");
            }
            try (Export third = small(api).mode(RETRY)) {
                assertThat(third.run().state()).isEqualTo("complete");
                assertThat(api.requests()).isEqualTo(6);
            }
        }
    }

    @Test
    void a_page_that_fails_again_in_a_retry_stays_failed_with_the_new_reason() throws Exception {
        try (ScriptedApi api = ScriptedApi.of(50).at(20, Reply.status(500), Reply.status(404))) {
            try (Export first = small(api).with("retry-attempts", 1)) {
                first.run();
            }
            try (Export second = small(api).mode(RETRY)) {
                assertThat(second.run().state()).isEqualTo("failed-pages");
                assertThat(second.status().failedPages())
                        .extracting(PageRow::status)
                        .containsExactly(404);
            }
        }
    }

    @Test
    void a_changed_page_size_is_refused_with_the_way_out() throws Exception {
        try (ApiSimulator api = ApiSimulator.start(PROFILE)) {
            run(api);
            try (Export changed = export(api).with("page-size", 50)) {
                assertThatThrownBy(changed::start)
                        .isInstanceOf(FingerprintChangedException.class)
                        .hasMessageContaining("page-size: 100 -> 50")
                        .hasMessageContaining("--fresh");
            }
        }
    }

    @Test
    void a_table_that_has_grown_between_two_runs_is_exported_whole() throws Exception {
        try (ApiSimulator api = ApiSimulator.start(PROFILE.toBuilder()
                .latency(Duration.ofMillis(20), Duration.ofMillis(60))
                .build())) {
            stopAfter(5, api);
            api.total(2340);
            try (Export second = export(api)) {
                JobReport report = second.run();

                assertThat(report.state()).as(report.message()).isEqualTo("complete");
                assertThat(report.expectedRecords()).hasValue(2340);
                assertThat(Export.records(second.out())).isEqualTo(ExportTest.records(PROFILE, 2340));
            }
        }
    }

    @Test
    void a_short_last_page_is_asked_for_again_when_the_table_has_grown_between_two_runs() throws Exception {
        try (ScriptedApi api = ScriptedApi.of(45).at(20, Reply.of(500, "Retry-After: 50\r\n", ""))) {
            try (Export first = small(api)) {
                ExportJob job = first.start();
                await().atMost(Duration.ofSeconds(20)).until(() -> job.stats().pagesDelivered() == 4);
                job.interrupt();
                job.await();
            }
            api.total(58);
            try (Export second = small(api)) {
                JobReport report = second.run();

                assertThat(report.state()).as(report.message()).isEqualTo("complete");
                assertThat(Export.records(second.out())).isEqualTo(ScriptedApi.records(58));
                assertThat(api.requests(40)).isEqualTo(2);
                assertThat(api.requests(0)).isEqualTo(1);
            }
        }
    }

    @Test
    void a_trial_is_no_end_and_the_full_run_goes_on_from_it() throws Exception {
        try (ApiSimulator api = ApiSimulator.start(PROFILE)) {
            try (Export trial = export(api).mode(new RunMode(false, false, OptionalLong.of(3), false))) {
                JobReport report = trial.run();

                assertThat(report.state()).isEqualTo("trial");
                assertThat(trial.status().state()).isEqualTo(JobState.TRIAL);
                assertThat(report.records()).isEqualTo(300);
                assertThat(trial.out().resolve("_complete.json")).doesNotExist();
            }
            try (Export full = export(api)) {
                JobReport report = full.run();

                assertThat(report.state()).isEqualTo("complete");
                assertThat(report.pages().resumed()).isEqualTo(3);
                assertThat(api.referee().arrivals()).isEqualTo(20);
                assertThat(Export.records(full.out())).isEqualTo(ExportTest.records(PROFILE, 1950));
            }
        }
    }

    @Test
    void a_trial_that_reaches_the_end_is_complete() throws Exception {
        try (ApiSimulator api = ApiSimulator.start(PROFILE);
                Export trial = export(api).mode(new RunMode(false, false, OptionalLong.of(20), false))) {
            assertThat(trial.run().state()).isEqualTo("complete");
        }
    }

    private void assertThatOnlyThisIsAskedForAgain(ApiSimulator api, long offset) throws Exception {
        try (Export again = export(api)) {
            assertThat(again.prepare().isAlreadyComplete()).isFalse();
        }
        try (Export again = export(api)) {
            JobReport report = again.run();

            assertThat(report.state()).isEqualTo("complete");
            assertThat(report.pages().resumed()).isEqualTo(19);
            assertThat(api.referee().arrivals()).isEqualTo(21);
            assertThat(api.referee().requestsFor(offset)).isEqualTo(2);
            assertThat(Export.records(again.out())).isEqualTo(ExportTest.records(PROFILE, 1950));
        }
    }

    private void stopAfter(int pages, ApiSimulator api) throws Exception {
        try (Export first = export(api).with("workers", 3)) {
            ExportJob job = first.start();
            await().atMost(Duration.ofSeconds(20)).until(() -> job.stats().pagesDelivered() >= pages);
            job.interrupt();

            assertThat(job.await().state()).isEqualTo(JobState.INTERRUPTED);
            assertThat(first.status().totals().failedPages()).isZero();
        }
    }

    private void run(ApiSimulator api) throws Exception {
        try (Export export = export(api)) {
            assertThat(export.run().state()).isEqualTo("complete");
        }
    }

    private Export export(ApiSimulator api) {
        return Export.of(folder, api.uri()).with("rate", "none").with("workers", 4);
    }

    private Export small(ScriptedApi api) {
        return Export.of(folder, api.uri()).with("rate", "none").with("page-size", 10);
    }

    private Path pageFile(int sequence) {
        return folder.resolve("out/_/000000/%012d.ndjson".formatted(sequence));
    }

    private List<Long> deliveredOffsets() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("out"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".ndjson"))
                    .map(name -> Long.parseLong(name.substring(0, 12)) * 100)
                    .toList();
        }
    }
}
