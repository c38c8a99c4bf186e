package org.sakia.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sakia.job.ExportJob;
import org.sakia.job.JobReport;
import org.sakia.pipeline.AnsweringApi.Reply;
import org.sakia.pipeline.AnsweringApi.Seen;

/** A quota bounds what departs in a long period, over restarts too. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class QuotaTest {

    @TempDir
    Path folder;

    @Test
    void all_wait_until_some_of_it_is_free_again() throws Exception {
        Undisturbed.measure(folder, fresh -> {
            try (AnsweringApi api = AnsweringApi.start(request -> request.page(90));
                    Export export = export(fresh, api, "4/2s").with("give-up-after", "1s")) {
                ExportJob job = export.start();
                await().atMost(20, TimeUnit.SECONDS)
                        .until(() -> job.waitingFor().orElse("").matches("quota of 4/2s used up until .*"));
                JobReport report = job.report(job.await());

                assertThat(report.state()).isEqualTo("complete");
                assertThat(report.records()).isEqualTo(90);
                List<Seen> seen = api.seen();
                for (int i = 4; i < seen.size(); i++) {
                    // the margin is for the way; the quota itself has none
                    assertThat(seen.get(i).nanos() - seen.get(i - 4).nanos())
                            .isGreaterThan(Duration.ofMillis(1_900).toNanos());
                }
            }
        });
    }

    @Test
    void the_wait_is_no_reason_to_give_up_on_an_api_that_refuses_before_and_after() throws Exception {
        try (AnsweringApi api = AnsweringApi.start(request -> request.number() == 1 || request.number() == 2
                        ? Reply.of(429).with("Retry-After", "0.05")
                        : request.page(20));
                Export export = export(api, "2/2s").with("give-up-after", "1s")) {
            assertThat(export.run().state()).isEqualTo("complete");
        }
    }

    @Test
    void whatever_departs_counts_retries_included() throws Exception {
        try (AnsweringApi api =
                        AnsweringApi.start(request -> request.number() % 2 == 1 ? Reply.of(500) : request.page(500));
                Export export = export(api, "6/1h").with("quota-on-empty", "stop")) {
            JobReport report = export.run();

            assertThat(report.state()).isEqualTo("paused");
            assertThat(report.message())
                    .containsPattern("quota of 6/1h used up until .*\\d\\d:\\d\\d:\\d\\d; run again then");
            assertThat(api.seen()).hasSize(6);
            assertThat(report.records()).isEqualTo(30);
            assertThat(report.pages().failed()).isZero();
        }
    }

    @Test
    void a_later_run_goes_on_counting_and_then_goes_on_exporting() throws Exception {
        try (AnsweringApi api = AnsweringApi.start(request -> request.page(60))) {
            try (Export first = export(api, "4/1h").with("quota-on-empty", "stop")) {
                assertThat(first.run().state()).isEqualTo("paused");
            }
            try (Export again = export(api, "4/1h").with("quota-on-empty", "stop")) {
                assertThat(again.run().state()).isEqualTo("paused");
                assertThat(api.seen()).hasSize(4);
            }
            try (Export larger = export(api, "6/1h").with("quota-on-empty", "stop")) {
                JobReport report = larger.run();

                assertThat(report.state()).isEqualTo("complete");
                assertThat(report.records()).isEqualTo(60);
                assertThat(api.seen()).hasSize(6);
            }
        }
    }

    private Export export(AnsweringApi api, String quota) {
        return export(folder, api, quota);
    }

    private static Export export(Path folder, AnsweringApi api, String quota) {
        return Export.of(folder, api.uri("/orders"))
                .with("rate", "none")
                .with("quota", quota)
                .with("workers", 4)
                .with("page-size", 10);
    }
}
