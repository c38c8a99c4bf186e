package org.sakia.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AccessTokensTest {

    private final AtomicLong now = new AtomicLong(-Duration.ofDays(1).toNanos());
    private final AccessTokens tokens = new AccessTokens(
            new AccessTokens.Retries(3, Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofHours(1)), now::get);

    @Test
    void one_of_many_workers_fetches_and_the_others_get_what_it_brings() throws Exception {
        ExecutorService workers = Executors.newFixedThreadPool(8);
        AtomicInteger fetches = new AtomicInteger();
        try {
            Future<?>[] pages = new Future<?>[50];
            for (int i = 0; i < pages.length; i++) {
                pages[i] = workers.submit(() -> {
                    if (tokens.wanted()) {
                        fetches.incrementAndGet();
                        tokens.arrived("first", Optional.empty());
                        tokens.done();
                    }
                    return tokens.current().orElseThrow().value();
                });
            }
            for (Future<?> page : pages) {
                assertThat(page.get(20, TimeUnit.SECONDS)).isEqualTo("first");
            }
            assertThat(fetches).hasValue(1);
        } finally {
            workers.shutdownNow();
        }
    }

    @Test
    void a_token_is_renewed_before_it_runs_out_while_others_go_on_with_it() throws Exception {
        fetch("first", Duration.ofHours(1));
        pass(Duration.ofMinutes(58));
        assertThat(tokens.wanted()).isFalse();
        pass(Duration.ofSeconds(61));

        assertThat(tokens.wanted()).isTrue();
        assertThat(tokens.wanted()).isFalse();
        assertThat(tokens.current()).map(AccessToken::value).contains("first");
    }

    @Test
    void the_margin_of_a_short_token_is_a_tenth_of_its_life() throws Exception {
        fetch("first", Duration.ofSeconds(10));
        pass(Duration.ofMillis(8_900));
        assertThat(tokens.wanted()).isFalse();
        pass(Duration.ofMillis(200));
        assertThat(tokens.wanted()).isTrue();
    }

    @Test
    void a_token_of_unstated_life_is_kept_until_it_is_refused() throws Exception {
        fetchUnstated("first");
        AccessToken first = tokens.current().orElseThrow();
        first.proven();
        pass(Duration.ofDays(365));
        assertThat(tokens.wanted()).isFalse();

        assertThat(tokens.refused(first)).isTrue();
        fetchUnstated("second");

        assertThat(tokens.current()).map(AccessToken::value).contains("second");
        assertThat(tokens.wanted()).isFalse();
    }

    @Test
    void a_refusal_of_an_older_token_fetches_none() throws Exception {
        fetchUnstated("first");
        AccessToken first = tokens.current().orElseThrow();
        first.proven();
        assertThat(tokens.refused(first)).isTrue();
        fetchUnstated("second");

        assertThat(tokens.refused(first)).isTrue();
        assertThat(tokens.wanted()).isFalse();
    }

    @Test
    void a_refusal_of_a_token_that_never_did_well_is_no_reason_to_fetch_another() throws Exception {
        fetchUnstated("first");

        assertThat(tokens.refused(tokens.current().orElseThrow())).isFalse();
        assertThat(tokens.wanted()).isFalse();
    }

    @Test
    void a_failed_renewal_leaves_the_old_token_in_use_and_waits_before_the_next() throws Exception {
        fetch("first", Duration.ofHours(1));
        pass(Duration.ofMinutes(59).plusSeconds(1));
        assertThat(tokens.wanted()).isTrue();
        tokens.failed("503", Optional.empty());
        tokens.done();

        assertThat(tokens.wanted()).isFalse();
        pass(Duration.ofSeconds(2));
        assertThat(tokens.wanted()).isTrue();
    }

    @Test
    void after_so_many_failures_every_worker_hears_why() throws Exception {
        for (int i = 1; i <= 2; i++) {
            pass(Duration.ofMinutes(1));
            assertThat(tokens.wanted()).isTrue();
            assertThatThrownBy(() -> tokens.failed("HTTP 500", Optional.empty()))
                    .isInstanceOf(TokenPendingException.class);
            tokens.done();
        }
        pass(Duration.ofMinutes(1));
        assertThat(tokens.wanted()).isTrue();
        assertThatThrownBy(() -> tokens.failed("HTTP 500", Optional.empty()))
                .isInstanceOf(JobAbortedException.class)
                .hasMessageContaining("3 times in a row");
        tokens.done();

        assertThatThrownBy(tokens::wanted)
                .isInstanceOf(JobAbortedException.class)
                .hasMessageContaining("HTTP 500");
    }

    @Test
    void a_wait_beyond_hold_max_is_given_up_at_once() throws Exception {
        assertThat(tokens.wanted()).isTrue();
        assertThatThrownBy(() -> tokens.failed("HTTP 503", Optional.of(Duration.ofHours(2))))
                .isInstanceOf(JobAbortedException.class)
                .hasMessageContaining("hold-max");
    }

    @Test
    void a_wait_beyond_hold_max_is_given_up_when_the_token_that_still_did_has_run_out() throws Exception {
        fetch("first", Duration.ofHours(1));
        pass(Duration.ofMinutes(59).plusSeconds(1));
        assertThat(tokens.wanted()).isTrue();
        tokens.failed("HTTP 503", Optional.of(Duration.ofDays(2)));
        tokens.done();
        assertThat(tokens.wanted()).isFalse();
        pass(Duration.ofMinutes(1));

        assertThatThrownBy(tokens::wanted)
                .isInstanceOf(JobAbortedException.class)
                .hasMessageContaining("hold-max");
    }

    @Test
    void who_waits_for_a_token_is_dropped_when_the_job_stops() throws Exception {
        assertThat(tokens.wanted()).isTrue();
        ExecutorService worker = Executors.newSingleThreadExecutor();
        try {
            Future<Boolean> waiting = worker.submit(tokens::wanted);
            tokens.close("stopped");
            assertThatThrownBy(() -> waiting.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(PageDroppedException.class);
        } finally {
            worker.shutdownNow();
        }
    }

    private void fetch(String token, Duration lifetime) throws Exception {
        assertThat(tokens.wanted()).isTrue();
        tokens.arrived(token, Optional.of(lifetime));
        tokens.done();
    }

    private void fetchUnstated(String token) throws Exception {
        assertThat(tokens.wanted()).isTrue();
        tokens.arrived(token, Optional.empty());
        tokens.done();
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
