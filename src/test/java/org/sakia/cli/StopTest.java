package org.sakia.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sakia.lab.ApiProfile;
import org.sakia.lab.ApiSimulator;
import org.sakia.lab.Behaviour;

/** Guarantee 9: from the first stop signal no new request starts. */
class StopTest {

    private static final int TOTAL = 2_000;
    private static final Duration AGES = Duration.ofMinutes(10);

    private static final int HANGUP = 1;
    private static final int INTERRUPT = 2;

    @TempDir
    private Path folder;

    private static String state(Launcher app) throws IOException {
        return new ObjectMapper()
                .readTree(app.work().resolve("report.json").toFile())
                .path("jobs")
                .path(0)
                .path("state")
                .textValue();
    }

    private static ApiProfile slow() {
        return ApiProfile.builder()
                .total(TOTAL)
                .latency(Duration.ofMillis(300), Duration.ofMillis(300))
                .build();
    }

    @Test
    void after_ctrl_c_nothing_starts_what_is_in_flight_lands_and_the_next_run_completes() throws Exception {
        assumeThat(ignores(INTERRUPT))
                .as("this process was started with SIGINT ignored, and so are its children")
                .isFalse();
        try (ApiSimulator api = ApiSimulator.start(slow())) {
            Launcher app = Launcher.in(folder, api.uri()).with("workers", 8);
            long arrivals;
            Launch.End end;
            try (Launch run = app.start("run", "--report", "report.json")) {
                run.until(() -> api.referee().served() >= 20);
                run.signal("INT");
                run.until(() -> run.said().contains("Stopping"));
                arrivals = api.referee().arrivals();
                end = run.await();
            }
            long landed = api.referee().served();

            assertThat(end.code()).as(end.said()).isEqualTo(130);
            assertThat(state(app)).isEqualTo("interrupted");
            assertThat(api.referee().arrivals()).isEqualTo(arrivals);
            assertThat(landed).isEqualTo(arrivals);
            assertThat(app.output().ids()).hasSize((int) landed * 10);

            api.latency(Duration.ZERO, Duration.ZERO);
            Launch.End next = app.run("run");

            assertThat(next.code()).as(next.said()).isZero();
            assertThat(app.output().ids())
                    .containsExactlyElementsOf(
                            LongStream.range(0, TOTAL).boxed().toList());
            assertThat(api.referee().repeatedRequests()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "HUP"})
    void a_termination_signal_and_a_terminal_that_is_closed_stop_in_the_same_way(String signal) throws Exception {
        assumeThat(signal.equals("HUP") && ignores(HANGUP))
                .as("this process was started by nohup, and so are its children")
                .isFalse();
        try (ApiSimulator api = ApiSimulator.start(slow())) {
            Launcher app = Launcher.in(folder, api.uri());
            try (Launch run = app.start("run", "--report", "report.json")) {
                run.until(() -> api.referee().served() >= 4);
                run.signal(signal);
                if (signal.equals("HUP")) {
                    // as the kernel does behind the shell
                    run.signal(signal);
                }
                Launch.End end = run.await();

                assertThat(end.code()).as(end.said()).isEqualTo(130);
                assertThat(end.out()).contains("orders: interrupted");
                assertThat(state(app)).isEqualTo("interrupted");
            }
        }
    }

    @Test
    void workers_that_wait_for_the_rate_send_nothing_after_the_signal() throws Exception {
        try (ApiSimulator api = ApiSimulator.start(slow())) {
            Launcher app = Launcher.in(folder, api.uri()).with("rate", "2/1s").with("workers", 20);
            try (Launch run = app.start("run")) {
                run.until(() -> api.referee().arrivals() >= 4);
                run.signal("TERM");
                run.until(() -> run.said().contains("Stopping"));
                long arrivals = api.referee().arrivals();
                Launch.End end = run.await();

                assertThat(end.code()).as(end.said()).isEqualTo(130);
                assertThat(api.referee().arrivals()).isEqualTo(arrivals);
            }
        }
    }

    @Test
    void a_hold_back_does_not_delay_the_stop() throws Exception {
        try (FixedApi api = FixedApi.withPages(5, 10)) {
            api.page(20, FixedApi.status(429, "slow down").withHeader("Retry-After", "1800"));
            Launcher app = Launcher.in(folder, api.uri());
            try (Launch run = app.start("run")) {
                run.until(() -> api.requests() >= 3);
                run.signal("TERM");

                assertThat(run.await().code()).isEqualTo(130);
            }
        }
    }

    @Test
    void a_request_that_hangs_is_cut_after_the_stop_timeout() throws Exception {
        try (ApiSimulator api = ApiSimulator.start(slow())) {
            Launcher app = Launcher.in(folder, api.uri()).with("stop-timeout", "500ms");
            try (Launch run = app.start("run", "--report", "report.json")) {
                run.until(() -> api.referee().served() >= 4);
                api.behaviour(Behaviour.SILENCE);
                long before = api.referee().arrivals();
                run.until(() -> api.referee().arrivals() >= before + 4);
                run.signal("TERM");
                Launch.End end = run.await(Duration.ofSeconds(60));

                assertThat(end.code()).as(end.said()).isEqualTo(130);
                assertThat(state(app)).isEqualTo("interrupted");
            }
            api.behaviour(Behaviour.PAGES);
            api.latency(Duration.ZERO, Duration.ZERO);

            assertThat(app.run("run").code()).isZero();
            assertThat(app.output().ids()).hasSize(TOTAL).doesNotHaveDuplicates();
        }
    }

    @Test
    void a_second_signal_ends_at_once_although_requests_are_in_flight() throws Exception {
        try (ApiSimulator api = ApiSimulator.start(slow())) {
            api.latency(AGES, AGES);
            Launcher app = Launcher.in(folder, api.uri()).with("stop-timeout", "10m");
            try (Launch run = app.start("run")) {
                run.until(() -> api.referee().arrivals() > 0);
                run.signal("TERM");
                run.until(() -> run.said().contains("Stopping"));
                run.signal("TERM");

                assertThat(run.await(Duration.ofSeconds(60)).code()).isEqualTo(130);
            }
        }
    }

    @Test
    void all_jobs_of_a_run_stop_within_one_stop_timeout() throws Exception {
        try (ApiSimulator api = ApiSimulator.start(slow())) {
            api.latency(AGES, AGES);
            Launcher app = Launcher.in(folder, api.uri()).with("stop-timeout", "1s");
            for (int i = 0; i < 3; i++) {
                app.job("more-" + i, api.uri()).set("more-" + i, "stop-timeout", "1s");
            }
            try (Launch run = app.start("run", "--report", "report.json")) {
                run.until(() -> api.referee().arrivals() >= 4);
                run.signal("TERM");
                Launch.End end = run.await();

                assertThat(end.code()).as(end.said()).isEqualTo(130);
                assertThat(Files.readString(app.work().resolve("report.json")).split("\"interrupted\"", -1))
                        .hasSize(5);
            }
        }
    }

    /** Whether SIGINT, number 2, is ignored here: then the JVM keeps it so. */
    private static boolean ignores(int signal) throws IOException {
        Path status = Path.of("/proc/self/status");
        List<String> lines = Files.isReadable(status) ? Files.readAllLines(status) : List.of();
        return lines.stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .map(line -> Long.parseUnsignedLong(
                        line.substring("SigIgn:".length()).strip(), 16))
                .anyMatch(ignored -> (ignored & 1L << signal - 1) != 0);
    }
}
