package org.sakia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mistakes on the command line and in the configuration: exit code 2, sentences, and nothing else happens. */
class UsageTest {

    private static final URI NOWHERE = URI.create("http://127.0.0.1:9/orders");

    @TempDir
    private Path folder;

    private static void assertUsageError(Launch.End end) {
        assertThat(end.code()).as(end.said()).isEqualTo(2);
        assertThat(end.out()).isEmpty();
        assertThat(end.err()).doesNotContain("Exception", "\tat ");
    }

    @Test
    void without_a_command_it_says_which_there_are() throws Exception {
        Launch.End end = Launcher.in(folder).run();

        assertUsageError(end);
        assertThat(end.err()).contains("demo", "check", "run", "status", "retry");
    }

    @Test
    void an_unknown_command_is_named_with_the_nearest_one() throws Exception {
        Launch.End end = Launcher.in(folder).run("statsu");

        assertUsageError(end);
        assertThat(end.err()).contains("statsu", "status");
    }

    @Test
    void an_unknown_option_is_named() throws Exception {
        Launch.End end = Launcher.in(folder).run("run", "--fast");

        assertUsageError(end);
        assertThat(end.err()).contains("--fast");
    }

    @Test
    void the_version_is_told() throws Exception {
        Launch.End end = Launcher.in(folder).run("--version");

        assertThat(end.code()).isZero();
        assertThat(end.out()).startsWith("sakia ");
    }

    @Test
    void the_help_lists_commands_options_and_exit_codes() throws Exception {
        Launch.End end = Launcher.in(folder).run("--help");

        assertThat(end.code()).isZero();
        assertThat(end.out()).contains("demo", "--config", "--max-pages", "130");
    }

    @Test
    void all_mistakes_in_the_configuration_are_told_at_once() throws Exception {
        Launcher app = Launcher.in(folder, NOWHERE)
                .with("rate", "100")
                .with("page-size", 0)
                .with("pagesize", 10)
                .with("url", "http://127.0.0.1:9/orders?offset=3")
                .set("other", "rate", "0/60s");

        Launch.End end = app.run("run");

        assertUsageError(end);
        assertThat(end.err())
                .contains("sakia.job.orders.rate", "sakia.job.orders.page-size", "sakia.job.orders.pagesize")
                .contains("offset")
                .contains("sakia.job.other.rate", "sakia.job.other.url")
                .contains("application.properties");
        assertThat(app.work().resolve(".sakia")).doesNotExist();
    }

    @Test
    void a_missing_configuration_is_named_with_the_way_out() throws Exception {
        Launch.End end = Launcher.in(folder).run("run", "--config", "conf/mine.properties");

        assertUsageError(end);
        assertThat(end.err()).contains("conf/mine.properties", "--config");
    }

    @Test
    void a_configuration_that_cannot_be_read_is_named() throws Exception {
        Launcher app = Launcher.in(folder);
        Files.createDirectory(app.work().resolve("application.properties"));

        Launch.End end = app.run("run");

        assertUsageError(end);
        assertThat(end.err()).contains("application.properties");
    }

    @Test
    void an_unknown_job_is_named_with_those_there_are() throws Exception {
        Launch.End end = Launcher.in(folder, NOWHERE).run("run", "order");

        assertUsageError(end);
        assertThat(end.err()).contains("there is no job 'order'", "orders");
    }

    @Test
    void a_placeholder_that_stands_for_nothing_is_named() throws Exception {
        Launch.End end = Launcher.in(folder, NOWHERE)
                .with("header.Authorization", "Bearer {{env:NO_SUCH_TOKEN}}")
                .run("run");

        assertUsageError(end);
        assertThat(end.err()).contains("set the environment variable NO_SUCH_TOKEN");
    }

    @Test
    void a_report_that_cannot_be_written_is_refused_before_the_run() throws Exception {
        Launcher app = Launcher.in(folder, NOWHERE);

        Launch.End end = app.run("run", "--report", ".");

        assertUsageError(end);
        assertThat(end.err()).contains("--report");
        assertThat(app.work().resolve(".sakia")).doesNotExist();
    }

    @Test
    void a_trial_of_no_pages_is_refused() throws Exception {
        Launch.End end = Launcher.in(folder, NOWHERE).run("run", "--max-pages", "0");

        assertUsageError(end);
        assertThat(end.err()).contains("--max-pages");
    }

    @Test
    void a_demo_in_a_folder_that_cannot_be_written_to_is_told_with_4() throws Exception {
        Launcher app = Launcher.in(folder);
        Files.writeString(app.work().resolve(".sakia"), "in the way");

        Launch.End end = app.run("demo");

        assertThat(end.code()).as(end.said()).isEqualTo(4);
        assertThat(end.err()).contains("cannot write into this folder").doesNotContain("Internal error");
    }
}
