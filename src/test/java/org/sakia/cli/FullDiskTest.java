package org.sakia.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sakia.lab.ApiProfile;
import org.sakia.lab.ApiSimulator;

/** A disk that fills up: the run stops with 4, and goes on once there is room. */
class FullDiskTest {

    private static final ApiProfile FOUR_MB =
            ApiProfile.builder().total(400).recordBytes(10_000).build();

    @TempDir
    private Path folder;

    private Launcher app;
    private Path disk;
    private boolean mounted;

    private static boolean does(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    @BeforeEach
    void mount() throws Exception {
        app = Launcher.in(folder);
        disk = Files.createDirectory(app.work().resolve("disk"));
        mounted = Files.isExecutable(Path.of("/bin/mount"))
                && does("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString());
        assumeThat(mounted)
                .as("a small file system can be mounted here, which needs root")
                .isTrue();
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            does("umount", "-l", disk.toString());
        }
    }

    private void makeRoom() throws Exception {
        assertThat(does("mount", "-o", "remount,size=64m", disk.toString())).isTrue();
    }

    @Test
    void a_full_disk_under_the_output_stops_the_run_and_the_next_one_completes() throws Exception {
        try (ApiSimulator api = ApiSimulator.start(FOUR_MB)) {
            app.job(Launcher.JOB, api.uri()).with("out", "disk/orders");

            Launch.End full = app.run("run");

            assertThat(full.code()).as(full.said()).isEqualTo(4);
            assertThat(full.out()).contains("no room is left in disk/orders; make room and run again");

            makeRoom();
            List<Path> delivered = new Output(disk.resolve("orders")).pages();
            long arrivals = api.referee().arrivals();
            Launch.End next = app.run("run");

            assertThat(next.code()).as(next.said()).isZero();
            assertThat(new Output(disk.resolve("orders")).ids())
                    .containsExactlyElementsOf(LongStream.range(0, 400).boxed().toList());
            assertThat(delivered).isNotEmpty();
            assertThat(api.referee().arrivals() - arrivals).isLessThanOrEqualTo(40 - delivered.size() + 4);
        }
    }

    @Test
    void a_full_disk_under_ledger_and_spool_stops_the_run_and_the_next_one_completes() throws Exception {
        try (ApiSimulator api = ApiSimulator.start(FOUR_MB)) {
            app.job(Launcher.JOB, api.uri()).with("out", "disk/orders").line("sakia.state = disk/state");

            Launch.End full = app.run("run");

            assertThat(full.code()).as(full.said()).isEqualTo(4);

            makeRoom();
            Launch.End next = app.run("run");

            assertThat(next.code()).as(next.said()).isZero();
            assertThat(new Output(disk.resolve("orders")).ids())
                    .containsExactlyElementsOf(LongStream.range(0, 400).boxed().toList());
        }
    }
}
