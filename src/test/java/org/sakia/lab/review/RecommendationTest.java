package org.sakia.lab.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sakia.lab.Limiter;
import org.sakia.request.Rate;

class RecommendationTest {

    private static final ApiFacts API = Runs.article();

    @Test
    void the_default_is_paced_with_as_many_workers_as_rate_times_latency() {
        Recommendation use = Recommendation.of(Runs.review());

        assertThat(use.strategy()).isEqualTo("paced");
        assertThat(use.reason())
                .contains("1,000 requests in 10 min 30 s", "50 workers keep that up to a latency of 30 s");
        assertThat(use.lines())
                .containsExactly(
                        "sakia.job.things.url = https://api.example.com/things",
                        "sakia.job.things.strategy = paced",
                        "sakia.job.things.rate = 100/60s",
                        "sakia.job.things.workers = 50",
                        "sakia.job.things.timeout = 120s");
    }

    @Test
    void a_handful_of_fast_pages_goes_together() {
        ApiFacts few = Runs.api(Duration.ofMillis(20), Duration.ofMillis(60), 20);
        Recommendation use = of(
                few,
                RunOf.strategy("burst-gather").took(0.4, 1, 0.04).peak(20),
                RunOf.strategy("paced").took(12, 0.99, 0.04).peak(20));

        assertThat(use.strategy()).isEqualTo("burst-gather");
        assertThat(use.reason()).contains("20 pages fit into the limit", "400 ms instead of 12 s");
        assertThat(use.lines())
                .contains(
                        "sakia.job.things.strategy = paced",
                        "sakia.job.things.rate = 100/60s",
                        "sakia.job.things.burst = 20");
    }

    @Test
    void a_handful_of_pages_does_not_go_together_where_that_was_refused() {
        ApiFacts few = Runs.api(Duration.ofMillis(20), Duration.ofMillis(60), 20);
        Recommendation use = of(
                few,
                RunOf.strategy("burst-gather").took(0.4, 1, 0.04).refused(3).lost(3),
                RunOf.strategy("paced").took(12, 0.99, 0.04).peak(20));

        assertThat(use.strategy()).isEqualTo("paced");
    }

    @Test
    void a_limit_that_nobody_reaches_leaves_only_concurrency_to_bound() {
        ApiFacts wide = new ApiFacts(
                "wide",
                Duration.ofSeconds(2),
                Duration.ofSeconds(4),
                new Rate(6000, Duration.ofMinutes(1)),
                Limiter.SLIDING,
                false,
                0,
                1000,
                10,
                60);
        Recommendation use = of(
                wide,
                RunOf.strategy("worker-pool").took(300, 0.03, 3).peak(200),
                RunOf.strategy("paced").took(31, 0.5, 3));

        assertThat(use.strategy()).isEqualTo("worker-pool");
        assertThat(use.reason()).contains("3,000 a minute");
        assertThat(use.lines())
                .contains(
                        "sakia.job.things.strategy = worker-pool",
                        "sakia.job.things.rate = none",
                        "sakia.job.things.workers = 10");
    }

    @Test
    void a_limit_that_others_use_too_is_followed_where_refusals_are_forgiven() {
        Recommendation use = of(
                forgiving(),
                RunOf.strategy("adaptive").refused(20),
                RunOf.strategy("paced").refused(200));

        assertThat(use.strategy()).isEqualTo("adaptive");
        assertThat(use.reason()).contains("200 requests were refused");
    }

    @Test
    void a_limit_that_others_use_too_is_undercut_where_refusals_are_punished() {
        Recommendation use = of(
                API,
                RunOf.strategy("adaptive").refused(20),
                RunOf.strategy("paced").refused(200));

        assertThat(use.strategy()).isEqualTo("paced");
        assertThat(use.reason()).contains("200 of 1,000 requests were refused");
        assertThat(use.lines()).contains("sakia.job.things.rate = 79/60s");
    }

    @Test
    void requests_that_were_refused_for_the_jitter_on_their_way_want_a_larger_margin_and_no_lower_rate() {
        Recommendation use = of(API, RunOf.strategy("paced").peak(102).refused(20));

        assertThat(use.reason()).contains("20 of 1,000 requests", "102 arrived in one minute", "margin of 300 ms");
        assertThat(use.lines()).contains("sakia.job.things.rate = 100/60s", "sakia.job.things.rate-margin = 1200ms");
    }

    @Test
    void without_a_paced_run_the_time_is_reckoned() {
        Recommendation use = of(API, RunOf.strategy("semaphore"));

        assertThat(use.strategy()).isEqualTo("paced");
        assertThat(use.reason()).contains("10 min 30 s", "reckoned");
    }

    @Test
    void a_lab_too_fast_for_its_machine_is_named_as_a_reason() {
        assertThat(of(API, RunOf.strategy("paced").peak(101)).reason())
                .contains("sent at most 101 in one minute")
                .endsWith("The lab ran 60 times as fast, which leaves 5 ms for jitter: a smaller --scale is fairer.");
        assertThat(of(API, RunOf.strategy("paced")).reason()).doesNotContain("--scale");
    }

    private static ApiFacts forgiving() {
        return new ApiFacts(
                API.scenario(), API.fastest(), API.slowest(), API.limit(), API.limiter(), false, 0, 1000, 10, 60);
    }

    private static Recommendation of(ApiFacts api, RunOf... runs) {
        List<StrategyRun> made = Stream.of(runs).map(run -> run.of(api)).toList();
        return Recommendation.of(new Review(api, made));
    }
}
