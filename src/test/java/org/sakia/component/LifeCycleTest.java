package org.sakia.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.ServiceStatus;
import org.apache.camel.ShutdownRoute;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.RouteController;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sakia.job.JobReport;
import org.sakia.lab.ApiSimulator;
import org.sakia.ledger.JobStatus;
import org.sakia.ledger.Ledger;

/** Starting, stopping, suspending and resuming the route, and the context around it. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
class LifeCycleTest {

    private static final int TOTAL = 2_000;
    private static final int PAGES = 200;
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    /** Pages that take a tenth of a second each, four at a time, so that there is time to stop in between. */
    private Host slow(ApiSimulator api) throws Exception {
        api.latency(Duration.ofMillis(80), Duration.ofMillis(150));
        return Host.of(folder, api.uri()).with("workers", 4).route(exchange -> {});
    }

    private static void fast(ApiSimulator api) {
        api.latency(Duration.ZERO, Duration.ZERO);
    }

    private static void awaitRecords(Host host, int atLeast) {
        await().atMost(LONG).until(() -> host.records().size() >= atLeast);
    }

    @Test
    void a_context_that_stops_loses_nothing_and_the_next_one_goes_on() throws Exception {
        List<String> records = new ArrayList<>();
        try (ApiSimulator api = Host.api(TOTAL)) {
            try (Host first = slow(api).start()) {
                awaitRecords(first, 60);
                CompletableFuture<JobReport> report = first.consumer().report();
                first.context().stop();

                assertThat(report).isDone();
                records.addAll(first.records());
                assertThat(status().totals().records()).as("in the ledger").isEqualTo(records.size());
                assertThat(api.referee().inFlight()).isZero();
            }
            long asked = api.referee().arrivals();
            assertThat(records).hasSizeLessThan(TOTAL);
            try (Host second = slow(api)) {
                fast(api);
                second.start();
                assertThat(second.report().state()).isEqualTo("complete");
                records.addAll(second.records());
            }
            assertThat(asked).isLessThan(PAGES);
            assertThat(api.referee().repeatedRequests())
                    .as("pages asked for twice")
                    .isZero();
        }
        assertThat(records).containsExactlyInAnyOrderElementsOf(Host.all(TOTAL));
    }

    @Test
    void from_the_stop_on_no_request_starts() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        try (ApiSimulator api = Host.api(TOTAL);
                Host host = Host.of(folder, api.uri())
                        .with("workers", 1)
                        .route(exchange -> go.await(30, TimeUnit.SECONDS))
                        .start()) {
            await().atMost(LONG)
                    .until(() -> api.referee().arrivals() == 1
                            && host.context().getInflightRepository().size("orders-plan") == 1);
            CompletableFuture<Void> stopped =
                    CompletableFuture.runAsync(() -> host.context().stop());
            // The gate is closed before the plan ends.
            await().atMost(LONG)
                    .until(() -> host.context().getInflightRepository().size("orders-plan") == 0);
            assertThat(stopped).isNotDone();
            go.countDown();
            stopped.get(30, TimeUnit.SECONDS);

            assertThat(api.referee().arrivals()).isEqualTo(1);
            assertThat(host.records()).as("what was in flight is delivered").hasSize(10);
            assertThat(status().totals().records()).isEqualTo(10);
        }
    }

    @Test
    void stopping_the_route_removes_ours_and_starting_it_goes_on() throws Exception {
        try (ApiSimulator api = Host.api(TOTAL);
                Host host = slow(api).start()) {
            RouteController controller = host.context().getRouteController();
            assertThat(host.ownRoutes()).contains("orders-plan", "orders-fetch", "orders-request", "orders-deliver");
            awaitRecords(host, 60);
            controller.stopRoute(Host.ROUTE);

            assertThat(host.ownRoutes()).isEmpty();
            assertThat(controller.getRouteStatus(Host.ROUTE)).isEqualTo(ServiceStatus.Stopped);
            long asked = api.referee().arrivals();
            assertThat(status().totals().records()).isEqualTo(host.records().size());

            fast(api);
            controller.startRoute(Host.ROUTE);

            assertThat(host.report().state()).isEqualTo("complete");
            assertThat(asked).isLessThan(PAGES);
            assertThat(host.records()).containsExactlyInAnyOrderElementsOf(Host.all(TOTAL));
            assertThat(api.referee().repeatedRequests()).isZero();
        }
    }

    @Test
    void a_suspended_route_asks_for_nothing_until_it_is_resumed() throws Exception {
        try (ApiSimulator api = Host.api(TOTAL);
                Host host = slow(api).start()) {
            RouteController controller = host.context().getRouteController();
            awaitRecords(host, 60);
            controller.suspendRoute(Host.ROUTE);

            assertThat(controller.getRouteStatus(Host.ROUTE)).isEqualTo(ServiceStatus.Suspended);
            long asked = api.referee().arrivals();
            assertThat(host.records()).hasSize((int) asked * 10).hasSizeLessThan(TOTAL);
            assertThat(status().totals().records()).isEqualTo(host.records().size());

            fast(api);
            controller.resumeRoute(Host.ROUTE);

            assertThat(host.report().state()).isEqualTo("complete");
            assertThat(host.records()).containsExactlyInAnyOrderElementsOf(Host.all(TOTAL));
            assertThat(api.referee().repeatedRequests()).isZero();
        }
    }

    @Test
    void a_context_that_is_suspended_and_resumed_does_the_same() throws Exception {
        try (ApiSimulator api = Host.api(TOTAL);
                Host host = slow(api).start()) {
            awaitRecords(host, 60);
            host.context().suspend();
            long asked = api.referee().arrivals();
            assertThat(host.records()).hasSize((int) asked * 10).hasSizeLessThan(TOTAL);
            JobReport before = host.report();
            assertThat(before.state()).isEqualTo("interrupted");

            fast(api);
            host.context().resume();

            await().atMost(LONG).until(() -> host.records().size() == TOTAL);
            assertThat(host.report().state()).isEqualTo("complete");
            assertThat(host.records()).containsExactlyInAnyOrderElementsOf(Host.all(TOTAL));
            assertThat(api.referee().repeatedRequests()).isZero();
        }
    }

    @Test
    void a_context_that_was_stopped_can_start_again() throws Exception {
        try (ApiSimulator api = Host.api(TOTAL);
                Host host = slow(api).start()) {
            awaitRecords(host, 60);
            host.context().stop();
            assertThat(api.referee().arrivals()).isLessThan(PAGES);

            fast(api);
            host.start();

            await().atMost(LONG).until(() -> host.records().size() == TOTAL);
            assertThat(host.report().state()).isEqualTo("complete");
            assertThat(api.referee().repeatedRequests()).isZero();
        }
    }

    @Test
    void a_route_that_is_added_later_starts_at_once() throws Exception {
        try (ApiSimulator api = Host.api(50);
                Host host = Host.of(folder, api.uri()).start().route(exchange -> {})) {
            assertThat(host.report().state()).isEqualTo("complete");
            assertThat(host.records()).hasSize(50);
        }
    }

    @Test
    void a_route_that_does_not_start_by_itself_leaves_the_job_alone() throws Exception {
        try (ApiSimulator api = Host.api(50);
                Host host = Host.of(folder, api.uri())) {
            host.add(new RouteBuilder() {
                        @Override
                        public void configure() {
                            from(host.uri("orders"))
                                    .routeId(Host.ROUTE)
                                    .autoStartup(false)
                                    .process(host::keep);
                        }
                    })
                    .start();
            assertThat(host.ownRoutes()).isEmpty();
            assertThat(api.referee().arrivals()).isZero();

            host.context().getRouteController().startRoute(Host.ROUTE);

            assertThat(host.report().state()).isEqualTo("complete");
        }
    }

    @Test
    void a_route_that_defers_its_shutdown_is_stopped_as_well() throws Exception {
        try (ApiSimulator api = Host.api(TOTAL)) {
            api.latency(Duration.ofMillis(80), Duration.ofMillis(150));
            Host host = Host.of(folder, api.uri()).with("workers", 4);
            try (host) {
                host.add(new RouteBuilder() {
                            @Override
                            public void configure() {
                                from(host.uri("orders"))
                                        .routeId(Host.ROUTE)
                                        .shutdownRoute(ShutdownRoute.Defer)
                                        .process(host::keep);
                            }
                        })
                        .start();
                awaitRecords(host, 60);
            }
            assertThat(status().totals().records())
                    .isEqualTo(host.records().size())
                    .isLessThan(TOTAL);
        }
    }

    @Test
    void a_page_between_two_attempts_does_not_hold_up_the_stop() throws Exception {
        CountDownLatch failing = new CountDownLatch(1);
        try (ApiSimulator api = Host.api(5);
                Host host = Host.of(folder, api.uri())
                        .with("retryDelay", "50s")
                        .with("retryMaxDelay", "50s")
                        .route(exchange -> {
                            failing.countDown();
                            throw new IllegalStateException("not now");
                        })
                        .start()) {
            assertThat(failing.await(30, TimeUnit.SECONDS)).isTrue();
            long begin = System.nanoTime();
            host.context().getRouteController().stopRoute(Host.ROUTE);

            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
            assertThat(status().totals().failedPages()).isZero();
        }
    }

    @Test
    void a_request_that_outlasts_the_hosts_patience_is_cut_in_time() throws Exception {
        try (ApiSimulator api = Host.api(5);
                Host host =
                        Host.of(folder, api.uri()).with("stopTimeout", "10m").route(exchange -> {})) {
            api.latency(Duration.ofMinutes(5), Duration.ofMinutes(5));
            host.context().getShutdownStrategy().setTimeout(6);
            host.start();
            await().atMost(LONG).until(() -> api.referee().arrivals() == 1);
            host.context().stop();

            assertThat(host.context().getShutdownStrategy().isTimeoutOccurred()).isFalse();
            assertThat(host.records()).isEmpty();
        }
    }

    @Test
    void a_route_that_does_not_come_to_its_end_does_not_hold_up_the_stop_and_the_next_one_gets_its_pages()
            throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (ApiSimulator api = Host.api(50)) {
            try (Host host = Host.of(folder, api.uri()).route(exchange -> never.await(80, TimeUnit.SECONDS))) {
                host.context().getShutdownStrategy().setTimeout(3);
                host.start();
                await().atMost(LONG).until(() -> api.referee().served() == 5);
                long begin = System.nanoTime();
                host.context().getRouteController().stopRoute(Host.ROUTE);
                host.context().stop();

                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(25));
                never.countDown();
            }
            assertThat(status().totals().records()).isZero();
            try (Host next = Host.of(folder, api.uri()).route(exchange -> {}).start()) {
                assertThat(next.report().state()).isEqualTo("complete");
                assertThat(next.records()).containsExactlyInAnyOrderElementsOf(Host.all(50));
            }
        }
    }

    private JobStatus status() {
        return Ledger.status(folder.resolve("state"), List.of("orders"), 10).get(0);
    }
}
