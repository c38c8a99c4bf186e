package org.sakia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sakia.lab.ApiProfile;
import org.sakia.lab.ApiSimulator;

/** Guarantee 6: 64 MiB of heap do, whatever the size and the number of pages. */
class MemoryTest {

    @TempDir
    private Path folder;

    private Launcher launcher(ApiSimulator api) throws Exception {
        return Launcher.in(folder, api.uri()).jvm("-XX:+ExitOnOutOfMemoryError");
    }

    private static JsonNode job(Launcher app) throws Exception {
        return new ObjectMapper()
                .readTree(app.work().resolve("report.json").toFile())
                .path("jobs")
                .path(0);
    }

    @Test
    void fifty_workers_with_pages_of_5_mb_fit() throws Exception {
        ApiProfile large = ApiProfile.builder()
                .total(60 * 500)
                .maxPageSize(500)
                .recordBytes(10_000)
                .latency(Duration.ofMillis(500), Duration.ofMillis(600))
                .build();
        try (ApiSimulator api = ApiSimulator.start(large)) {
            Launcher app = launcher(api).with("page-size", 500).with("workers", 50);

            Launch.End end = app.run("run", "--report", "report.json");

            assertThat(end.code()).as(end.said()).isZero();
            assertThat(job(app).path("bytes").longValue()).isEqualTo(60L * 500 * 10_001);
            assertThat(job(app).path("peak_in_flight").intValue()).isBetween(40, 50);
        }
    }

    @Test
    void a_hundred_workers_with_records_of_1_mib_fit() throws Exception {
        ApiProfile large = ApiProfile.builder()
                .total(120)
                .maxPageSize(1)
                .recordBytes(1 << 20)
                .latency(Duration.ofMillis(500), Duration.ofMillis(600))
                .build();
        try (ApiSimulator api = ApiSimulator.start(large)) {
            Launcher app = launcher(api).with("page-size", 1).with("workers", 100);

            Launch.End end = app.run("run", "--report", "report.json");

            assertThat(end.code()).as(end.said()).isZero();
            assertThat(job(app).path("records").longValue()).isEqualTo(120);
        }
    }

    @Test
    @Tag("slow")
    void two_hundred_thousand_tiny_pages_fit() throws Exception {
        int pages = 200_000;
        ApiProfile tiny = ApiProfile.builder().total(pages).maxPageSize(1).build();
        try (ApiSimulator api = ApiSimulator.start(tiny)) {
            Launcher app = launcher(api).with("page-size", 1).with("workers", 8);

            try (Launch run = app.start("run", "--report", "report.json", "--no-progress")) {
                Launch.End end = run.await(Duration.ofHours(1));

                assertThat(end.code()).as(end.said()).isZero();
            }
            JsonNode job = job(app);
            assertThat(job.path("records").longValue()).isEqualTo(pages);
            assertThat(app.output().pages()).hasSize(pages);
            assertThat(api.referee().repeatedRequests()).isZero();
            double seconds = job.path("wall_s").doubleValue();
            System.out.printf(
                    "MemoryTest: %d pages in %.0f s, %.0f pages/s, at -Xmx64m%n", pages, seconds, pages / seconds);
        }
    }
}
