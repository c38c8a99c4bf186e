package org.sakia.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sakia.job.JobReport;
import org.sakia.lab.ApiProfile;
import org.sakia.lab.ApiSimulator;
import org.sakia.ledger.JobState;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RefusalTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 407})
    void an_api_that_refuses_access_ends_the_job_with_what_to_do(int status) throws Exception {
        try (ScriptedApi api = ScriptedApi.of(50).at(20, Reply.status(status));
                Export export = export(api).with("workers", 1)) {
            JobReport report = export.run();

            assertThat(report.state()).isEqualTo("aborted");
            assertThat(report.message())
                    .contains("HTTP " + status)
                    .contains("scripted " + status)
                    .contains("check the credentials")
                    .contains("header.Authorization");
            assertThat(api.requests(20)).isEqualTo(1);
            assertThat(export.status().state()).isEqualTo(JobState.ABORTED);
            assertThat(export.status().totals().failedPages()).isZero();
        }
    }

    @Test
    void pages_in_flight_when_access_is_refused_are_still_delivered() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch refused = new CountDownLatch(1);
        Reply slow = socket -> {
            asked.countDown();
            await(refused);
            Reply.json(ScriptedApi.body(100, 10, 10)).send(socket);
        };
        Reply refusal = socket -> {
            await(asked);
            Reply.status(401).send(socket);
            refused.countDown();
        };
        try (ScriptedApi api = ScriptedApi.of(100).at(10, slow).at(20, refusal);
                Export export = export(api).with("workers", 2)) {
            JobReport report = export.run();

            assertThat(report.state()).isEqualTo("aborted");
            assertThat(Export.records(export.out())).contains("{\"id\":10}", "{\"id\":19}");
            assertThat(report.pages().failed()).isZero();
            assertThat(report.records()).isEqualTo(Export.records(export.out()).size());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 410, 414})
    void a_refused_first_page_ends_the_job_since_the_url_is_more_likely_wrong(int status) throws Exception {
        try (ScriptedApi api = ScriptedApi.of(50).at(0, Reply.status(status));
                Export export = export(api)) {
            JobReport report = export.run();

            assertThat(report.state()).isEqualTo("aborted");
            assertThat(report.message())
                    .contains("HTTP " + status)
                    .contains("check url and parameters")
                    .contains(api.uri().toString());
            assertThat(api.requests()).isEqualTo(1);
            assertThat(export.status().totals().failedPages()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 410})
    void a_later_page_that_is_refused_is_failed_at_once_and_the_run_goes_on(int status) throws Exception {
        try (ScriptedApi api = ScriptedApi.of(50).at(20, Reply.status(status));
                Export export = export(api)) {
            JobReport report = export.run();

            assertThat(report.state()).isEqualTo("failed-pages");
            assertThat(report.records()).isEqualTo(40);
            assertThat(api.requests(20)).isEqualTo(1);
            assertThat(export.status().failedPages()).singleElement().satisfies(row -> {
                assertThat(row.status()).isEqualTo(status);
                assertThat(row.attempts()).isEqualTo(1);
                assertThat(row.error()).contains("scripted " + status);
            });
        }
    }

    @Test
    void an_unknown_host_ends_the_job_before_the_first_page() throws Exception {
        try (Export export =
                Export.of(folder, "http://no-such-host.invalid/orders").with("rate", "none")) {
            JobReport report = export.run();

            assertThat(report.state()).isEqualTo("aborted");
            assertThat(report.message()).contains("no-such-host.invalid").contains("check url");
        }
    }

    @Test
    void an_api_that_cannot_be_reached_is_held_for_and_given_up_in_the_end() throws Exception {
        try (ApiSimulator api =
                        ApiSimulator.start(ApiProfile.builder().total(50).build());
                Export export =
                        Export.of(folder, api.uri()).with("rate", "none").with("give-up-after", "700ms")) {
            api.outage(true);
            JobReport report = export.run();

            assertThat(report.state()).isEqualTo("aborted");
            assertThat(report.message())
                    .contains("could not be reached for 700ms")
                    .contains("give-up-after")
                    .contains("run again later");
            assertThat(report.requests().total()).isGreaterThan(1);
            assertThat(report.wallS()).isGreaterThanOrEqualTo(0.7);
            assertThat(export.status().totals().failedPages()).isZero();
        }
    }

    @Test
    void an_api_that_only_ever_says_slow_down_is_given_up_in_the_end() throws Exception {
        try (ScriptedApi api = ScriptedApi.of(50).table((offset, limit) -> Reply.status(429));
                Export export = export(api).with("give-up-after", "500ms")) {
            JobReport report = export.run();

            assertThat(report.state()).isEqualTo("aborted");
            assertThat(report.message())
                    .contains("let nothing through for 500ms")
                    .contains("429");
            assertThat(report.requests().throttled())
                    .isEqualTo(report.requests().total());
        }
    }

    @ParameterizedTest
    @CsvSource({"429", "503", "529"})
    void slow_down_is_no_attempt(int status) throws Exception {
        Reply[] refusals = {
            Reply.status(status), Reply.status(status), Reply.status(status), Reply.status(status), Reply.status(status)
        };
        try (ScriptedApi api = ScriptedApi.of(50).at(20, refusals);
                Export export = export(api).with("retry-attempts", 1)) {
            JobReport report = export.run();

            assertThat(report.state()).isEqualTo("complete");
            assertThat(api.requests(20)).isEqualTo(6);
        }
    }

    @Test
    void a_403_with_the_signs_of_a_limit_holds_back_and_goes_on() throws Exception {
        Reply limited = Reply.of(403, "X-RateLimit-Remaining: 0\r\nRetry-After: 0\r\n", "rate limit exceeded");
        try (ScriptedApi api = ScriptedApi.of(50).at(20, limited, limited);
                Export export = export(api)) {
            assertThat(export.run().state()).isEqualTo("complete");
            assertThat(api.requests(20)).isEqualTo(3);
        }
    }

    @Test
    void a_page_whose_attempts_are_used_up_keeps_its_last_status_and_reason() throws Exception {
        try (ScriptedApi api = ScriptedApi.of(50).at(20, Reply.status(500), Reply.status(502), Reply.status(504));
                Export export = export(api)) {
            JobReport report = export.run();

            assertThat(report.state()).isEqualTo("failed-pages");
            assertThat(report.message()).isEqualTo("1 page failed");
            assertThat(api.requests(20)).isEqualTo(3);
            assertThat(export.status().failedPages()).singleElement().satisfies(row -> {
                assertThat(row.status()).isEqualTo(504);
                assertThat(row.attempts()).isEqualTo(3);
                assertThat(row.error()).contains("scripted 504");
            });
        }
    }

    @Test
    void a_first_page_whose_attempts_are_used_up_says_that_nothing_else_could_be_planned() throws Exception {
        try (ScriptedApi api = ScriptedApi.of(50).at(0, Reply.status(500), Reply.status(500), Reply.status(500));
                Export export = export(api)) {
            JobReport report = export.run();

            assertThat(report.state()).isEqualTo("failed-pages");
            assertThat(report.message()).contains("the first page failed", "nothing else can be planned");
            assertThat(api.requests()).isEqualTo(3);
        }
    }

    @Test
    void a_retry_after_on_a_server_error_is_not_undercut_for_that_page_and_holds_no_other() throws Exception {
        Reply later = Reply.of(500, "Retry-After: 1\r\n", "busy");
        try (ScriptedApi api = ScriptedApi.of(100).at(20, later);
                Export export = export(api).with("workers", 2)) {
            assertThat(export.run().state()).isEqualTo("complete");

            List<Long> attempts = api.arrivals(20);
            assertThat(attempts).hasSize(2);
            assertThat(attempts.get(1) - attempts.get(0))
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(1).toNanos());
            assertThat(api.arrivals(90).get(0)).isLessThan(attempts.get(1));
        }
    }

    @Test
    void a_retry_after_beyond_hold_max_ends_the_job_with_the_time_to_come_back() throws Exception {
        try (ScriptedApi api = ScriptedApi.of(50).at(20, Reply.of(429, "Retry-After: 7200\r\n", ""));
                Export export = export(api).with("hold-max", "10s")) {
            JobReport report = export.run();

            assertThat(report.state()).isEqualTo("aborted");
            assertThat(report.message()).contains("come back in 2h").contains("hold-max");
        }
    }

    @Test
    void a_redirect_to_another_origin_ends_the_job_and_sends_nothing_there() throws Exception {
        try (ScriptedApi elsewhere = ScriptedApi.of(50);
                ScriptedApi api = ScriptedApi.of(50);
                Export export = export(api)) {
            api.at(20, Reply.of(302, "Location: " + elsewhere.uri() + "\r\n", ""));
            JobReport report = export.run();

            assertThat(report.state()).isEqualTo("aborted");
            assertThat(report.message()).contains("another origin").contains("set url");
            assertThat(elsewhere.requests()).isZero();
        }
    }

    @Test
    void a_redirect_within_the_origin_is_followed() throws Exception {
        try (ScriptedApi api = ScriptedApi.of(50);
                Export export = export(api)) {
            api.at(20, Reply.of(307, "Location: /moved?offset=20&limit=10&hop=1\r\n", ""));

            assertThat(export.run().state()).isEqualTo("complete");
            assertThat(Export.records(export.out())).isEqualTo(ScriptedApi.records(50));
        }
    }

    @Test
    void redirects_in_a_circle_fail_the_page_with_the_requests_they_cost() throws Exception {
        Reply again = Reply.of(302, "Location: /orders?offset=20&limit=10\r\n", "");
        try (ScriptedApi api = ScriptedApi.of(50);
                Export export = export(api)) {
            api.table((offset, limit) -> offset == 20 ? again : api.page(offset, limit));
            JobReport report = export.run();

            assertThat(report.state()).isEqualTo("failed-pages");
            assertThat(export.status().failedPages()).singleElement().satisfies(row -> {
                assertThat(row.status()).isEqualTo(302);
                assertThat(row.attempts()).isEqualTo(api.requests(20)).isGreaterThan(1);
                assertThat(row.error()).contains("302");
            });
        }
    }

    private Export export(ScriptedApi api) {
        return Export.of(folder, api.uri())
                .with("rate", "none")
                .with("page-size", 10)
                .with("retry-attempts", 3);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
