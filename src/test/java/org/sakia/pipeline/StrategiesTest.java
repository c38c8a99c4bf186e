package org.sakia.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.sakia.config.Strategy;
import org.sakia.job.JobReport;
import org.sakia.lab.ApiProfile;
import org.sakia.lab.ApiSimulator;
import org.sakia.lab.Limit;
import org.sakia.request.Rate;

/** The ways of limiting beside the pipeline's own: what each does to an API. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class StrategiesTest {

    private static final Rate RATE = new Rate(20, Duration.ofSeconds(1));

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void every_strategy_exports_every_record_once(Strategy strategy) throws Exception {
        try (ScriptedApi api = ScriptedApi.of(125);
                Export export = export(api.uri(), strategy, "200/1s")) {
            JobReport report = export.run();

            assertThat(report.state()).as(report.message()).isEqualTo("complete");
            assertThat(Export.records(export.out())).isEqualTo(ScriptedApi.records(125));
            assertThat(api.requests()).isEqualTo(13);
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.INCLUDE,
            names = {"SEQUENTIAL", "SEMAPHORE", "BOUNDED_GATHER", "WORKER_POOL"})
    void concurrency_is_bounded_where_the_strategy_bounds_it(Strategy strategy) throws Exception {
        int most = strategy == Strategy.SEQUENTIAL ? 1 : 5;
        ApiProfile slow = ApiProfile.builder()
                .total(400)
                .latency(Duration.ofMillis(20), Duration.ofMillis(40))
                .build();
        try (ApiSimulator api = ApiSimulator.start(slow);
                Export export = export(api.uri(), strategy, "none").with("workers", 5)) {
            JobReport report = export.run();

            assertThat(report.state()).as(report.message()).isEqualTo("complete");
            assertThat(api.referee().peakInFlight()).isEqualTo(most);
        }
    }

    @Test
    void a_burst_asks_for_everything_at_once() throws Exception {
        ApiProfile slow = ApiProfile.builder()
                .total(400)
                .latency(Duration.ofSeconds(1), Duration.ofSeconds(1))
                .build();
        try (ApiSimulator api = ApiSimulator.start(slow);
                Export export = export(api.uri(), Strategy.BURST_GATHER, "none")) {
            assertThat(export.run().state()).isEqualTo("complete");
            assertThat(api.referee().peakInFlight()).isGreaterThan(30);
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.INCLUDE,
            names = {"BURST_GATHER", "SEMAPHORE", "BOUNDED_GATHER", "WORKER_POOL"})
    void what_bounds_no_rate_loses_pages_to_an_api_that_does(Strategy strategy) throws Exception {
        ApiProfile limited =
                ApiProfile.builder().total(400).limit(Limit.of(RATE)).build();
        try (ApiSimulator api = ApiSimulator.start(limited);
                Export export = export(api.uri(), strategy, "none").with("workers", 10)) {
            JobReport report = export.run();

            assertThat(report.state()).isEqualTo("failed-pages");
            assertThat(api.referee().throttled()).isEqualTo(report.pages().failed());
            assertThat(report.pages().failed() + report.pages().delivered()).isEqualTo(40);
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.INCLUDE,
            names = {"TOKEN_BUCKET", "LEAKY_BUCKET", "SLIDING_WINDOW", "ADAPTIVE"})
    void what_bounds_the_rate_is_held_back_and_loses_nothing(Strategy strategy) throws Exception {
        ApiProfile limited = ApiProfile.builder()
                .total(400)
                .limit(Limit.of(new Rate(15, Duration.ofSeconds(1))))
                .build();
        try (ApiSimulator api = ApiSimulator.start(limited);
                Export export = export(api.uri(), strategy, "20/1s").with("workers", 10)) {
            JobReport report = export.run();

            assertThat(report.state()).as(report.message()).isEqualTo("complete");
            assertThat(report.records()).isEqualTo(400);
        }
    }

    private Export export(Object url, Strategy strategy, String rate) {
        return Export.of(folder, url)
                .with("strategy", strategy.word())
                .with("rate", strategy.hasRate() ? rate : "none")
                .with("page-size", 10);
    }
}
