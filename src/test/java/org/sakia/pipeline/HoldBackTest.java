package org.sakia.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sakia.job.JobReport;
import org.sakia.lab.ApiProfile;
import org.sakia.lab.ApiSimulator;
import org.sakia.lab.Limit;
import org.sakia.lab.RetryAfterForm;
import org.sakia.pipeline.AnsweringApi.Reply;
import org.sakia.pipeline.AnsweringApi.Seen;
import org.sakia.request.Rate;

/** An API that says "slow down" holds back all workers, once, for as long as it says. */
@Timeout(120)
class HoldBackTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long TOTAL = 400;
    private static final int WORKERS = 10;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "429, Retry-After, 1",
        "429, Retry-After, 1.000",
        "429, Retry-After, 0",
        "429, X-Nothing, none",
        "503, Retry-After, 1",
        "503, X-Nothing, none",
        "529, Retry-After, 1",
        "403, Retry-After, 1",
        "403, X-RateLimit-Remaining, 0",
        "403, Sforce-Limit-Info, api-usage=5000/5000",
        "429, X-RateLimit-Reset, 1"
    })
    void noWorkerComesBackBeforeTheHoldEnds(int status, String field, String value) throws Exception {
        assertHeldBackForASecond(Reply.of(status).with(field, value));
    }

    @Test
    void aDateInRetryAfterHoldsUntilThen() throws Exception {
        String inTwoSeconds = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(2));

        assertHeldBackForASecond(Reply.of(429).with("Retry-After", inTwoSeconds));
    }

    /** The simulator's clock is an hour wrong, and so is its Date. */
    @ParameterizedTest
    @CsvSource({"PT1H", "PT-1H"})
    void aDateIsMeasuredAgainstTheClockOfTheApi(Duration skew) throws Exception {
        ApiProfile profile = ApiProfile.builder()
                .total(100)
                .clockSkew(skew)
                .limit(Limit.of(new Rate(6, Duration.ofSeconds(2))).withRetryAfter(RetryAfterForm.HTTP_DATE))
                .build();
        try (ApiSimulator api = ApiSimulator.start(profile);
                Export export = export(api.uri(), "none").with("hold-max", "30s")) {
            JobReport report = export.run();

            assertThat(report.state()).isEqualTo("complete");
            assertThat(report.requests().throttled()).isPositive();
        }
    }

    @Test
    void aRetryAfterWinsOverAReset() throws Exception {
        assertHeldBackForASecond(Reply.of(429).with("Retry-After", "1").with("X-RateLimit-Reset", "30"));
    }

    /** As GitHub's secondary limits do: requests are left, so the reset is that of another limit. */
    @Test
    void aResetOfALimitThatHasRequestsLeftIsNoTimeToComeBack() throws Exception {
        assertHeldBackForASecond(
                Reply.of(429).with("X-RateLimit-Remaining", "4000").with("X-RateLimit-Reset", "3000"));
    }

    @Test
    void aHoldBackIsNoAttempt() throws Exception {
        try (AnsweringApi api = AnsweringApi.start(request ->
                        request.number() < 3 ? Reply.of(429).with("Retry-After", "0.05") : request.page(TOTAL));
                Export export = export(api.uri("/orders"), "none").with("retry-attempts", 2)) {
            JobReport report = export.run();

            assertThat(report.state()).isEqualTo("complete");
            assertThat(report.requests().throttled()).isEqualTo(3);
            assertThat(report.records()).isEqualTo(TOTAL);
        }
    }

    @Test
    void aRetryAfterOfAFailureDelaysThatPageAndThatRetryOnly() throws Exception {
        Map<Long, Integer> timesAsked = new ConcurrentHashMap<>();
        try (AnsweringApi api = AnsweringApi.start(request -> {
                    int times = timesAsked.merge(request.offset(), 1, Integer::sum);
                    if (request.offset() != 20 || times > 2) {
                        return request.page(TOTAL);
                    }
                    return times == 1 ? Reply.of(500).with("Retry-After", "2.5") : Reply.of(500);
                });
                Export export = export(api.uri("/orders"), "none")) {
            assertThat(export.run().state()).isEqualTo("complete");

            List<Long> asked = api.seen().stream()
                    .filter(request -> request.offset() == 20)
                    .map(Seen::nanos)
                    .toList();
            assertThat(asked).hasSize(3);
            assertThat(asked.get(1) - asked.get(0)).isGreaterThanOrEqualTo(SECOND * 5 / 2);
            assertThat(asked.get(2) - asked.get(1)).isLessThan(SECOND * 5 / 2);
            assertThat(api.seen().stream().filter(request -> request.nanos() < asked.get(1)))
                    .hasSizeGreaterThan(WORKERS + 2);
        }
    }

    @Test
    void workersComeBackAtThePaceAndNotAsAHerd() throws Exception {
        CountDownLatch allIn = new CountDownLatch(20);
        AtomicLong refused = new AtomicLong();
        try (AnsweringApi api = AnsweringApi.start(request -> {
                    if (request.number() == 0 || request.number() > 20) {
                        return request.page(TOTAL);
                    }
                    allIn.countDown();
                    allIn.await();
                    refused.set(System.nanoTime());
                    return Reply.of(429).with("Retry-After", "1");
                });
                Export export = export(api.uri("/orders"), "20/1s").with("workers", 20)) {
            assertThat(export.run().state()).isEqualTo("complete");

            List<Long> afterwards = api.seen().stream()
                    .skip(21)
                    .map(seen -> (seen.nanos() - refused.get()) / 1_000_000)
                    .toList();
            assertThat(afterwards.get(0)).isGreaterThanOrEqualTo(990);
            // one each 52 ms is the pace, in steps of two; all workers at once would be twenty
            long first = afterwards.get(0);
            assertThat(afterwards.stream().filter(millis -> millis - first < 250))
                    .hasSizeLessThanOrEqualTo(10);
        }
    }

    @Test
    void aStormOfRefusalsIsOneHoldAndNotADoublingForEachOfThem() throws Exception {
        CountDownLatch allIn = new CountDownLatch(20);
        try (AnsweringApi api = AnsweringApi.start(request -> {
                    if (request.number() == 0 || request.number() > 20) {
                        return request.page(TOTAL);
                    }
                    allIn.countDown();
                    allIn.await();
                    return Reply.of(429);
                });
                Export export = export(api.uri("/orders"), "none")
                        .with("workers", 20)
                        .with("retry-delay", "300ms")
                        .with("retry-max-delay", "10m")) {
            JobReport report = export.run();

            assertThat(report.state()).isEqualTo("complete");
            assertThat(report.requests().throttled()).isEqualTo(20);
            assertThat(report.wallS()).isLessThan(30);
        }
    }

    @Test
    void aRetryAfterBeyondHoldMaxEndsTheJobWithTheTimeToComeBack() throws Exception {
        try (AnsweringApi api = AnsweringApi.start(request -> request.number() < 3
                        ? request.page(TOTAL)
                        : Reply.of(429).with("Retry-After", "7200"));
                Export export = export(api.uri("/orders"), "none").with("hold-max", "1h")) {
            JobReport report = export.run();

            assertThat(report.state()).isEqualTo("aborted");
            assertThat(report.message())
                    .contains("429")
                    .contains("come back in 2h")
                    .contains("hold-max")
                    .containsPattern("at .*\\d\\d:\\d\\d:\\d\\d");
            assertThat(report.pages().failed()).isZero();
        }
    }

    @Test
    void anApiThatOnlySaysSlowDownIsGivenUp() throws Exception {
        try (AnsweringApi api = AnsweringApi.start(request -> Reply.of(429));
                Export export = export(api.uri("/orders"), "none")
                        .with("retry-max-delay", "50ms")
                        .with("give-up-after", "500ms")) {
            JobReport report = export.run();

            assertThat(report.state()).isEqualTo("aborted");
            assertThat(report.message()).contains("give-up-after").contains("429");
            assertThat(report.pages().failed()).isZero();
            assertThat(api.seen()).hasSizeBetween(5, 60);
        }
    }

    /** Requests that were on their way when the refusal came may still arrive; after those, nobody for a second. */
    private void assertHeldBackForASecond(Reply refusal) throws Exception {
        AtomicLong refused = new AtomicLong();
        try (AnsweringApi api = AnsweringApi.start(request -> {
                    if (request.number() == 7) {
                        refused.set(System.nanoTime());
                        return refusal;
                    }
                    return request.page(TOTAL);
                });
                Export export = export(api.uri("/orders"), "none")
                        .with("retry-attempts", 1)
                        .with("retry-delay", "1s")
                        .with("retry-max-delay", "1s")) {
            JobReport report = export.run();

            assertThat(report.state()).isEqualTo("complete");
            assertThat(report.requests().throttled()).isEqualTo(1);
            List<Long> behind = api.seen().stream()
                    .map(seen -> seen.nanos() - refused.get())
                    .filter(nanos -> nanos > SECOND / 2)
                    .toList();
            assertThat(behind).isNotEmpty().allSatisfy(nanos -> assertThat(nanos)
                    .isGreaterThanOrEqualTo(SECOND));
        }
    }

    private Export export(Object url, String rate) {
        return Export.of(folder, url)
                .with("rate", rate)
                .with("workers", WORKERS)
                .with("page-size", 10);
    }
}
