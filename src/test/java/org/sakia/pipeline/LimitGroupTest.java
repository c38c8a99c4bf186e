package org.sakia.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Route;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sakia.config.ConfigException;
import org.sakia.config.JobOptions;
import org.sakia.job.ExportJob;
import org.sakia.job.JobSettings;
import org.sakia.job.RouteFiles;
import org.sakia.job.RunMode;
import org.sakia.lab.ApiProfile;
import org.sakia.lab.ApiSimulator;
import org.sakia.ledger.JobLockedException;
import org.sakia.ledger.JobState;
import org.sakia.ledger.Ledger;
import org.sakia.pipeline.AnsweringApi.Reply;
import org.sakia.request.Rate;

/** Jobs of one limit group have one limit, one throttle and one hold-back. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LimitGroupTest {

    private static final Rate RATE = new Rate(20, Duration.ofSeconds(1));

    @TempDir
    Path folder;

    /** A run of two jobs in a context of its own. */
    private static final class Run implements AutoCloseable {

        private final DefaultCamelContext context = new DefaultCamelContext();
        private final Path folder;
        private final Ledger ledger;

        Run(Path folder) {
            this.folder = folder;
            RouteFiles.load(context, Path.of("no-such-folder"));
            ledger = Ledger.open(folder.resolve("state"));
            context.start();
        }

        ExportJob job(String name, URI api, Map<String, String> more) {
            Map<String, String> settings = new LinkedHashMap<>(Map.of(
                    "url", api.toString(),
                    "rate", "20/1s",
                    "rate-margin", "100ms",
                    "limit-group", "shop",
                    "workers", "10",
                    "page-size", "10",
                    "retry-delay", "10ms",
                    "out", folder.resolve(name).toString()));
            settings.putAll(more);
            JobOptions options = JobOptions.of(name, settings);
            return new ExportJob(
                    context,
                    options,
                    ledger.take(name, options.fingerprint()),
                    new JobSettings(folder.resolve("state"), options.secrets(), RunMode.RESUME));
        }

        @Override
        public void close() {
            context.stop();
            ledger.close();
        }
    }

    @Test
    void two_jobs_together_keep_the_limit_and_use_it() throws Exception {
        ApiProfile profile = ApiProfile.builder()
                .total(450)
                .latency(Duration.ofMillis(5), Duration.ofMillis(60))
                .build();
        Undisturbed.measure(folder, fresh -> {
            try (ApiSimulator api = ApiSimulator.start(profile);
                    Run run = new Run(fresh);
                    ExportJob orders = run.job("orders", api.uri(), Map.of());
                    ExportJob users = run.job("users", api.uri(), Map.of())) {
                orders.start();
                users.start();

                assertThat(orders.await().state()).isEqualTo(JobState.COMPLETE);
                assertThat(users.await().state()).isEqualTo(JobState.COMPLETE);
                assertThat(api.referee().arrivals()).isGreaterThanOrEqualTo(90);
                assertThat(api.referee().peakInAnyWindow(RATE.period())).isLessThanOrEqualTo(RATE.requests());
                // of the rate less its margin, 20 in 1.1 s
                assertThat(api.referee().shareOf(RATE) * 1.1).isGreaterThan(0.9);
            }
        });
    }

    @Test
    void a_refusal_for_one_job_holds_the_other_back() throws Exception {
        AtomicLong refused = new AtomicLong();
        try (AnsweringApi api = AnsweringApi.start(request -> {
                    if (request.uri().getPath().equals("/orders") && refused.compareAndSet(0, System.nanoTime())) {
                        return Reply.of(429).with("Retry-After", "2");
                    }
                    return request.page(100);
                });
                Run run = new Run(folder);
                ExportJob orders = run.job("orders", api.uri("/orders"), Map.of());
                ExportJob users = run.job("users", api.uri("/users"), Map.of())) {
            orders.start();
            users.start();

            assertThat(orders.await().state()).isEqualTo(JobState.COMPLETE);
            assertThat(users.await().state()).isEqualTo(JobState.COMPLETE);
            // what had been granted before the refusal was read may still arrive
            long settled = refused.get() + Duration.ofMillis(500).toNanos();
            assertThat(api.seen())
                    .filteredOn(request -> request.nanos() > settled)
                    .isNotEmpty()
                    .allSatisfy(request -> assertThat(request.nanos() - refused.get())
                            .isGreaterThan(Duration.ofMillis(1_950).toNanos()));
        }
    }

    @Test
    void a_job_that_is_told_to_come_back_much_later_ends_the_other_too() throws Exception {
        try (AnsweringApi api = AnsweringApi.start(request -> request.number() < 4
                        ? request.page(1_000)
                        : Reply.of(429).with("Retry-After", "86400"));
                Run run = new Run(folder);
                ExportJob orders = run.job("orders", api.uri("/orders"), Map.of());
                ExportJob users = run.job("users", api.uri("/users"), Map.of())) {
            orders.start();
            users.start();

            assertThat(orders.await().message()).contains("hold-max", "1d");
            assertThat(users.await().message()).contains("hold-max", "1d");
        }
    }

    @Test
    void the_throttle_goes_with_the_last_job() throws Exception {
        try (ScriptedApi api = ScriptedApi.of(25);
                Run run = new Run(folder)) {
            try (ExportJob users = run.job("users", api.uri(), Map.of())) {
                try (ExportJob orders = run.job("orders", api.uri(), Map.of())) {
                    orders.start();
                    orders.await();
                }
                assertThat(run.context.getRoutes())
                        .extracting(Route::getRouteId)
                        .containsExactly("group.shop-throttle");

                users.start();

                assertThat(users.await().state()).isEqualTo(JobState.COMPLETE);
            }
            assertThat(run.context.getRoutes()).isEmpty();
        }
    }

    @Test
    void a_later_run_counts_what_the_other_job_of_the_group_sent() throws Exception {
        Map<String, String> slow = Map.of("rate", "5/4s", "burst", "5");
        Undisturbed.measure(folder, fresh -> {
            try (ApiSimulator api =
                    ApiSimulator.start(ApiProfile.builder().total(40).build())) {
                for (String name : new String[] {"orders", "users"}) {
                    try (Run run = new Run(fresh);
                            ExportJob job = run.job(name, api.uri(), slow)) {
                        job.start();
                        assertThat(job.await().state()).isEqualTo(JobState.COMPLETE);
                    }
                }
                assertThat(api.referee().arrivals()).isEqualTo(8);
                assertThat(api.referee().peakInAnyWindow(Duration.ofSeconds(4))).isEqualTo(5);
            }
        });
    }

    @Test
    void a_group_that_is_at_work_elsewhere_is_refused_by_name() throws Exception {
        try (ScriptedApi api = ScriptedApi.of(25);
                Run run = new Run(folder);
                Run elsewhere = new Run(folder);
                ExportJob orders = run.job("orders", api.uri(), Map.of())) {
            assertThatThrownBy(() -> elsewhere.job("users", api.uri(), Map.of()))
                    .isInstanceOf(JobLockedException.class)
                    .hasMessageContaining("job users: its limit group shop is at work in another process")
                    .hasMessageContaining("@shop.lock");
            assertThat(Files.exists(folder.resolve("state/@shop.lock"))).isTrue();
            assertThat(orders.name()).isEqualTo("orders");
        }
    }

    @Test
    void jobs_that_mean_different_limits_by_one_name_are_refused() throws Exception {
        try (ScriptedApi api = ScriptedApi.of(25);
                Run run = new Run(folder);
                ExportJob orders = run.job("orders", api.uri(), Map.of())) {
            assertThatThrownBy(() -> run.job("users", api.uri(), Map.of("rate", "10/1s")))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("orders and users share the limit group shop");
            assertThat(orders.name()).isEqualTo("orders");
        }
    }
}
