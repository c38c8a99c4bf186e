package org.sakia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sakia.lab.ApiProfile;
import org.sakia.lab.ApiSimulator;

/** What a newcomer runs first. */
class DemoTest {

    private static final Pattern PEAK = Pattern.compile("at most (\\d+) in any 3 seconds of the 100 allowed");

    @TempDir
    private Path folder;

    private static void assertLimitHeld(Launch.End end) {
        Matcher peak = PEAK.matcher(end.out());
        assertThat(peak.find()).as(end.out()).isTrue();
        assertThat(Integer.parseInt(peak.group(1))).isBetween(1, 100);
        assertThat(end.out()).contains(" 0 refused (429)");
    }

    @Test
    void a_short_demo_in_an_empty_folder_shows_what_the_api_saw_and_the_next_step() throws Exception {
        Launcher app = Launcher.in(folder);

        Launch.End end = app.run("demo", "--max-pages", "30");

        assertThat(end.code()).as(end.said()).isZero();
        assertThat(end.out())
                .contains("delivered 1,500, 0 pages failed")
                .contains("What the API saw: ")
                .contains("sakia.job.orders.url = ", "./sakia check", "./sakia run");
        assertLimitHeld(end);
        assertThat(new Output(app.work().resolve("out/demo")).ids()).hasSize(1_500);
    }

    @Test
    void a_demo_can_be_run_again() throws Exception {
        Launcher app = Launcher.in(folder);
        app.run("demo", "--max-pages", "3");

        Launch.End end = app.run("demo", "--max-pages", "3");

        assertThat(end.code()).as(end.said()).isZero();
        assertThat(new Output(app.work().resolve("out/demo")).pages()).hasSize(3);
    }

    @Test
    void the_configuration_that_is_shipped_runs_on_the_served_simulator() throws Exception {
        Launcher app = Launcher.in(folder);
        Files.copy(Path.of("application.properties"), app.work().resolve("application.properties"));
        int port = freePort();
        try (Launch api = app.start("demo", "--serve", Integer.toString(port))) {
            api.until(() -> api.said().contains("Serving "));

            Launch.End end = app.run(
                    "run", "--max-pages", "5", "-P", "sakia.job.orders.url=http://127.0.0.1:" + port + "/orders");

            assertThat(end.code()).as(end.said()).isZero();
            assertThat(app.output().ids()).hasSize(250);
            api.signal("TERM");
            assertThat(api.await().code()).isIn(0, 130);
        }
    }

    @Test
    void a_port_that_is_taken_is_named() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = Integer.toString(taken.getLocalPort());

            Launch.End end = Launcher.in(folder).run("demo", "--serve", port);

            assertThat(end.code()).as(end.said()).isEqualTo(2);
            assertThat(end.err()).contains("port " + port + " cannot be used").doesNotContain("Internal error");
        }
    }

    @Test
    @Tag("slow")
    void the_five_lines_that_the_demo_shows_are_a_configuration() throws Exception {
        try (ApiSimulator api =
                ApiSimulator.start(ApiProfile.builder().total(45).build())) {
            Launcher app = Launcher.in(folder);
            Launch.End demo = app.run("demo", "--max-pages", "1");
            String lines = demo.out()
                    .lines()
                    .map(String::strip)
                    .filter(line -> line.startsWith("sakia.job."))
                    .map(line -> line.contains(".url") ? "sakia.job.orders.url = " + api.uri() : line)
                    .reduce("", (all, line) -> all + line + "\n");
            Files.writeString(app.work().resolve("application.properties"), lines);

            Launch.End end = app.run("check");

            assertThat(lines.lines()).hasSize(5);
            assertThat(end.code()).as(end.said()).isZero();
        }
    }

    @Test
    @Tag("slow")
    void the_whole_demo_ends_within_a_minute_or_so_and_uses_the_limit() throws Exception {
        Launch.End end = Launcher.in(folder).run("demo");

        assertThat(end.code()).as(end.said()).isZero();
        assertThat(end.out()).contains("Expected 50,000 records, delivered 50,000, 0 pages failed");
        assertLimitHeld(end);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
