package org.sakia.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.DeadLetterChannelBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sakia.config.JobOptions;
import org.sakia.config.Options;
import org.sakia.job.JobReport;
import org.sakia.lab.ApiProfile;
import org.sakia.lab.ApiSimulator;
import org.sakia.lab.Faults;
import org.sakia.request.Rate;

/** The component beside everything else that an application may have in its context. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HostTest {

    private static final int TOTAL = 95;

    @TempDir
    Path folder;

    @Test
    void error_handling_of_the_host_does_not_reach_into_the_job() throws Exception {
        try (ApiSimulator api = ApiSimulator.start(Host.profile(TOTAL).toBuilder()
                        .faults(Faults.NONE.withServerError(0.3).withTruncated(0.1))
                        .build());
                Host host = Host.of(folder, api.uri())) {
            host.context().getCamelContextExtension().setErrorHandlerFactory(new DeadLetterChannelBuilder("mock:dead"));
            host.context().addRoutesConfigurations(new RouteConfigurationBuilder() {
                @Override
                public void configuration() {
                    routeConfiguration()
                            .onException(Throwable.class)
                            .handled(true)
                            .to("mock:caught");
                    routeConfiguration().intercept().to("mock:intercepted");
                }
            });
            host.route(exchange -> {}).start();
            JobReport report = host.report();

            assertThat(report.state()).as(report.message()).isEqualTo("complete");
            assertThat(report.requests().failed()).isPositive();
            assertThat(host.records()).containsExactlyInAnyOrderElementsOf(Host.all(TOTAL));
            assertThat(mock(host, "mock:dead")).isZero();
            assertThat(mock(host, "mock:caught")).isZero();
            assertThat(mock(host, "mock:intercepted"))
                    .as("two steps of the host's route")
                    .isEqualTo(20);
        }
    }

    private static int mock(Host host, String uri) {
        return host.context().getEndpoint(uri, MockEndpoint.class).getReceivedCounter();
    }

    @Test
    void settings_of_the_hosts_components_stay_as_they_are() throws Exception {
        try (ApiSimulator api = Host.api(TOTAL);
                Host host = Host.of(folder, api.uri())) {
            HttpComponent http = host.context().getComponent("http", HttpComponent.class);
            http.setFollowRedirects(true);
            http.setResponseTimeout(1);
            boolean retries = http.isAutomaticRetriesDisabled();
            api.latency(Duration.ofMillis(30), Duration.ofMillis(40));
            host.route(exchange -> {}).start();

            assertThat(host.report().state()).isEqualTo("complete");
            assertThat(http.isAutomaticRetriesDisabled()).isEqualTo(retries);
            assertThat(http.isFollowRedirects()).isTrue();
            assertThat(http.getResponseTimeout()).isEqualTo(1);
            assertThat(http.getHttpClientConfigurer()).isNull();
            assertThat(host.context().getGlobalOptions()).isEmpty();
        }
    }

    @Test
    void two_endpoints_of_a_limit_group_keep_one_limit() throws Exception {
        Rate rate = new Rate(20, Duration.ofSeconds(1));
        try (ApiSimulator api =
                        ApiSimulator.start(ApiProfile.builder().total(200).build());
                Host host = Host.of(folder, api.uri())
                        .with("rate", "20/1s")
                        .with("rateMargin", "300ms")
                        .with("limitGroup", "shop")) {
            host.route("orders", "one", exchange -> {})
                    .route("users", "two", exchange -> {})
                    .start();
            assertThat(host.consumer("one").report().get(50, TimeUnit.SECONDS).state())
                    .isEqualTo("complete");
            assertThat(host.consumer("two").report().get(50, TimeUnit.SECONDS).state())
                    .isEqualTo("complete");

            assertThat(api.referee().arrivals()).isEqualTo(40);
            assertThat(api.referee().peakInAnyWindow(rate.period())).isLessThanOrEqualTo(rate.requests());
        }
    }

    @Test
    void endpoints_of_a_limit_group_must_share_the_state_folder() throws Exception {
        try (ApiSimulator api = Host.api(TOTAL);
                Host host = Host.of(folder, api.uri()).with("limitGroup", "shop")) {
            host.route("orders", "one", exchange -> {});
            host.with("state", folder.resolve("other")).route("users", "two", exchange -> {});

            assertThatThrownBy(host::start)
                    .hasStackTraceContaining(
                            "limitGroup (job users): the jobs orders and users share the limit group shop and must have the same state");
        }
    }

    @Test
    void one_that_stops_leaves_the_other_its_ledger_and_can_start_again() throws Exception {
        CountDownLatch stopped = new CountDownLatch(1);
        try (ApiSimulator api = Host.api(TOTAL);
                Host host = Host.of(folder, api.uri())) {
            host.route("orders", "one", exchange -> {})
                    .route("users", "two", exchange -> stopped.await(30, TimeUnit.SECONDS))
                    .start();
            host.consumer("one").report().get(30, TimeUnit.SECONDS);
            host.context().getRouteController().stopRoute("one");
            stopped.countDown();

            assertThat(host.consumer("two").report().get(30, TimeUnit.SECONDS).state())
                    .isEqualTo("complete");
            host.context().getRouteController().stopRoute("two");
            host.context().getRouteController().startRoute("one");
            assertThat(host.consumer("one").report().get(30, TimeUnit.SECONDS).state())
                    .isEqualTo("complete");
            assertThat(host.records()).hasSize(2 * TOTAL);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"state", "elsewhere"})
    void the_same_job_twice_in_a_context_is_refused(String state) throws Exception {
        try (ApiSimulator api = Host.api(TOTAL);
                Host host = Host.of(folder, api.uri())) {
            host.route("orders", "one", exchange -> {});
            host.with("state", folder.resolve(state)).with("pageSize", 20).route("orders", "two", exchange -> {});

            assertThatThrownBy(host::start)
                    .hasMessage("job orders is at work in another route of this context; a context can have one"
                            + " route from sakia:orders, give the other one another name");
        }
    }

    @Test
    void the_same_job_in_another_context_is_refused_while_it_is_held() throws Exception {
        try (ApiSimulator api = Host.api(TOTAL)) {
            Host first = Host.of(folder, api.uri()).route(exchange -> {}).start();
            try (first) {
                Host second = Host.of(folder, api.uri()).route(exchange -> {});
                try (second) {
                    assertThatThrownBy(second::start)
                            .hasStackTraceContaining("job orders is held by another part of this process");
                }
            }
            try (Host third = Host.of(folder, api.uri()).route(exchange -> {}).start()) {
                assertThat(third.report().state()).isEqualTo("complete");
            }
        }
    }

    @Test
    void two_contexts_run_side_by_side() throws Exception {
        CountDownLatch firstIsGone = new CountDownLatch(1);
        try (ApiSimulator api = Host.api(TOTAL);
                Host first = Host.of(folder.resolve("one"), api.uri())
                        .route(exchange -> {})
                        .start();
                Host second = Host.of(folder.resolve("two"), api.uri())
                        .with("pageSize", 7)
                        .route(exchange -> firstIsGone.await(30, TimeUnit.SECONDS))
                        .start()) {
            assertThat(first.report().state()).isEqualTo("complete");
            first.context().stop();
            firstIsGone.countDown();
            assertThat(second.report().state()).isEqualTo("complete");

            assertThat(first.records()).containsExactlyInAnyOrderElementsOf(Host.all(TOTAL));
            assertThat(second.records()).containsExactlyInAnyOrderElementsOf(Host.all(TOTAL));
        }
    }

    @Test
    void a_route_of_the_host_with_the_name_of_one_of_ours_is_left_alone() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        try (ApiSimulator api = Host.api(TOTAL);
                Host host = Host.of(folder, api.uri())) {
            host.add(new RouteBuilder() {
                        @Override
                        public void configure() {
                            from("direct:mine").routeId("orders-fetch").process(exchange -> calls.incrementAndGet());
                        }
                    })
                    .route(exchange -> {})
                    .start();
            JobReport report = host.report();

            assertThat(report.state()).isEqualTo("aborted");
            assertThat(report.message()).contains("has a route orders-fetch already", "rename the route or the job");
            host.context().createProducerTemplate().sendBody("direct:mine", "hello");
            assertThat(calls).hasValue(1);
            assertThat(api.referee().arrivals()).isZero();
        }
    }

    @Test
    void it_can_be_consumed_from_in_yaml() throws Exception {
        try (ApiSimulator api = Host.api(TOTAL);
                Host host = Host.of(folder, api.uri())) {
            load(
                    host,
                    "routes.camel.yaml",
                    """
                    - route:
                        id: export
                        from:
                          uri: sakia:orders
                          parameters:
                            url: %s
                            state: %s
                            rate: none
                            pageSize: 10
                            split: true
                            header.X%%2DTeam: shop
                            query.a%%2Db: RAW(1+2&3)
                          steps:
                            - to: mock:records
                    """
                            .formatted(api.uri(), folder.resolve("state")));
            assertThat(host.start().report().state()).isEqualTo("complete");
            assertThat(mock(host, "mock:records")).isEqualTo(TOTAL);
            JobOptions options =
                    ((SakiaEndpoint) host.consumer().getEndpoint()).read().options();
            assertThat(options.get(Options.HEADER)).containsEntry("X-Team", "shop");
            assertThat(options.get(Options.QUERY)).containsEntry("a-b", "1+2&3");
        }
    }

    @Test
    void it_can_be_consumed_from_in_xml() throws Exception {
        try (ApiSimulator api = Host.api(TOTAL);
                Host host = Host.of(folder, api.uri())) {
            load(
                    host,
                    "routes.camel.xml",
                    """
                    <routes>
                      <route id="export">
                        <from uri="sakia:orders?url=%s&amp;state=%s&amp;rate=none&amp;pageSize=10"/>
                        <to uri="mock:pages"/>
                      </route>
                    </routes>
                    """
                            .formatted(api.uri(), folder.resolve("state")));
            assertThat(host.start().report().state()).isEqualTo("complete");
            assertThat(mock(host, "mock:pages")).isEqualTo(10);
        }
    }

    private static void load(Host host, String name, String text) throws Exception {
        Resource resource = ResourceHelper.fromString(name, text);
        PluginHelper.getRoutesLoader(host.context()).loadRoutes(resource);
    }
}
