package org.sakia.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.RouteController;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sakia.lab.ApiProfile;
import org.sakia.lab.ApiSimulator;

/** Hosts that start, stop and replace their routes themselves. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
class StartByHandTest {

    private static final int TOTAL = 200;
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SLOW = Duration.ofMillis(100);

    @TempDir
    Path folder;

    @Test
    void a_host_without_automatic_start_starts_the_route_only() throws Exception {
        try (ApiSimulator api = Host.api(TOTAL);
                Host host = Host.of(folder, api.uri())) {
            host.context().setAutoStartup(false);
            host.route(exchange -> {}).start();
            host.context().getRouteController().startRoute(Host.ROUTE);

            assertThat(host.report().state()).isEqualTo("complete");
            assertThat(host.records()).containsExactlyInAnyOrderElementsOf(Host.all(TOTAL));
        }
    }

    @Test
    void a_host_may_have_its_routes_supervised() throws Exception {
        try (ApiSimulator api = Host.api(TOTAL);
                Host host = Host.of(folder, api.uri())) {
            host.context()
                    .setRouteController(host.context().getRouteController().supervising());
            host.route(exchange -> {}).start();

            assertThat(host.report().state()).isEqualTo("complete");
            assertThat(host.records()).containsExactlyInAnyOrderElementsOf(Host.all(TOTAL));
        }
    }

    @Test
    void a_route_may_be_replaced_by_one_with_other_workers() throws Exception {
        try (ApiSimulator api = Host.api(TOTAL);
                Host host = Host.of(folder, api.uri()).with("workers", 2)) {
            api.latency(SLOW, SLOW);
            host.route(exchange -> {}).start();
            await().atMost(LONG).until(() -> host.records().size() >= 20);
            RouteController controller = host.context().getRouteController();
            controller.stopRoute(Host.ROUTE);
            assertThat(host.context().removeRoute(Host.ROUTE)).isTrue();

            host.with("workers", 7).route(exchange -> {});

            assertThat(host.report().state()).isEqualTo("complete");
            assertThat(host.records()).containsExactlyInAnyOrderElementsOf(Host.all(TOTAL));
        }
    }

    @Test
    void bodies_that_wait_in_a_queue_of_the_host_outlast_the_run() throws Exception {
        ApiProfile large = ApiProfile.builder().total(TOTAL).recordBytes(40_000).build();
        try (ApiSimulator api = ApiSimulator.start(large);
                Host host = Host.of(folder, api.uri()).with("workers", 1)) {
            api.latency(SLOW, SLOW);
            host.add(new RouteBuilder() {
                @Override
                public void configure() {
                    from(host.uri("orders")).routeId(Host.ROUTE).to("seda:work");
                    from("seda:work").routeId("work").autoStartup(false).process(host::keep);
                }
            });
            host.start();
            await().atMost(LONG).until(() -> api.referee().served() >= 4);
            RouteController controller = host.context().getRouteController();
            controller.stopRoute(Host.ROUTE);
            api.latency(Duration.ZERO, Duration.ZERO);
            controller.startRoute(Host.ROUTE);
            assertThat(host.report().state()).isEqualTo("complete");

            controller.startRoute("work");

            await().atMost(LONG).until(() -> host.records().size() == TOTAL);
        }
    }
}
