package org.sakia.pipeline;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sakia.job.ExportJob;
import org.sakia.job.JobReport;
import org.sakia.ledger.Totals;
import org.sakia.pipeline.AnsweringApi.Reply;

/** Guarantee 9: from the first stop signal no new request starts, wherever the workers wait. */
@Timeout(120)
class StopTest {

    private static final long TOTAL = 200;
    private static final Duration A_WHILE = Duration.ofMillis(600);

    @TempDir
    Path folder;

    @Test
    void workersInFrontOfTheThrottleAndInItStopAtOnce() throws Exception {
        try (AnsweringApi api = AnsweringApi.start(request -> request.page(TOTAL))) {
            assertStops(api, "1/5m", () -> !api.seen().isEmpty());
        }
    }

    @Test
    void workersThatHaveABurstBehindThemStopAtOnce() throws Exception {
        try (AnsweringApi api = AnsweringApi.start(request -> request.page(TOTAL))) {
            assertStops(api, "6/5m", () -> api.seen().size() == 6);
        }
    }

    @Test
    void workersInARetryDelayStopAtOnceAndTheirPagesHaveNoRow() throws Exception {
        try (AnsweringApi api =
                AnsweringApi.start(request -> request.number() == 0 ? request.page(TOTAL) : Reply.of(500))) {
            assertStops(api, "none", () -> api.seen().size() == 9);
        }
    }

    @Test
    void workersThatTheApiHoldsBackStopAtOnce() throws Exception {
        try (AnsweringApi api = AnsweringApi.start(request ->
                request.number() < 4 ? request.page(TOTAL) : Reply.of(429).with("Retry-After", "3000"))) {
            assertStops(api, "none", () -> api.seen().size() > 4);
        }
    }

    @Test
    void whatIsInFlightLands() throws Exception {
        try (AnsweringApi api = AnsweringApi.start(request -> {
            if (request.number() > 0) {
                Thread.sleep(1_000);
            }
            return request.page(TOTAL);
        })) {
            Totals totals = assertStops(api, "none", () -> api.seen().size() == 9);

            assertThat(totals.deliveredPages()).isEqualTo(9);
        }
    }

    @Test
    void whatDoesNotLandWithinTheStopTimeoutIsCut() throws Exception {
        try (AnsweringApi api = AnsweringApi.start(request -> {
            if (request.number() > 0) {
                Thread.sleep(60_000);
            }
            return request.page(TOTAL);
        })) {
            Totals totals = assertStops(api, "none", () -> api.seen().size() == 9);

            assertThat(totals.deliveredPages()).isEqualTo(1);
        }
    }

    private Totals assertStops(AnsweringApi api, String rate, Callable<Boolean> waiting) throws Exception {
        Totals totals;
        try (Export export = export(api, rate)) {
            ExportJob job = export.start();
            await().atMost(30, SECONDS).until(waiting);
            await().during(A_WHILE).atMost(30, SECONDS).until(() -> true);

            job.interrupt();
            long allowed = job.stats().requests();
            long begin = System.nanoTime();
            JobReport report = job.report(job.await());

            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
            assertThat(report.state()).isEqualTo("interrupted");
            assertThat(api.seen()).hasSizeLessThanOrEqualTo((int) allowed);
            int seen = api.seen().size();
            await().during(A_WHILE).atMost(10, SECONDS).until(() -> api.seen().size() == seen);
            totals = job.totals();
            assertThat(totals.failedPages()).isZero();
            assertThat(job.stats().inFlight()).isZero();
        }
        long before = api.seen().size();
        api.script(request -> request.page(TOTAL));
        try (Export again = export(api, "none")) {
            assertThat(again.run().state()).isEqualTo("complete");
            assertThat(Export.records(again.out()))
                    .isEqualTo(LongStream.range(0, TOTAL)
                            .mapToObj(id -> "{\"id\":" + id + "}")
                            .toList());
        }
        assertThat(api.seen().size() - before).isEqualTo(TOTAL / 10 - totals.deliveredPages());
        return totals;
    }

    private Export export(AnsweringApi api, String rate) {
        return Export.of(folder, api.uri("/orders"))
                .with("rate", rate)
                .with("burst", rate.equals("6/5m") ? 6 : 1)
                .with("workers", 8)
                .with("page-size", 10)
                .with("retry-delay", "5m")
                .with("retry-max-delay", "5m")
                .with("stop-timeout", "3s");
    }
}
