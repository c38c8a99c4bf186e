package org.sakia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the lab says of memory: a gather's grows with the number of requests, a pool's does not. */
class LabMemoryTest {

    /** A loaded machine takes minutes for so many requests. */
    private static final Duration PATIENCE = Duration.ofMinutes(8);

    @TempDir
    Path folder;

    @Test
    @Tag("slow")
    void a_gathers_memory_grows_with_the_requests_and_a_pools_does_not() throws Exception {
        double gatherGrows = heap("bounded-gather", 20_000) / heap("bounded-gather", 500);
        double poolGrows = heap("worker-pool", 20_000) / heap("worker-pool", 500);

        System.out.printf("LabMemoryTest: forty times the requests, heap x %.1f and x %.1f%n", gatherGrows, poolGrows);
        assertThat(poolGrows).isLessThan(1.25);
        assertThat(gatherGrows / poolGrows).isGreaterThan(1.3);
    }

    private double heap(String strategy, int requests) throws Exception {
        Path own = Files.createTempDirectory(folder, "lab");
        Launcher app = Launcher.in(own);
        Launch.End end = app.start(
                        "lab",
                        "--strategy",
                        strategy,
                        "--requests",
                        Integer.toString(requests),
                        "--latency",
                        "4s",
                        "--limit",
                        "100000/60s",
                        "--scale",
                        "200",
                        "--report",
                        "lab.json")
                .await(PATIENCE);
        assertThat(end.code()).as(end.said()).isZero();
        return new ObjectMapper()
                .readTree(Files.readAllBytes(app.work().resolve("lab.json")))
                .path("strategies")
                .get(0)
                .path("peak_heap_mb")
                .asDouble();
    }
}
