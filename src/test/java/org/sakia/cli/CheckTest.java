package org.sakia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sakia.lab.ApiProfile;
import org.sakia.lab.ApiSimulator;
import org.sakia.lab.Limit;
import org.sakia.ledger.JobState;
import org.sakia.ledger.Ledger;
import org.sakia.request.Rate;

class CheckTest {

    @TempDir
    private Path folder;

    @Test
    void the_plan_of_a_job_is_printed_from_one_request() throws Exception {
        Limit limit = Limit.of(new Rate(100, Duration.ofSeconds(60))).withHeaders();
        ApiProfile profile = ApiProfile.builder().total(1_203_411).limit(limit).build();
        try (ApiSimulator api = ApiSimulator.start(profile)) {
            Launcher app = Launcher.in(folder, api.uri())
                    .with("rate", "100/60s")
                    .with("workers", 50)
                    .with("page-size", 50);

            Launch.End end = app.run("check");

            assertThat(end.code()).as(end.said()).isZero();
            assertThat(end.out())
                    .contains("1,203,411 records in 24,069 pages")
                    .contains("at 100/60s about 4 h 2 min")
                    .contains("50 workers keep the rate up to 30 s latency")
                    .containsIgnoringCase("X-RateLimit-Limit: 100")
                    .contains("stable sort");
            assertThat(api.referee().arrivals()).isEqualTo(1);
            assertThat(app.work().resolve("out")).doesNotExist();
        }
    }

    @Test
    void a_server_that_gives_smaller_pages_is_told() throws Exception {
        try (ApiSimulator api = ApiSimulator.start(
                ApiProfile.builder().total(1_000).maxPageSize(20).build())) {
            Launch.End end =
                    Launcher.in(folder, api.uri()).with("page-size", 500).run("check");

            assertThat(end.code()).as(end.said()).isZero();
            assertThat(end.out())
                    .contains("1,000 records in 50 pages")
                    .contains("asked for 500 records a page, the server gives 20");
        }
    }

    @Test
    void a_check_leaves_no_page_and_the_configuration_may_change_after_it() throws Exception {
        try (ApiSimulator api =
                ApiSimulator.start(ApiProfile.builder().total(45).build())) {
            Launcher app = Launcher.in(folder, api.uri());
            app.run("check");

            Launch.End run = app.with("page-size", 20).run("run");

            assertThat(run.code()).as(run.said()).isZero();
            assertThat(app.output().pages()).hasSize(3);
            assertThat(run.out()).contains("(0 by earlier runs)");
        }
    }

    @Test
    void a_check_at_a_used_up_quota_ends_as_a_run_does() throws Exception {
        try (ApiSimulator api =
                ApiSimulator.start(ApiProfile.builder().total(45).build())) {
            Launcher app = Launcher.in(folder, api.uri()).with("quota", "1/1h").with("quota-on-empty", "stop");
            assertThat(app.run("check").code()).isZero();

            Launch.End again = app.run("check");

            assertThat(again.code()).as(again.said()).isEqualTo(6);
            assertThat(again.out()).contains("quota of 1/1h used up until");
            assertThat(api.referee().arrivals()).isEqualTo(1);
        }
    }

    @Test
    void a_job_that_was_only_checked_has_not_run() throws Exception {
        try (ApiSimulator api =
                ApiSimulator.start(ApiProfile.builder().total(45).build())) {
            Launcher app = Launcher.in(folder, api.uri());
            app.run("check");

            assertThat(app.run("status").out()).contains("orders: has not run yet");
        }
    }

    @Test
    void a_check_of_a_complete_job_leaves_it_complete() throws Exception {
        try (ApiSimulator api =
                ApiSimulator.start(ApiProfile.builder().total(45).build())) {
            Launcher app = Launcher.in(folder, api.uri());
            app.run("run");

            Launch.End end = app.run("check");

            assertThat(end.code()).as(end.said()).isZero();
            assertThat(Ledger.status(app.work().resolve(".sakia"), List.of("orders"), 1))
                    .extracting(status -> status.state())
                    .containsExactly(JobState.COMPLETE);
        }
    }

    @Test
    @Tag("slow")
    void the_limit_holds_over_a_check_and_the_run_after_it() throws Exception {
        Duration period = Duration.ofSeconds(20);
        try (ApiSimulator api =
                ApiSimulator.start(ApiProfile.builder().total(45).build())) {
            Launcher app = Launcher.in(folder, api.uri())
                    .with("rate", "3/20s")
                    .with("rate-margin", "200ms")
                    .with("burst", 3);
            app.run("check");
            app.run("check");

            try (Launch run = app.start("run")) {
                run.until(() -> api.referee().arrivals() >= 4);
            }

            assertThat(api.referee().peakInAnyWindow(period)).isEqualTo(3);
        }
    }

    @Test
    void a_source_that_refuses_access_is_told_with_4() throws Exception {
        try (FixedApi api = FixedApi.withPages(1, 10)) {
            api.everyPage(FixedApi.status(401, "no"));

            Launch.End end = Launcher.in(folder, api.uri()).run("check");

            assertThat(end.code()).as(end.said()).isEqualTo(4);
            assertThat(end.out()).contains("orders: the API refuses access: HTTP 401", "check the credentials");
            assertThat(api.requests()).isEqualTo(1);
        }
    }

    @Test
    void a_web_page_instead_of_records_is_told_with_4() throws Exception {
        try (FixedApi api = FixedApi.withPages(1, 10)) {
            api.everyPage(FixedApi.status(200, "<html><body>Welcome</body></html>"));

            Launch.End end = Launcher.in(folder, api.uri()).run("check");

            assertThat(end.code()).as(end.said()).isEqualTo(4);
            assertThat(end.out()).contains("orders: ").contains("JSON").doesNotContain("Exception");
        }
    }

    @Test
    void a_path_that_is_not_there_is_told_with_4() throws Exception {
        try (FixedApi api = FixedApi.withPages(1, 10)) {
            api.everyPage(FixedApi.status(404, ""));

            Launch.End end = Launcher.in(folder, api.uri()).run("check");

            assertThat(end.code()).as(end.said()).isEqualTo(4);
            assertThat(end.out()).contains("404", "check url and parameters");
        }
    }

    @Test
    void an_unknown_host_is_told_with_4() throws Exception {
        Launch.End end = Launcher.in(folder, URI.create("http://no-such-host.invalid/orders"))
                .run("check");

        assertThat(end.code()).as(end.said()).isEqualTo(4);
        assertThat(end.out()).contains("the host 'no-such-host.invalid' is not known");
    }

    @Test
    void a_port_where_nobody_listens_is_told_with_4() throws Exception {
        Launch.End end =
                Launcher.in(folder, URI.create("http://127.0.0.1:1/orders")).run("check");

        assertThat(end.code()).as(end.said()).isEqualTo(4);
        assertThat(end.out()).contains("orders: ").contains("127.0.0.1").doesNotContain("Exception");
    }
}
