package org.sakia.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sakia.config.JobOptions;
import org.sakia.job.ExportJob;
import org.sakia.job.JobEnd;
import org.sakia.job.JobReport;
import org.sakia.job.JobSettings;
import org.sakia.job.RouteFiles;
import org.sakia.job.RunMode;
import org.sakia.ledger.JobState;
import org.sakia.ledger.Ledger;

/** Jobs side by side in one context, as one run of the application has them. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class TwoJobsTest {

    @TempDir
    Path folder;

    private final DefaultCamelContext context = new DefaultCamelContext();
    private Ledger ledger;

    @BeforeEach
    void start() {
        RouteFiles.load(context, Path.of("no-such-folder"));
        ledger = Ledger.open(folder.resolve("state"));
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
        ledger.close();
    }

    @Test
    void each_exports_its_own_records() throws Exception {
        try (ScriptedApi orders = ScriptedApi.of(75).at(20, Reply.status(500));
                ScriptedApi users = ScriptedApi.of(230).at(0, Reply.status(503));
                ExportJob first = job("orders", orders, 10);
                ExportJob second = job("users", users, 25)) {
            first.start();
            second.start();

            assertThat(report(first).records()).isEqualTo(75);
            assertThat(report(second).records()).isEqualTo(230);
            assertThat(Export.records(folder.resolve("orders"))).isEqualTo(ScriptedApi.records(75));
            assertThat(Export.records(folder.resolve("users"))).isEqualTo(ScriptedApi.records(230));
            assertThat(orders.requests()).isEqualTo(9);
            assertThat(users.requests()).isEqualTo(11);
        }
    }

    @Test
    void one_that_is_aborted_does_not_stop_the_other() throws Exception {
        try (ScriptedApi orders = ScriptedApi.of(75).at(0, Reply.status(401));
                ScriptedApi users = ScriptedApi.of(230);
                ExportJob second = job("users", users, 25)) {
            second.start();
            try (ExportJob first = job("orders", orders, 10)) {
                first.start();
                assertThat(first.await().state()).isEqualTo(JobState.ABORTED);
            }
            assertThat(report(second).records()).isEqualTo(230);
        }
    }

    @Test
    void a_job_that_was_closed_can_run_again_in_the_same_context() throws Exception {
        try (ScriptedApi api = ScriptedApi.of(75).at(20, Reply.status(404))) {
            try (ExportJob first = job("orders", api, 10)) {
                first.start();
                JobEnd end = first.await();
                assertThat(end.state()).as(end.message()).isEqualTo(JobState.FAILED_PAGES);
            }
            assertThat(context.getRoutes()).isEmpty();
            try (ExportJob second = job("orders", api, 10)) {
                second.start();
                assertThat(second.await().state()).isEqualTo(JobState.FAILED_PAGES);
            }
            assertThat(api.requests()).isEqualTo(8);
        }
    }

    private JobReport report(ExportJob job) throws InterruptedException {
        JobReport report = job.report(job.await());
        assertThat(report.state()).as(report.message()).isEqualTo("complete");
        return report;
    }

    private ExportJob job(String name, ScriptedApi api, int pageSize) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("url", api.uri().toString());
        settings.put("rate", "none");
        settings.put("page-size", Integer.toString(pageSize));
        settings.put("retry-delay", "10ms");
        settings.put("stop-timeout", "1s");
        settings.put("out", folder.resolve(name).toString());
        JobOptions options = JobOptions.of(name, settings);
        return new ExportJob(
                context,
                options,
                ledger.take(name, options.fingerprint()),
                new JobSettings(folder.resolve("state"), options.secrets(), RunMode.RESUME));
    }
}
