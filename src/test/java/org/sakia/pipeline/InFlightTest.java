package org.sakia.pipeline;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.processor.ThreadsProcessor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sakia.job.ExportJob;
import org.sakia.job.JobEnd;
import org.sakia.job.JobReport;
import org.sakia.lab.ApiProfile;
import org.sakia.lab.ApiSimulator;
import org.sakia.lab.Behaviour;
import org.sakia.page.CutPage;
import org.sakia.plan.Page;
import org.sakia.plan.PageContent;

/** Guarantee 3: in flight never exceeds workers, and the plan runs no further ahead than the queue is wide. */
@Timeout(120)
class InFlightTest {

    private static final int PAGES = 60;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 10", "4, 1", "4, 2", "4, 10", "20, 1", "20, 2", "20, 10"})
    void requestsInFlightAndPagesPlannedAheadAreBounded(int workers, int queue) throws Exception {
        ApiProfile profile = ApiProfile.builder()
                .total(PAGES * 10L)
                .latency(Duration.ofMillis(workers * 4L), Duration.ofMillis(workers * 8L))
                .build();
        try (ApiSimulator api = ApiSimulator.start(profile);
                Export export = Export.of(folder, api.uri())
                        .with("rate", "none")
                        .with("workers", workers)
                        .with("queue", queue)
                        .with("page-size", 10)) {
            ExportJob job = export.start();
            CompletableFuture<JobEnd> end = CompletableFuture.supplyAsync(() -> end(job));
            AtomicLong mostPlanned = new AtomicLong();
            await().pollInterval(Duration.ofMillis(1)).atMost(60, SECONDS).until(() -> {
                mostPlanned.accumulateAndGet(job.plan().outstanding(), Math::max);
                return end.isDone();
            });
            JobReport report = job.report(end.join());

            assertThat(report.state()).isEqualTo("complete");
            assertThat(report.peakInFlight()).isEqualTo(workers);
            assertThat(api.referee().peakInFlight()).isLessThanOrEqualTo(workers);
            assertThat(mostPlanned.get()).isLessThanOrEqualTo(workers + queue + 2);
            assertThat(job.plan().outstanding()).isZero();
            assertThat(job.stats().inFlight()).isZero();
        }
    }

    @Test
    void workersThatNobodyCountedGrowWithASlowFirstAnswer() throws Exception {
        try (ApiSimulator api = ApiSimulator.start(
                        ApiProfile.builder().behaviour(Behaviour.SILENCE).build());
                Export export =
                        Export.of(folder, api.uri()).with("rate", "1/1s").with("stop-timeout", "0s")) {
            ExportJob job = export.start();
            ThreadPoolExecutor pool = export.context().getRoute(Export.JOB + "-fetch").filter("*").stream()
                    .filter(ThreadsProcessor.class::isInstance)
                    .map(step -> (ThreadPoolExecutor) ((ThreadsProcessor) step).getExecutorService())
                    .findFirst()
                    .orElseThrow();
            assertThat(pool.getMaximumPoolSize()).isEqualTo(30);

            job.plan()
                    .verified(
                            new Page(Page.NO_PARTITION, 0),
                            new PageContent(
                                    new CutPage(100, 10_000, 1, OptionalLong.of(1_000), Map.of()),
                                    OptionalLong.of(1_000),
                                    Optional.empty(),
                                    Optional.empty(),
                                    System.nanoTime(),
                                    Duration.ofSeconds(25)));

            assertThat(pool.getCorePoolSize()).isEqualTo(50);
            assertThat(pool.getMaximumPoolSize()).isEqualTo(50);
            job.interrupt();
            job.await();
        }
    }

    private static JobEnd end(ExportJob job) {
        try {
            return job.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
