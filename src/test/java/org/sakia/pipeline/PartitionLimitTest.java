package org.sakia.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sakia.job.JobReport;
import org.sakia.lab.ApiProfile;
import org.sakia.lab.ApiSimulator;
import org.sakia.lab.PagedBy;
import org.sakia.request.Rate;

/** Guarantees 1 to 3 for a source that one request at a time could never drain at its limit. */
@Timeout(120)
class PartitionLimitTest {

    private static final int REGIONS = 20;
    private static final Rate RATE = new Rate(30, Duration.ofSeconds(1));

    @TempDir
    Path folder;

    /** As 100/60s with pages of 30 s would be, in small: 30/s with pages of 400 ms need twelve in flight. */
    @Test
    void twenty_chains_of_slow_pages_use_the_whole_limit_and_keep_it() throws Exception {
        ApiProfile profile = ApiProfile.builder()
                .total(REGIONS * 60)
                .regions(REGIONS)
                .latency(Duration.ofMillis(350), Duration.ofMillis(450))
                .build();
        Undisturbed.measure(folder, fresh -> {
            try (ApiSimulator api = ApiSimulator.start(profile);
                    Export export = Export.of(fresh, PagedBy.CURSOR.uriOfCustomers(api))
                            .with(PagedBy.CURSOR.options())
                            .with(
                                    "partition-values",
                                    IntStream.range(0, REGIONS)
                                            .mapToObj(region -> "r" + region)
                                            .collect(Collectors.joining(",")))
                            .with("page-size", 10)
                            .with("rate", "30/1s")
                            .with("rate-margin", "100ms")
                            .with("workers", REGIONS)) {
                api.uri().toURL().openStream().close();
                api.referee().reset();
                JobReport report = export.run();

                assertThat(report.state()).as(report.message()).isEqualTo("complete");
                assertThat(report.records()).isEqualTo(REGIONS * 60);
                assertThat(api.referee().peakInAnyWindow(RATE.period())).isLessThanOrEqualTo(RATE.requests());
                // The margin takes a tenth of so short a period, and the last chains end one by one.
                assertThat(api.referee().shareOf(RATE)).isGreaterThan(0.8);
                assertThat(report.peakInFlight()).isBetween(5, REGIONS);
            }
        });
    }
}
