package org.sakia.pipeline;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sakia.config.JobOptions;
import org.sakia.job.ExportJob;
import org.sakia.job.JobReport;
import org.sakia.lab.ApiProfile;
import org.sakia.lab.ApiProfileBuilder;
import org.sakia.lab.ApiSimulator;
import org.sakia.lab.Faults;
import org.sakia.lab.Latency;
import org.sakia.lab.Phase;

/**
 * Guarantee 1: in any window of the period, measured where the requests arrive, there are at most N of them. The margin
 * is wider than a user's, because this machine may stall on the way from the send to the stamp.
 */
@Timeout(120)
class LimitTest {

    private static final String MARGIN = "150ms";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"10/1s; 35", "5/1500ms; 14", "20/500ms; 90", "5/300ms,12/1s; 30"})
    void noWindowHoldsMoreThanTheLimit(String rate, int pages) throws Exception {
        assertLimitHolds(api(pages).latency(millis(5), millis(100)).build(), rate, "1", "20");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"10/1s; 10; 35", "20/500ms; 7; 80", "6/400ms,15/2s; 6; 40"})
    void aBurstStaysWithinTheLimit(String rate, String burst, int pages) throws Exception {
        assertLimitHolds(api(pages).latency(millis(5), millis(30)).build(), rate, burst, "20");
    }

    @Test
    void retriesCountTowardsTheLimit() throws Exception {
        Faults tenPercent = new Faults(0.04, 0.03, 0, 0.01, 0.02, 7);

        JobReport report = assertLimitHolds(
                api(90).latency(millis(5), millis(60)).faults(tenPercent).build(), "20/500ms", "1", "10");

        assertThat(report.requests().failed() + report.requests().throttled()).isPositive();
        assertThat(report.requests().total()).isGreaterThan(90);
    }

    /** 8 s, then 30 s, then 0.5 s, a hundred times as fast: nothing may be banked while the workers cannot keep up. */
    @Test
    void permitsAreNotBankedWhileTheApiIsSlow() throws Exception {
        List<Phase> phases = List.of(phase(25, 300), phase(45, 5));

        assertLimitHolds(api(110).latency(millis(80), millis(80)).phases(phases).build(), "20/600ms", "1", "4");
    }

    /** The stock Throttler forgets its permits after ten idle periods and then has twice as many. */
    @Test
    void anIdleTimeIsNotFollowedByAFlood() throws Exception {
        List<Phase> phases = List.of(phase(20, 2_000), phase(40, 5));

        assertLimitHolds(api(110).latency(millis(5), millis(5)).phases(phases).build(), "20/300ms", "5", "20");
    }

    @Test
    void whatACheckSentCountsForTheRunBehindIt() throws Exception {
        Undisturbed.measure(folder, fresh -> {
            try (ApiSimulator api = warm(api(7).build())) {
                try (Export check = export(fresh, api, "3/3s", "3", "8")) {
                    check.check();
                }
                try (Export run = export(fresh, api, "3/3s", "3", "8")) {
                    assertThat(run.run().state()).isEqualTo("complete");
                }
                assertThat(api.referee().arrivals()).isEqualTo(8);
                assertThat(api.referee().peakInAnyWindow(Duration.ofSeconds(3))).isEqualTo(3);
            }
        });
    }

    @Test
    void theLimitHoldsAcrossARestart() throws Exception {
        Undisturbed.measure(folder, fresh -> {
            try (ApiSimulator api = warm(api(20).latency(millis(20), millis(20)).build())) {
                try (Export cutShort = export(fresh, api, "6/2s", "6", "8")) {
                    ExportJob job = cutShort.start();
                    await().atMost(20, SECONDS).until(() -> api.referee().arrivals() >= 10);
                    job.interrupt();
                    job.await();
                }
                long before = api.referee().arrivals();
                try (Export again = export(fresh, api, "6/2s", "6", "8")) {
                    assertThat(again.run().state()).isEqualTo("complete");
                }
                assertThat(before).isLessThan(20);
                assertThat(api.referee().arrivals()).isEqualTo(20);
                assertThat(api.referee().peakInAnyWindow(Duration.ofSeconds(2))).isLessThanOrEqualTo(6);
            }
        });
    }

    private JobReport assertLimitHolds(ApiProfile profile, String rate, String burst, String workers) throws Exception {
        AtomicReference<JobReport> last = new AtomicReference<>();
        Undisturbed.measure(folder, fresh -> {
            try (ApiSimulator api = warm(profile);
                    Export export = export(fresh, api, rate, burst, workers)) {
                last.set(export.run());

                assertThat(last.get().state()).isEqualTo("complete");
                JobOptions options =
                        JobOptions.of("limits", Map.of("url", api.uri().toString(), "rate", rate));
                assertThat(options.rates())
                        .allSatisfy(limit -> assertThat(api.referee().peakInAnyWindow(limit.period()))
                                .as("arrivals %s", Arrays.toString(sinceFirst(api)))
                                .isLessThanOrEqualTo(limit.requests()));
            }
        });
        return last.get();
    }

    private static Export export(Path fresh, ApiSimulator api, String rate, String burst, String workers) {
        return Export.of(fresh, api.uri())
                .with("rate", rate)
                .with("rate-margin", MARGIN)
                .with("burst", burst)
                .with("workers", workers)
                .with("page-size", 10);
    }

    private static ApiProfileBuilder api(int pages) {
        return ApiProfile.builder().total(pages * 10L);
    }

    /** An API that has answered once: the very first request waits for classes to load before it is stamped. */
    private static ApiSimulator warm(ApiProfile profile) throws Exception {
        ApiSimulator api = ApiSimulator.start(profile);
        api.uri().toURL().openStream().close();
        await().atMost(20, SECONDS).until(() -> api.referee().inFlight() == 0);
        api.referee().reset();
        return api;
    }

    private static Phase phase(long fromArrival, long millis) {
        return Phase.of(fromArrival, new Latency(millis(millis), millis(millis)));
    }

    private static long[] sinceFirst(ApiSimulator api) {
        long[] times = api.referee().arrivalsNanos();
        return Arrays.stream(times).map(time -> (time - times[0]) / 1_000_000).toArray();
    }

    private static Duration millis(long count) {
        return Duration.ofMillis(count);
    }
}
