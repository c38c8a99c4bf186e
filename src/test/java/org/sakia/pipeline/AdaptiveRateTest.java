package org.sakia.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sakia.job.JobReport;
import org.sakia.lab.ApiProfile;
import org.sakia.lab.ApiSimulator;
import org.sakia.lab.Limit;
import org.sakia.pipeline.AnsweringApi.Reply;
import org.sakia.request.Rate;

/** A pace that follows what the API says: {@code rate-adaptive = true} and {@code rate = auto}. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class AdaptiveRateTest {

    @TempDir
    Path folder;

    @Test
    void a_refusal_halves_the_pace_and_pages_give_it_back_step_by_step() throws Exception {
        AtomicLong refused = new AtomicLong();
        try (AnsweringApi api = AnsweringApi.start(request -> {
                    if (request.number() == 10) {
                        refused.set(System.nanoTime());
                        return Reply.of(429).with("Retry-After", "0.1");
                    }
                    return request.page(500);
                });
                Export export = export(api, "20/1s").with("rate-adaptive", true)) {
            JobReport report = export.run();

            assertThat(report.state()).isEqualTo("complete");
            assertThat(report.rate().lowestShare()).hasValue(0.5);
            assertThat(report.rate().adaptiveShare().orElse(0)).isBetween(0.55, 0.95);
            // of the twenty that the rate allows, and a few that were on their way
            assertThat(within(api, refused.get(), 1_500)).isLessThanOrEqualTo(20);
        }
    }

    @Test
    void a_storm_of_refusals_halves_it_once() throws Exception {
        CountDownLatch allIn = new CountDownLatch(8);
        try (AnsweringApi api = AnsweringApi.start(request -> {
                    if (request.number() == 0 || request.number() > 8) {
                        return request.page(300);
                    }
                    allIn.countDown();
                    allIn.await();
                    return Reply.of(429).with("Retry-After", "0.1");
                });
                Export export = export(api, "50/1s").with("burst", 20).with("rate-adaptive", true)) {
            JobReport report = export.run();

            assertThat(report.requests().throttled()).isEqualTo(8);
            assertThat(report.rate().lowestShare()).hasValue(0.5);
        }
    }

    @Test
    void latency_is_no_reason_to_slow_down() throws Exception {
        ApiProfile slow = ApiProfile.builder()
                .total(200)
                .latency(Duration.ofMillis(800), Duration.ofMillis(1_500))
                .build();
        try (ApiSimulator api = ApiSimulator.start(slow);
                Export export = Export.of(folder, api.uri())
                        .with("rate", "20/1s")
                        .with("rate-adaptive", true)
                        .with("workers", 20)
                        .with("page-size", 10)) {
            assertThat(export.run().rate().lowestShare()).hasValue(1);
        }
    }

    /** The configured rate is four times what the API bears: without adapting, refusals would go on for ever. */
    @Test
    void it_comes_down_to_what_the_api_bears() throws Exception {
        ApiProfile profile = ApiProfile.builder()
                .total(400)
                .limit(Limit.of(new Rate(10, Duration.ofSeconds(1))))
                .build();
        try (ApiSimulator api = ApiSimulator.start(profile);
                Export export = Export.of(folder, api.uri())
                        .with("rate", "40/1s")
                        .with("rate-adaptive", true)
                        .with("workers", 5)
                        .with("page-size", 10)) {
            JobReport report = export.run();

            assertThat(report.state()).isEqualTo("complete");
            assertThat(report.rate().lowestShare().orElse(1)).isLessThanOrEqualTo(0.25);
        }
    }

    @Test
    void auto_takes_what_the_first_answer_announces() throws Exception {
        Undisturbed.measure(folder, fresh -> {
            try (AnsweringApi api = AnsweringApi.start(request ->
                            request.page(500).with("RateLimit-Policy", "\"burst\";q=20;w=1,\"long\";q=9999;w=60"));
                    Export export = export(fresh, api, "auto").with("rate-margin", "100ms")) {
                JobReport report = export.run();

                assertThat(report.state()).isEqualTo("complete");
                assertThat(report.rate().limit()).isEqualTo("20/1s");
                assertThat(report.rate().adaptiveShare()).isEqualTo(OptionalDouble.of(1));
                // at one a second it would take almost a minute
                assertThat(report.wallS()).isBetween(2.0, 30.0);
                List<AnsweringApi.Seen> seen = api.seen();
                assertThat(seen).allSatisfy(first -> assertThat(within(api, first.nanos() - 1, 1_000))
                        .isLessThanOrEqualTo(20));
            }
        });
    }

    @Test
    void auto_goes_at_one_a_second_where_nothing_is_announced() throws Exception {
        try (AnsweringApi api = AnsweringApi.start(request -> request.page(30));
                Export export = export(api, "auto")) {
            JobReport report = export.run();

            assertThat(report.rate().limit()).isEqualTo("60/60s");
            assertThat(report.wallS()).isGreaterThan(1.9);
        }
    }

    private static long within(AnsweringApi api, long after, long millis) {
        return api.seen().stream()
                .map(seen -> seen.nanos() - after)
                .filter(nanos -> nanos > 0 && nanos < TimeUnit.MILLISECONDS.toNanos(millis))
                .count();
    }

    private Export export(AnsweringApi api, String rate) {
        return export(folder, api, rate);
    }

    private static Export export(Path folder, AnsweringApi api, String rate) {
        return Export.of(folder, api.uri("/orders"))
                .with("rate", rate)
                .with("workers", 10)
                .with("page-size", 10);
    }
}
