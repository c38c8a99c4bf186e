package org.sakia.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sakia.job.ExportJob;
import org.sakia.job.JobReport;
import org.sakia.lab.ApiProfile;
import org.sakia.lab.ApiSimulator;
import org.sakia.lab.Limit;
import org.sakia.pipeline.AnsweringApi.Reply;
import org.sakia.request.Rate;

/** A good answer that says "nothing left" holds all workers back before anybody is refused. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class EarlyHoldTest {

    private static final long TOTAL = 300;
    private static final int LAST_BUT_ONE = 7;

    @TempDir
    Path folder;

    @Test
    void nobody_asks_before_the_reset() throws Exception {
        AtomicLong said = new AtomicLong();
        try (AnsweringApi api = AnsweringApi.start(request -> {
                    Reply page = request.page(TOTAL);
                    if (request.number() != LAST_BUT_ONE) {
                        return page.with("X-RateLimit-Remaining", "100");
                    }
                    said.set(System.nanoTime());
                    return page.with("X-RateLimit-Remaining", "0").with("X-RateLimit-Reset", "2");
                });
                Export export = export(api)) {
            ExportJob job = export.start();
            await().atMost(20, TimeUnit.SECONDS)
                    .until(() -> job.waitingFor().orElse("").matches("held back by the API until .*0 requests left.*"));
            JobReport report = job.report(job.await());

            assertThat(report.state()).isEqualTo("complete");
            assertThat(report.requests().throttled()).isZero();
            // what was on its way may still arrive
            assertThat(api.seen())
                    .filteredOn(seen ->
                            seen.nanos() - said.get() > Duration.ofMillis(500).toNanos())
                    .isNotEmpty()
                    .allSatisfy(seen -> assertThat(seen.nanos() - said.get())
                            .isGreaterThanOrEqualTo(Duration.ofSeconds(2).toNanos()));
        }
    }

    @Test
    void the_wait_is_no_reason_to_give_up() throws Exception {
        try (AnsweringApi api = AnsweringApi.start(request -> switch (request.number()) {
                    case 3 -> Reply.of(429).with("Retry-After", "0.1");
                    case 4 ->
                        request.page(TOTAL).with("X-RateLimit-Remaining", "0").with("X-RateLimit-Reset", "2");
                    case 5 -> Reply.of(429).with("Retry-After", "0.1");
                    default -> request.page(TOTAL);
                });
                Export export = export(api).with("workers", 1).with("give-up-after", "1s")) {
            assertThat(export.run().state()).isEqualTo("complete");
        }
    }

    @Test
    void a_reset_beyond_hold_max_ends_the_job_when_what_is_under_way_has_landed() throws Exception {
        try (AnsweringApi api = AnsweringApi.start(
                        request -> request.page(TOTAL).with("RateLimit", "limit=100, remaining=0, reset=7200"));
                Export export = export(api).with("hold-max", "1h")) {
            JobReport report = export.run();

            assertThat(report.state()).isEqualTo("aborted");
            assertThat(report.message())
                    .contains("0 requests left", "come back in 2h", "hold-max")
                    .containsPattern("at .*\\d\\d:\\d\\d:\\d\\d");
            assertThat(report.records()).isEqualTo(10);
        }
    }

    /** The simulator tells the truth: at the exact rate there is nothing left most of the time. */
    @Test
    void an_api_that_has_nothing_left_because_of_us_alone_is_used_to_the_full() throws Exception {
        Rate rate = new Rate(20, Duration.ofSeconds(1));
        ApiProfile profile = ApiProfile.builder()
                .total(600)
                .limit(Limit.of(rate).withHeaders())
                .build();
        Undisturbed.measure(folder, fresh -> {
            try (ApiSimulator api = ApiSimulator.start(profile);
                    Export export = Export.of(fresh, api.uri())
                            .with("rate", rate.text())
                            .with("rate-margin", "150ms")
                            .with("workers", 10)
                            .with("page-size", 10)) {
                assertThat(export.run().requests()).isEqualTo(new JobReport.Requests(60, 60, 0, 0));
                // 20 in 1.15 s; with early holds it were 0.6
                assertThat(api.referee().shareOf(rate)).isGreaterThan(0.8);
            }
        });
    }

    @Test
    void fields_that_cannot_be_read_are_counted_and_do_no_harm() throws Exception {
        try (AnsweringApi api = AnsweringApi.start(request ->
                        request.page(50).with("X-RateLimit-Remaining", "many").with("X-RateLimit-Reset", "soon"));
                Export export = export(api)) {
            ExportJob job = export.start();

            assertThat(job.report(job.await()).state()).isEqualTo("complete");
            assertThat(job.stats().limitFieldsMalformed()).isEqualTo(10);
        }
    }

    private Export export(AnsweringApi api) {
        return Export.of(folder, api.uri("/orders"))
                .with("rate", "none")
                .with("workers", 4)
                .with("page-size", 10);
    }
}
