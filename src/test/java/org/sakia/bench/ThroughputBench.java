package org.sakia.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sakia.config.JobOptions;
import org.sakia.job.ExportJob;
import org.sakia.job.JobReport;
import org.sakia.job.JobSettings;
import org.sakia.job.RouteFiles;
import org.sakia.job.RunMode;
import org.sakia.lab.ApiProfile;
import org.sakia.lab.ApiSimulator;
import org.sakia.ledger.Ledger;
import org.sakia.request.Rate;

/** Prints how fast the pipeline is; asserts nothing. Run by {@code bench/throughput}. */
@Tag("bench")
class ThroughputBench {

    private static final int PAGE_SIZE = 50;

    @TempDir
    Path folder;

    @Test
    void without_a_limit() throws Exception {
        for (int recordBytes : List.of(120, 2_000)) {
            for (int round = 0; round < 3; round++) {
                ApiProfile profile = ApiProfile.builder()
                        .total(10_000L * PAGE_SIZE)
                        .recordBytes(recordBytes)
                        .build();
                export("none, pages of " + PAGE_SIZE * recordBytes + " bytes", profile, "none", "8");
            }
        }
    }

    @Test
    void share_of_the_limit_that_is_used() throws Exception {
        for (String rate : List.of("10/1s", "50/1s", "200/1s", "100/3s")) {
            int requests = Integer.parseInt(rate.substring(0, rate.indexOf('/')));
            long millis = rate.endsWith("3s") ? 3000 : 1000;
            ApiProfile profile = ApiProfile.builder()
                    .total(8L * requests * PAGE_SIZE)
                    .latency(Duration.ofMillis(200), Duration.ofMillis(600))
                    .rates(new Rate(requests, Duration.ofMillis(millis)))
                    .build();
            export(rate, profile, rate, "150");
        }
    }

    private void export(String title, ApiProfile profile, String rate, String workers) throws Exception {
        Path here = Files.createTempDirectory(folder, "run");
        JobOptions options;
        try (ApiSimulator api = ApiSimulator.start(profile);
                DefaultCamelContext context = new DefaultCamelContext();
                Ledger ledger = Ledger.open(here.resolve("state"))) {
            options = JobOptions.of(
                    "bench",
                    Map.of(
                            "url", api.uri().toString(),
                            "rate", rate,
                            "workers", workers,
                            "page-size", Integer.toString(PAGE_SIZE),
                            "out", here.resolve("out").toString()));
            RouteFiles.load(context, here);
            context.start();
            try (ExportJob job = new ExportJob(
                    context,
                    options,
                    ledger.take("bench", options.fingerprint()),
                    new JobSettings(here.resolve("state"), options.secrets(), RunMode.RESUME))) {
                long cpu = cpuNanos();
                job.start();
                JobReport report = job.report(job.await());
                System.out.printf(
                        Locale.ROOT,
                        "%-32s %s, %,d pages in %.1f s: %,.0f pages/s, %.2f ms CPU a page (simulator included),"
                                + " %.1f %% of the limit, peak %d of %s%n",
                        title,
                        report.state(),
                        report.pages().delivered(),
                        report.wallS(),
                        report.pages().delivered() / report.wallS(),
                        (cpuNanos() - cpu) / 1e6 / report.pages().delivered(),
                        report.rate().utilisation() * 100,
                        rate.equals("none") ? 0 : api.referee().peakInAnyWindow(window(profile)),
                        rate);
            }
        }
    }

    private static Duration window(ApiProfile profile) {
        return profile.limit().rates().get(0).period();
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
