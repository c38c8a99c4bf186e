package org.sakia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code sakia lab} as a user runs it. What is asserted are ratios: the article's arithmetic, and what it follows from. */
class LabCommandTest {

    @TempDir
    Path folder;

    @Test
    void a_semaphore_of_ten_is_another_rate_at_every_latency() throws Exception {
        double slow = lab("--strategy", "semaphore", "--latency", "30s", "--requests", "60", "--scale", "30")
                .path("requests_per_period")
                .asDouble();
        double quick = lab("--strategy", "semaphore", "--latency", "8s", "--requests", "100", "--scale", "30")
                .path("requests_per_period")
                .asDouble();

        assertThat(slow).isBetween(5.0, 24.0);
        assertThat(quick).isBetween(15.0, 84.0);
        assertThat(quick / slow).isGreaterThan(1.5);
    }

    @Test
    @Tag("slow")
    void a_fast_api_is_asked_by_a_semaphore_far_beyond_its_limit() throws Exception {
        JsonNode fast = lab("--strategy", "semaphore", "--latency", "500ms", "--requests", "400", "--scale", "5");

        assertThat(fast.path("requests_per_period").asDouble()).isGreaterThan(300);
        assertThat(fast.path("throttled").asLong())
                .isPositive()
                .isEqualTo(fast.path("lost_pages").asLong());
    }

    @Test
    @Tag("slow")
    void a_semaphore_of_ten_uses_about_a_third_of_the_limit_at_8_to_30_seconds() throws Exception {
        JsonNode semaphore = lab("--strategy", "semaphore", "--requests", "150", "--scale", "30");

        assertThat(semaphore.path("share_of_limit").asDouble()).isBetween(0.2, 0.45);
    }

    @ParameterizedTest
    @ValueSource(strings = {"500ms", "8s", "30s", "8s..30s"})
    @Tag("slow")
    void the_paced_pools_time_is_that_of_the_rate_at_any_latency(String latency) throws Exception {
        JsonNode paced = lab("--strategy", "paced", "--latency", latency, "--requests", "300", "--scale", "20");

        assertThat(paced.path("peak_window").asInt() / 100.0).isLessThanOrEqualTo(1.03);
        assertThat(paced.path("lost_pages").asLong()).isZero();
        assertThat(paced.path("wall_s").asDouble() / paced.path("ideal_s").asDouble())
                .isBetween(0.9, 1.6);
    }

    @Test
    void a_page_that_cannot_be_written_is_told_before_the_runs() throws Exception {
        Launcher app = Launcher.in(folder);
        Files.writeString(app.work().resolve("taken"), "a file, where a folder should be");

        Launch.End end = app.run("lab", "--html", "taken/lab.html");

        assertThat(end.code()).isEqualTo(2);
        assertThat(end.said()).contains("--html: taken/lab.html cannot be written");
        assertThat(app.work().resolve(".sakia/lab")).doesNotExist();
    }

    @Test
    void a_strict_api_bans_a_burst() throws Exception {
        JsonNode burst =
                lab("--strategy", "burst-gather", "--scenario", "strict-ban", "--requests", "300", "--scale", "20");

        assertThat(burst.path("banned").asBoolean()).isTrue();
        assertThat(burst.path("lost_pages").asLong()).isPositive();
    }

    @Test
    @Tag("slow")
    void what_would_take_too_long_is_reckoned_and_said_so() throws Exception {
        JsonNode sequential = lab("--strategy", "sequential", "--requests", "1000", "--scale", "300");

        assertThat(sequential.path("extrapolated").asBoolean()).isTrue();
        assertThat(sequential.path("requests").asLong()).isEqualTo(1000);
        assertThat(sequential.path("peak_in_flight").asInt()).isEqualTo(1);
        assertThat(sequential.path("wall_s").asDouble())
                .isGreaterThan(5 * sequential.path("ideal_s").asDouble());
    }

    @Test
    void it_ends_with_a_table_a_page_pictures_and_a_report_of_every_strategy() throws Exception {
        Launcher app = launcher(folder);
        Launch.End end = app.run(
                "lab",
                "--requests",
                "40",
                "--scale",
                "600",
                "--strategy",
                "paced,token-bucket",
                "--pictures",
                "drawn",
                "--report",
                "lab.json");

        assertThat(end.code()).as(end.said()).isZero();
        assertThat(end.out()).contains("paced").contains("token-bucket");
        assertThat(app.work().resolve("sakia-lab.html")).content().contains("<svg");
        assertThat(app.work().resolve("drawn/paced.svg")).content().startsWith("<svg");
        JsonNode report = report(app);
        assertThat(report.path("version").asInt()).isEqualTo(1);
        assertThat(StreamSupport.stream(report.path("strategies").spliterator(), false)
                        .map(entry -> entry.path("strategy").asText()))
                .containsExactly("paced", "token-bucket");
    }

    @Test
    void the_scenarios_of_the_docs_can_be_read_and_run() throws Exception {
        for (String file : new String[] {"black-friday", "night-shift"}) {
            Path scenario = Path.of("docs/strategies", file + ".yaml").toAbsolutePath();
            assertThat(Path.of("docs/strategies.md")).content().contains(Files.readString(scenario));
        }
        JsonNode run = lab(
                "--strategy",
                "paced",
                "--requests",
                "40",
                "--scale",
                "300",
                "--scenario",
                Path.of("docs/strategies/black-friday.yaml").toAbsolutePath().toString());

        assertThat(run.path("requests").asLong()).isGreaterThanOrEqualTo(40);
    }

    @Test
    void a_mistake_is_a_sentence_that_says_what_there_is() throws Exception {
        Launcher app = Launcher.in(folder);

        assertThat(app.run("lab", "--strategy", "semafor").said())
                .contains("--strategy: 'semafor' is none")
                .contains("semaphore");
        assertThat(app.run("lab", "--scale", "1000000").said()).contains("--scale: at 1000000.0 times the speed");
        assertThat(app.run("lab", "--scenario", "rainy").said())
                .contains("neither a scenario")
                .contains("speed-up");
        Files.writeString(app.work().resolve("mine.yaml"), "latency: 8s\nlimit: 100/60s\nlimitr: fixed\n");
        Launch.End end = app.run("lab", "--scenario", "mine.yaml");
        assertThat(end.said()).contains("mine.yaml: limitr is not known").contains("limiter");
        assertThat(end.code()).isEqualTo(2);
    }

    /** Each strategy runs in a process of its own, which starts as fast as the application's then. */
    private static Launcher launcher(Path folder) throws IOException {
        return Launcher.in(folder).environment("JAVA_TOOL_OPTIONS", AppImage.archiveOptions());
    }

    private JsonNode lab(String... arguments) throws Exception {
        Path own = Files.createTempDirectory(folder, "lab");
        Launcher app = launcher(own);
        String[] all = new String[arguments.length + 3];
        all[0] = "lab";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[arguments.length + 1] = "--report";
        all[arguments.length + 2] = "lab.json";
        Launch.End end = app.run(all);
        assertThat(end.code()).as(end.said()).isZero();
        return report(app).path("strategies").get(0);
    }

    private static JsonNode report(Launcher app) throws IOException {
        return new ObjectMapper().readTree(Files.readAllBytes(app.work().resolve("lab.json")));
    }
}
