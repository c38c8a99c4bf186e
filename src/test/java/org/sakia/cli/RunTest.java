package org.sakia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sakia.lab.ApiProfile;
import org.sakia.lab.ApiSimulator;
import org.sakia.lab.Faults;

/** What {@code run} comes to: exit code, summary and report. */
class RunTest {

    private static final ApiProfile SMALL = ApiProfile.builder().total(45).build();

    @TempDir
    private static Path completeFolder;

    private static ApiSimulator completeApi;
    private static Path completeWork;

    @TempDir
    private Path folder;

    @BeforeAll
    static void completeAJob() throws Exception {
        completeApi = ApiSimulator.start(SMALL);
        Launcher app = Launcher.in(completeFolder, completeApi.uri());
        Launch.End end = app.run("run");
        assertThat(end.code()).as(end.said()).isZero();
        completeWork = app.work();
    }

    @AfterAll
    static void stopItsApi() {
        completeApi.close();
    }

    /** A job that an earlier process has completed, without a request that is counted. */
    private Launcher complete() throws IOException {
        Launcher app = Launcher.in(folder, completeApi.uri());
        try (Stream<Path> files = Files.walk(completeWork)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = app.work().resolve(completeWork.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        completeApi.referee().reset();
        return app;
    }

    private static JsonNode report(Launcher app) throws IOException {
        return new ObjectMapper().readTree(app.work().resolve("report.json").toFile());
    }

    private static JsonNode job(Launcher app) throws IOException {
        return report(app).path("jobs").path(0);
    }

    @Test
    void a_run_that_delivers_everything_exits_with_0_and_says_what_was_expected_and_delivered() throws Exception {
        try (ApiSimulator api = ApiSimulator.start(SMALL)) {
            Launcher app = Launcher.in(folder, api.uri());

            Launch.End end = app.run("run");

            assertThat(end.code()).as(end.said()).isZero();
            assertThat(end.out()).contains("orders: complete. Expected 45 records, delivered 45, 0 pages failed.");
            assertThat(app.output().ids())
                    .containsExactlyElementsOf(LongStream.range(0, 45).boxed().toList());
            assertThat(app.output().folder().resolve("_complete.json")).isRegularFile();
        }
    }

    @Test
    void the_report_has_the_keys_and_types_of_the_contract() throws Exception {
        try (ApiSimulator api = ApiSimulator.start(SMALL)) {
            Launcher app = Launcher.in(folder, api.uri()).with("rate", "1000/1s");

            app.run("run", "--report", "report.json");

            assertThat(report(app).path("version").isInt()).isTrue();
            assertThat(report(app).path("version").intValue()).isEqualTo(1);
            assertThat(report(app).path("jobs")).hasSize(1);
            JsonNode job = job(app);
            assertThat(job.path("job").textValue()).isEqualTo("orders");
            assertThat(job.path("state").textValue()).isEqualTo("complete");
            assertThat(job.path("expected_records").longValue()).isEqualTo(45);
            assertThat(job.path("records").longValue()).isEqualTo(45);
            assertThat(job.path("pages").toString())
                    .isEqualTo("{\"planned\":5,\"delivered\":5,\"failed\":0,\"resumed\":0}");
            assertThat(job.path("requests").toString())
                    .isEqualTo("{\"total\":5,\"ok\":5,\"throttled\":0,\"failed\":0}");
            assertThat(job.path("bytes").longValue()).isEqualTo(45 * (SMALL.recordBytes() + 1));
            assertThat(job.path("wall_s").isFloatingPointNumber()).isTrue();
            assertThat(job.path("rate").path("limit").textValue()).isEqualTo("1000/1s");
            assertThat(job.path("rate").path("achieved_per_period").isNumber()).isTrue();
            assertThat(job.path("rate").path("utilisation").isNumber()).isTrue();
            assertThat(job.path("peak_in_flight").isInt()).isTrue();
        }
    }

    @Test
    void a_second_run_of_a_complete_job_exits_with_0_says_so_and_makes_no_request() throws Exception {
        Launcher app = complete();

        Launch.End end = app.run("run", "--report", "report.json");

        assertThat(end.code()).as(end.said()).isZero();
        assertThat(end.out()).contains("already complete");
        assertThat(completeApi.referee().arrivals()).isZero();
        assertThat(job(app).path("state").textValue()).isEqualTo("complete");
        assertThat(job(app).path("records").longValue()).isEqualTo(45);
        assertThat(app.output().folder().resolve("_complete.json")).isRegularFile();
    }

    @Test
    void a_merge_that_is_asked_for_later_is_made_without_a_request() throws Exception {
        Launcher app = complete();

        Launch.End end = app.with("merge", "all.ndjson").run("run");

        assertThat(end.code()).as(end.said()).isZero();
        assertThat(Files.readAllLines(app.work().resolve("all.ndjson"))).hasSize(45);
        assertThat(completeApi.referee().arrivals()).isZero();
    }

    @Test
    void a_page_file_that_was_lost_is_exported_again() throws Exception {
        Launcher app = complete();
        Files.delete(app.output().pages().get(2));

        Launch.End end = app.run("run");

        assertThat(end.code()).as(end.said()).isZero();
        assertThat(app.output().ids()).hasSize(45).doesNotHaveDuplicates();
        assertThat(completeApi.referee().arrivals()).isEqualTo(1);
        assertThat(completeApi.referee().requestsFor(20)).isEqualTo(1);
    }

    @Test
    void pages_that_fail_for_good_end_the_run_with_3() throws Exception {
        try (FixedApi api = FixedApi.withPages(5, 10)) {
            api.page(20, FixedApi.status(500, "out of order"));
            Launcher app = Launcher.in(folder, api.uri()).with("retry-attempts", 2);

            Launch.End end = app.run("run", "--report", "report.json");

            assertThat(end.code()).as(end.said()).isEqualTo(3);
            assertThat(end.out()).contains("Expected 50 records, delivered 40, 1 page failed");
            assertThat(job(app).path("state").textValue()).isEqualTo("failed-pages");
            assertThat(job(app).path("pages").path("failed").intValue()).isEqualTo(1);
            assertThat(app.output().folder().resolve("_complete.json")).doesNotExist();
        }
    }

    @Test
    void a_source_that_refuses_access_ends_the_run_with_4_and_says_what_to_do() throws Exception {
        try (FixedApi api = FixedApi.withPages(5, 10)) {
            api.everyPage(FixedApi.status(401, "who are you?"));
            Launcher app = Launcher.in(folder, api.uri());

            Launch.End end = app.run("run", "--report", "report.json");

            assertThat(end.code()).as(end.said()).isEqualTo(4);
            assertThat(end.out())
                    .contains("orders: aborted - the API refuses access")
                    .contains("check the credentials");
            assertThat(job(app).path("state").textValue()).isEqualTo("aborted");
            assertThat(api.requests()).isEqualTo(1);
        }
    }

    @Test
    void an_output_folder_that_cannot_be_written_ends_the_run_with_4_before_any_request() throws Exception {
        try (ApiSimulator api = ApiSimulator.start(SMALL)) {
            Launcher app = Launcher.in(folder, api.uri()).with("out", "taken/orders");
            Files.writeString(app.work().resolve("taken"), "a file");

            Launch.End end = app.run("run", "--report", "report.json");

            assertThat(end.code()).as(end.said()).isEqualTo(4);
            assertThat(end.said()).contains("taken/orders", "cannot be written to");
            assertThat(job(app).path("state").textValue()).isEqualTo("aborted");
            assertThat(api.referee().arrivals()).isZero();
        }
    }

    @Test
    void records_that_are_missing_at_the_end_make_it_5_and_the_difference_is_said() throws Exception {
        try (FixedApi api = FixedApi.withPages(3, 10)) {
            api.page(20, FixedApi.records(20, 27, 30));
            Launcher app = Launcher.in(folder, api.uri());

            Launch.End end = app.run("run", "--report", "report.json");

            assertThat(end.code()).as(end.said()).isEqualTo(5);
            assertThat(end.out()).contains("the API says 30 records, delivered were 27");
            assertThat(job(app).path("state").textValue()).isEqualTo("count-differs");
        }
    }

    @Test
    void a_job_that_another_process_holds_is_refused_with_4_and_the_holder_named() throws Exception {
        ApiProfile slow = SMALL.toBuilder()
                .latency(Duration.ofMinutes(5), Duration.ofMinutes(5))
                .build();
        try (ApiSimulator api = ApiSimulator.start(slow)) {
            Launcher app = Launcher.in(folder, api.uri());
            try (Launch holder = app.start("run")) {
                holder.until(() -> api.referee().arrivals() > 0);

                Launch.End end = app.run("run", "--report", "report.json");

                assertThat(end.code()).as(end.said()).isEqualTo(4);
                assertThat(end.said()).contains("job orders is held by process " + holder.pid());
                assertThat(job(app).path("state").textValue()).isEqualTo("aborted");
                assertThat(api.referee().arrivals()).isEqualTo(1);
            }
        }
    }

    @Test
    void several_jobs_run_side_by_side_and_the_worst_code_is_the_exit_code() throws Exception {
        try (ApiSimulator good = ApiSimulator.start(SMALL);
                FixedApi failing = FixedApi.withPages(3, 10);
                FixedApi closed = FixedApi.withPages(3, 10)) {
            failing.page(10, FixedApi.status(500, ""));
            closed.everyPage(FixedApi.status(401, ""));
            Launcher app = Launcher.in(folder, good.uri())
                    .job("failing", failing.uri())
                    .set("failing", "retry-attempts", 1)
                    .job("closed", closed.uri());

            Launch.End end = app.run("run", "--report", "report.json");

            assertThat(end.code()).as(end.said()).isEqualTo(4);
            assertThat(report(app).path("jobs").findValuesAsText("state"))
                    .containsExactly("complete", "failed-pages", "aborted");
        }
    }

    @Test
    void only_the_named_jobs_run() throws Exception {
        try (ApiSimulator one = ApiSimulator.start(SMALL);
                ApiSimulator other = ApiSimulator.start(SMALL)) {
            Launcher app = Launcher.in(folder, one.uri()).job("other", other.uri());

            Launch.End end = app.run("run", "other");

            assertThat(end.code()).as(end.said()).isZero();
            assertThat(one.referee().arrivals()).isZero();
            assertThat(other.referee().arrivals()).isEqualTo(5);
        }
    }

    @Test
    void a_changed_configuration_is_refused_with_2_and_the_way_out() throws Exception {
        Launch.End end = complete().with("page-size", 20).run("run");

        assertThat(end.code()).as(end.said()).isEqualTo(2);
        assertThat(end.err()).contains("page-size", "--fresh").doesNotContain("Exception");
    }

    @Test
    void a_file_that_cannot_be_deleted_stops_a_fresh_run_with_4_and_the_way_out() throws Exception {
        Launcher app = complete();
        Path told = app.work().resolve("out/orders/_complete.json");
        Files.delete(told);
        Files.createFile(Files.createDirectory(told).resolve("in-the-way"));

        Launch.End end = app.run("run", "--fresh");

        assertThat(end.code()).as(end.said()).isEqualTo(4);
        assertThat(end.out()).contains("orders: aborted", "cannot be deleted", "_complete.json", "may write to");
        assertThat(end.err()).doesNotContain("Internal error");
        assertThat(completeApi.referee().arrivals()).isZero();
    }

    @Test
    void faults_on_the_way_leave_every_record_exactly_once() throws Exception {
        ApiProfile faulty = ApiProfile.builder()
                .total(400)
                .faults(Faults.NONE
                        .withServerError(0.1)
                        .withReset(0.05)
                        .withTruncated(0.05)
                        .withJunk(0.05)
                        .withSeed(7))
                .build();
        try (ApiSimulator api = ApiSimulator.start(faulty)) {
            Launcher app = Launcher.in(folder, api.uri());

            Launch.End end = app.run("run");

            assertThat(end.code()).as(end.said()).isZero();
            assertThat(app.output().ids())
                    .containsExactlyElementsOf(LongStream.range(0, 400).boxed().toList());
        }
    }

    @Test
    void a_used_up_quota_exits_with_6_and_says_when_to_come_back() throws Exception {
        try (ApiSimulator api = ApiSimulator.start(SMALL)) {
            Launcher app = Launcher.in(folder, api.uri()).with("quota", "3/1h").with("quota-on-empty", "stop");

            Launch.End end = app.run("run", "--report", "report.json");

            assertThat(end.code()).as(end.said()).isEqualTo(6);
            assertThat(end.out()).contains("paused - quota of 3/1h used up until ");
            assertThat(job(app).path("state").textValue()).isEqualTo("paused");
            assertThat(api.referee().arrivals()).isEqualTo(3);
        }
    }
}
