package org.sakia.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sakia.job.JobReport;
import org.sakia.lab.ApiProfile;
import org.sakia.lab.ApiSimulator;
import org.sakia.ledger.JobState;

/** On a small file system that the test mounts, which only root may. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FullDiskTest {

    private static final ApiProfile PROFILE =
            ApiProfile.builder().total(300).recordBytes(1_000).build();

    @TempDir
    Path folder;

    private Path small;

    @BeforeEach
    void mount() throws Exception {
        small = Files.createDirectory(folder.resolve("small"));
        String said = run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", small.toString());
        assumeThat(said).as("a small tmpfs can be mounted").isEmpty();
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", small.toString());
    }

    @Test
    void a_full_disk_under_the_pages_ends_the_job_and_the_next_run_completes() throws Exception {
        try (ApiSimulator api = ApiSimulator.start(PROFILE)) {
            Path ballast = fill(small, 850);
            long delivered;
            try (Export first = export(api).with("out", small.resolve("out"))) {
                JobReport report = first.run();

                assertThat(report.state()).isEqualTo("aborted");
                assertThat(report.message()).contains("no room is left in " + small.resolve("out"));
                assertThat(report.pages().failed()).isZero();
                assertThat(first.status().state()).isEqualTo(JobState.ABORTED);
                delivered = report.pages().delivered();
                assertThat(Export.records(small.resolve("out"))).hasSize(Math.toIntExact(report.records()));
            }
            Files.delete(ballast);
            try (Export second = export(api).with("out", small.resolve("out"))) {
                JobReport report = second.run();

                assertThat(report.state()).as(report.message()).isEqualTo("complete");
                assertThat(report.pages().resumed()).isEqualTo(delivered);
                assertThat(Export.records(small.resolve("out"))).isEqualTo(ExportTest.records(PROFILE, 300));
            }
        }
    }

    @Test
    void a_full_disk_under_the_ledger_too_ends_the_job_and_the_next_run_completes() throws Exception {
        try (ApiSimulator api = ApiSimulator.start(PROFILE)) {
            Path ballast = fill(small, 700);
            try (Export first =
                    Export.of(small, api.uri()).with("rate", "100/100ms").with("page-size", 10)) {
                JobReport report = first.run();

                assertThat(report.state()).isEqualTo("aborted");
                assertThat(report.message()).containsAnyOf("no room is left in", "disk is full", "make room");
                assertThat(report.pages().failed()).isZero();
            }
            Files.delete(ballast);
            try (Export second =
                    Export.of(small, api.uri()).with("rate", "none").with("page-size", 10)) {
                JobReport report = second.run();

                assertThat(report.state()).as(report.message()).isEqualTo("complete");
                assertThat(Export.records(small.resolve("out"))).isEqualTo(ExportTest.records(PROFILE, 300));
            }
        }
    }

    @Test
    void a_full_disk_under_the_temporary_files_ends_the_job_and_says_where() throws Exception {
        ApiProfile large = PROFILE.toBuilder().recordBytes(400_000).total(4).build();
        try (ApiSimulator api = ApiSimulator.start(large)) {
            Path ballast = fill(small, 600);
            try (Export first = large(api)) {
                JobReport report = first.run();

                assertThat(report.state()).isEqualTo("aborted");
                assertThat(report.message()).contains("temporary file").contains("make room there");
                assertThat(report.pages().failed()).isZero();
            }
            Files.delete(ballast);
            try (Export second = large(api).with("workers", 1)) {
                assertThat(second.run().state()).isEqualTo("complete");
            }
        }
    }

    @Test
    void a_disk_that_is_full_at_the_merge_keeps_the_pages() throws Exception {
        try (ApiSimulator api = ApiSimulator.start(PROFILE)) {
            Path ballast = fill(small, 850);
            Path merged = small.resolve("all.ndjson");
            try (Export first = export(api).with("merge", merged)) {
                JobReport report = first.run();

                assertThat(report.state()).isEqualTo("aborted");
                assertThat(report.message()).contains("(merge)").contains("No space left");
                assertThat(report.records()).isEqualTo(300);
                assertThat(merged).doesNotExist();
            }
            Files.delete(ballast);
            try (Export second = export(api).with("merge", merged)) {
                assertThat(second.run().state()).isEqualTo("complete");
                assertThat(api.referee().arrivals()).isEqualTo(30);
                assertThat(Files.readAllLines(merged)).isEqualTo(ExportTest.records(PROFILE, 300));
            }
        }
    }

    @Test
    void a_disk_without_room_for_one_more_folder_ends_the_job() throws Exception {
        Path out = Files.createDirectory(small.resolve("out"));
        assertThat(run("mount", "-o", "remount,nr_inodes=8", small.toString())).isEmpty();
        fillInodesButOne();
        try (ApiSimulator api = ApiSimulator.start(PROFILE);
                Export first = export(api).with("out", out).with("workers", 1).with("retry-attempts", 2)) {
            JobReport report = first.run();

            assertThat(report.state())
                    .as(first.status().failedPages().toString())
                    .isEqualTo("aborted");
            assertThat(report.message()).contains("no room is left in " + out);
            assertThat(report.pages().failed()).isZero();
        }
    }

    @Test
    void a_disk_that_the_system_makes_read_only_ends_the_job() throws Exception {
        try (ScriptedApi api = ScriptedApi.of(300);
                Export first = Export.of(folder, api.uri())
                        .with("out", small.resolve("out"))
                        .with("rate", "none")
                        .with("page-size", 10)
                        .with("workers", 1)
                        .with("retry-attempts", 2)) {
            api.table((offset, limit) -> {
                if (offset == 50) {
                    makeReadOnly();
                }
                return api.page(offset, limit);
            });
            JobReport report = first.run();

            assertThat(report.state())
                    .as(first.status().failedPages().toString())
                    .isEqualTo("aborted");
            assertThat(report.message())
                    .contains(small.resolve("out").toString())
                    .contains("Read-only");
            assertThat(report.pages().failed()).isZero();
        }
    }

    private void makeReadOnly() {
        try {
            run("mount", "-o", "remount,ro", small.toString());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void fillInodesButOne() throws IOException {
        try {
            for (int name = 1; ; name++) {
                Files.createFile(small.resolve(Integer.toString(name)));
            }
        } catch (IOException full) {
            Files.delete(small.resolve("1"));
        }
    }

    private Export export(ApiSimulator api) {
        return Export.of(folder, api.uri())
                .with("rate", "none")
                .with("page-size", 10)
                .with("workers", 4);
    }

    private Export large(ApiSimulator api) {
        return Export.of(small, api.uri())
                .with("out", folder.resolve("out"))
                .with("rate", "none")
                .with("page-size", 1);
    }

    private static Path fill(Path folder, int kibibytes) throws IOException {
        return Files.write(folder.resolve("ballast"), new byte[kibibytes * 1024]);
    }

    /** What the command said; empty if it went well. */
    private static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? "" : "not permitted here: " + said;
    }
}
