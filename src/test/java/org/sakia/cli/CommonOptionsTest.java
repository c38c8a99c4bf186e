package org.sakia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sakia.lab.ApiProfile;
import org.sakia.lab.ApiSimulator;

class CommonOptionsTest {

    @TempDir
    private Path folder;

    private ApiSimulator api;
    private Launcher app;

    @BeforeEach
    void start() throws IOException {
        api = ApiSimulator.start(ApiProfile.builder().total(45).build());
        app = Launcher.in(folder, api.uri());
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void options_may_stand_before_and_after_the_command_and_without_progress_the_error_output_stays_empty()
            throws Exception {
        Files.move(app.work().resolve("application.properties"), app.work().resolve("mine.properties"));

        Launch.End end = app.run("-c", "mine.properties", "--no-progress", "run", "--report", "deep/report.json");

        assertThat(end.code()).as(end.said()).isZero();
        assertThat(end.err()).isEmpty();
        assertThat(app.work().resolve("deep/report.json")).isRegularFile();
    }

    @Test
    void an_override_wins_over_a_system_property_that_over_the_environment_and_that_over_the_file() throws Exception {
        app.jvm("-Dsakia.job.orders.out=orders-by-system", "-Dsakia.job.users.out=users-by-system")
                .environment("SAKIA_JOB_ORDERS_OUT", "orders-by-environment")
                .environment("SAKIA_JOB_USERS_OUT", "users-by-environment")
                .environment("SAKIA_JOB_ITEMS_OUT", "items-by-environment")
                .set("orders", "out", "orders-by-file")
                .job("users", api.uri())
                .set("users", "out", "users-by-file")
                .job("items", api.uri())
                .set("items", "out", "items-by-file");

        Launch.End end = app.run("run", "-P", "sakia.job.orders.out=orders-by-override");

        assertThat(end.code()).as(end.said()).isZero();
        assertThat(app.work().resolve("orders-by-override/_complete.json")).isRegularFile();
        assertThat(app.work().resolve("users-by-system/_complete.json")).isRegularFile();
        assertThat(app.work().resolve("items-by-environment/_complete.json")).isRegularFile();
    }

    @Test
    void state_and_log_lie_where_the_configuration_says_relative_to_the_working_folder() throws Exception {
        app.line("sakia.state = var/state");

        app.run("run");

        assertThat(app.work().resolve("var/state/ledger.db")).isRegularFile();
        assertThat(app.work().resolve("var/state/sakia.log")).isRegularFile();
        assertThat(app.work().resolve(".sakia")).doesNotExist();
    }

    @Test
    void fresh_starts_over_and_deletes_only_the_files_that_the_ledger_lists() throws Exception {
        app.run("run");
        Path page = app.output().pages().get(1);
        Path foreign = page.resolveSibling("000000009999.ndjson");
        Files.writeString(foreign, "{\"mine\":1}\n");
        Files.writeString(page.resolveSibling("notes.txt"), "mine");
        api.referee().reset();
        app.with("page-size", 20);

        Launch.End end = app.run("run", "--fresh");

        assertThat(end.code()).as(end.said()).isZero();
        assertThat(api.referee().arrivals()).isEqualTo(3);
        assertThat(foreign).hasContent("{\"mine\":1}");
        assertThat(page.resolveSibling("notes.txt")).hasContent("mine");
        Files.delete(foreign);
        assertThat(app.output().ids()).hasSize(45).doesNotHaveDuplicates();
    }

    @Test
    void a_trial_exports_so_many_pages_and_the_next_run_goes_on() throws Exception {
        Launch.End trial = app.run("run", "--max-pages", "2");
        long afterTrial = api.referee().arrivals();
        Launch.End rest = app.run("run");

        assertThat(trial.code()).as(trial.said()).isZero();
        assertThat(trial.out()).contains("trial - 2 pages as asked");
        assertThat(afterTrial).isEqualTo(2);
        assertThat(rest.code()).as(rest.said()).isZero();
        assertThat(rest.out()).contains("(2 by earlier runs)");
        assertThat(api.referee().arrivals()).isEqualTo(5);
        assertThat(app.output().ids()).hasSize(45).doesNotHaveDuplicates();
    }

    @Test
    void progress_is_plain_lines_where_there_is_no_terminal() throws Exception {
        Launch.End end = app.run("run");

        assertThat(end.err()).contains("5 of 5 pages, 45 records").doesNotContain("\r", "\u001b");
    }

    @Test
    void verbose_shows_on_the_console_what_the_log_gets() throws Exception {
        Launch.End end = app.run("run", "-v");

        assertThat(end.err()).contains("Routes in force");
        assertThat(Files.readString(app.work().resolve(".sakia/sakia.log"))).contains("Routes in force");
    }
}
