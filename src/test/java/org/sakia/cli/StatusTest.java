package org.sakia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sakia.lab.ApiProfile;
import org.sakia.lab.ApiSimulator;

/** What {@code status} tells and {@code retry} takes up. */
class StatusTest {

    @TempDir
    private Path folder;

    @Test
    void before_any_run_status_says_so_and_makes_nothing() throws Exception {
        try (ApiSimulator api = ApiSimulator.start(ApiProfile.builder().build())) {
            Launcher app = Launcher.in(folder, api.uri());

            Launch.End end = app.run("status");

            assertThat(end.code()).as(end.said()).isZero();
            assertThat(end.out()).isEqualTo("orders: has not run yet\n");
            assertThat(app.work().resolve(".sakia")).doesNotExist();
            assertThat(api.referee().arrivals()).isZero();
        }
    }

    @Test
    void during_a_run_status_tells_how_far_it_is_and_who_holds_it() throws Exception {
        ApiProfile slowing = ApiProfile.builder().total(1_000).build();
        try (ApiSimulator api = ApiSimulator.start(slowing)) {
            Launcher app = Launcher.in(folder, api.uri()).with("rate", "20/1s");
            try (Launch run = app.start("run")) {
                run.until(() -> api.referee().served() >= 5);
                api.latency(Duration.ofMinutes(5), Duration.ofMinutes(5));

                Launch.End end = app.run("status");

                assertThat(end.code()).as(end.said()).isZero();
                assertThat(end.out())
                        .startsWith("orders: running")
                        .contains("records in", "1,000 records expected")
                        .contains("in the hands of process " + run.pid());
            }
        }
    }

    @Test
    void after_a_kill_status_says_that_nobody_is_at_work() throws Exception {
        try (ApiSimulator api =
                ApiSimulator.start(ApiProfile.builder().total(1_000).build())) {
            Launcher app = Launcher.in(folder, api.uri()).with("rate", "20/1s");
            try (Launch run = app.start("run")) {
                KillTest.awaitSomethingDelivered(run, app);
            }

            assertThat(app.run("status").out())
                    .startsWith("orders: running - nobody is at work, its process was killed; run goes on")
                    .doesNotContain("in the hands of");
        }
    }

    @Test
    void after_a_run_the_failed_pages_stand_in_status_with_key_attempts_and_reason() throws Exception {
        try (FixedApi api = FixedApi.withPages(5, 10)) {
            api.page(20, FixedApi.status(500, "out of order"));
            Launcher app = Launcher.in(folder, api.uri()).with("retry-attempts", 2);
            app.run("run");

            Launch.End end = app.run("status");

            assertThat(end.code()).as(end.said()).isZero();
            assertThat(end.out())
                    .contains("orders: failed-pages")
                    .contains("40 records in 4 pages delivered, 50 records expected, 1 page failed")
                    .contains("page 2 failed after 2 attempts: HTTP 500")
                    .contains("out of order");
        }
    }

    @Test
    void a_run_leaves_failed_pages_failed() throws Exception {
        try (FixedApi api = FixedApi.withPages(5, 10)) {
            api.page(20, FixedApi.status(500, ""));
            Launcher app = Launcher.in(folder, api.uri()).with("retry-attempts", 1);
            app.run("run");
            int before = api.requests();

            Launch.End end = app.run("run");

            assertThat(end.code()).as(end.said()).isEqualTo(3);
            assertThat(api.requests()).isEqualTo(before);
        }
    }

    @Test
    void retry_takes_failed_pages_up_and_asks_for_no_other() throws Exception {
        try (FixedApi api = FixedApi.withPages(5, 10)) {
            api.page(20, FixedApi.status(500, ""));
            Launcher app = Launcher.in(folder, api.uri()).with("retry-attempts", 1);
            app.run("run");
            int before = api.requests();
            api.page(20, FixedApi.records(20, 30, 50));

            Launch.End end = app.run("retry");

            assertThat(end.code()).as(end.said()).isZero();
            assertThat(end.out()).contains("Expected 50 records, delivered 50, 0 pages failed");
            assertThat(api.requests()).isEqualTo(before + 1);
            assertThat(app.output().ids()).hasSize(50).doesNotHaveDuplicates();
        }
    }

    @Test
    void a_first_page_that_failed_can_be_taken_up_too() throws Exception {
        try (FixedApi api = FixedApi.withPages(3, 10)) {
            api.page(0, FixedApi.status(500, ""));
            Launcher app = Launcher.in(folder, api.uri()).with("retry-attempts", 1);
            Launch.End first = app.run("run");
            api.page(0, FixedApi.records(0, 10, 30));

            Launch.End end = app.run("retry");

            assertThat(first.code()).as(first.said()).isEqualTo(3);
            assertThat(end.code()).as(end.said()).isZero();
            assertThat(app.output().ids()).hasSize(30);
        }
    }
}
