package org.sakia.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Endpoint;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.util.URISupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sakia.config.ConfigException;
import org.sakia.config.EndpointJob;
import org.sakia.config.Option;
import org.sakia.config.Options;
import org.sakia.lab.ApiSimulator;

/** What an endpoint may say, and what it is told when it says it wrongly. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class EndpointOptionsTest {

    private static final URI NOWHERE = URI.create("http://127.0.0.1:1/orders");

    @TempDir
    Path folder;

    private static String problems(Host host) throws Exception {
        try (host) {
            host.route(exchange -> {});
            Throwable refused = catchThrowable(host::start);
            assertThat(refused).hasRootCauseInstanceOf(ConfigException.class);
            Throwable root = refused;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            return root.getMessage();
        }
    }

    @Test
    void everything_that_is_missing_is_said_at_once() throws Exception {
        Host host = Host.of(folder, NOWHERE).without("url").without("rate").without("state");

        assertThat(problems(host).lines())
                .containsExactlyInAnyOrder(
                        "state (sakia:orders): is missing; name the folder that remembers what was delivered",
                        "url (sakia:orders): is missing; write a URL, such as https://api.example.com/orders",
                        "rate (sakia:orders): is missing; write a rate, requests/period such as 100/60s, several as"
                                + " 10/1s,5000/1h, auto or none");
    }

    @Test
    void an_unknown_option_is_told_with_the_nearest_one() throws Exception {
        Host host = Host.of(folder, NOWHERE)
                .with("pagSize", 5)
                .with("retry-delays", "1s")
                .with("spilt", true)
                .with("somethingElse", 1);

        assertThat(problems(host).lines())
                .containsExactlyInAnyOrder(
                        "pagSize (sakia:orders): is no option of this endpoint; did you mean pageSize?",
                        "retry-delays (sakia:orders): is no option of this endpoint; did you mean retryDelay?",
                        "spilt (sakia:orders): is no option of this endpoint; did you mean split?",
                        "somethingElse (sakia:orders): is no option of this endpoint; docs/component.md lists them");
    }

    @Test
    void a_value_that_camel_cannot_set_is_told_with_all_else_and_without_the_url() throws Exception {
        Host host = Host.of(folder, URI.create(NOWHERE + "?token=hidden"))
                .with("split", "yess")
                .with("exchangePattern", "InAndOut")
                .with("authToken", "#bean:hidden")
                .with("rate", "fast");

        assertThat(problems(host))
                .contains("split (sakia:orders): takes true or false")
                .contains("exchangePattern (sakia:orders): takes InOnly or InOut")
                .contains("authToken (sakia:orders): names a bean with #")
                .contains("rate (sakia:orders): 'fast' is no rate")
                .doesNotContain("hidden");
    }

    @Test
    void options_that_say_where_records_go_are_refused_by_name() throws Exception {
        Host host = Host.of(folder, NOWHERE)
                .with("sink", "kafka")
                .with("kafkaTopic", "orders")
                .with("out", "out")
                .with("kafka.producer.acks", "all")
                .with("partitionFrom", "customers:/id");

        assertThat(problems(host).lines())
                .hasSize(5)
                .filteredOn(line -> line.contains("its records go into the route"))
                .hasSize(4);
    }

    @Test
    void rules_among_options_speak_of_the_endpoints_names() throws Exception {
        Host host = Host.of(folder, NOWHERE)
                .with("retryDelay", "10m")
                .with("retryMaxDelay", "1s")
                .with("query.limit", 7);

        assertThat(problems(host))
                .contains("retryDelay (sakia:orders): retryDelay, 10m, is longer than retryMaxDelay, 1s")
                .contains("limitParam (by default): the query parameter 'limit' is also set by query.limit")
                .doesNotContain("retry-delay", "sakia.job");
    }

    @Test
    void a_name_that_is_none_is_refused() throws Exception {
        try (Host host = Host.of(folder, NOWHERE)) {
            host.route("Orders_1", Host.ROUTE, exchange -> {});
            assertThatThrownBy(host::start)
                    .hasRootCauseMessage("sakia:Orders_1: 'Orders_1' is no job name; use a-z, 0-9 and - only");
        }
    }

    @Test
    void every_option_reaches_the_job_under_its_own_name() throws Exception {
        try (Host host = Host.of(folder, NOWHERE)) {
            SakiaEndpoint endpoint = host.context().getEndpoint("sakia:orders", SakiaEndpoint.class);
            Map<String, Object> options = new LinkedHashMap<>();
            Map<String, String> expected = new LinkedHashMap<>();
            for (Option<?> option : EndpointJob.OPTIONS) {
                String name = option.camelCaseKey();
                options.put(name, option.isMap() ? Map.of("a", "1") : "text of " + name);
                expected.put(name + (option.isMap() ? ".a" : ""), option.isMap() ? "1" : "text of " + name);
            }
            endpoint.configureProperties(options);

            assertThat(options).as("options that nobody knew").isEmpty();
            assertThat(endpoint.getConfiguration().texts()).isEqualTo(expected);
        }
    }

    @Test
    void placeholders_maps_and_a_url_with_a_query_of_its_own_work() throws Exception {
        Properties properties = new Properties();
        properties.setProperty("api.token", "sesame-sesame");
        try (ApiSimulator api = Host.api(20);
                Host host = Host.of(folder, api.uri()).without("url").with("header.X-Team", "a=b")) {
            host.context().getPropertiesComponent().setInitialProperties(properties);
            host.add(new RouteBuilder() {
                        @Override
                        public void configure() {
                            from(host.uri("orders") + "&url=RAW(" + api.uri() + "?shop=1&mine=%20)"
                                            + "&query.status=RAW(open & paid)&auth=bearer&authToken={{api.token}}")
                                    .routeId(Host.ROUTE)
                                    .process(host::keep);
                        }
                    })
                    .start();
            assertThat(host.report().state()).isEqualTo("complete");

            SakiaEndpoint endpoint = (SakiaEndpoint) host.consumer().getEndpoint();
            assertThat(endpoint.read().options().get(Options.URL).getQuery()).isEqualTo("shop=1&mine= ");
            assertThat(endpoint.read().options().get(Options.QUERY)).containsEntry("status", "open & paid");
            assertThat(endpoint.read().options().get(Options.HEADER)).containsEntry("X-Team", "a=b");
            assertThat(endpoint.read().options().get(Options.AUTH_TOKEN)).contains("sesame-sesame");
        }
    }

    @Test
    void no_secret_is_in_what_the_endpoint_and_its_consumer_show() throws Exception {
        try (ApiSimulator api = Host.api(20);
                Host host = Host.of(folder, URI.create(api.uri() + "?token=hidden-in-url"))
                        .with("header.Authorization", "Bearer hidden-in-header")
                        .with("query.sig", "hidden-in-query")
                        .with("header.Cookie", "session=hidden-in-cookie")
                        .route(exchange -> {})
                        .start()) {
            assertThat(host.report().state()).isEqualTo("complete");

            Endpoint endpoint = host.consumer().getEndpoint();
            assertThat(endpoint.getEndpointUri()
                            + endpoint
                            + endpoint.getEndpointKey()
                            + host.consumer()
                            + host.context().getRoute(Host.ROUTE)
                            + URISupport.sanitizeUri(endpoint.getEndpointUri()))
                    .contains("sakia://orders")
                    .doesNotContain("hidden");
            assertThat(host.context().getEndpoints())
                    .extracting(Endpoint::toString)
                    .noneMatch(uri -> uri.contains("hidden"));
        }
    }

    @Test
    void a_misconfigured_endpoint_shows_no_secret_either() throws Exception {
        Host host = Host.of(folder, NOWHERE)
                .with("header.Authorization", "Bearer hidden-in-header")
                .with("pagSize", 1);
        try (host) {
            host.add(new RouteBuilder() {
                @Override
                public void configure() {
                    from(host.uri("orders").replace("Bearer+hidden-in-header", "{{secret.header}}"))
                            .routeId(Host.ROUTE)
                            .log("page");
                }
            });
            Properties properties = new Properties();
            properties.setProperty("secret.header", "Bearer hidden-in-header");
            host.context().getPropertiesComponent().setInitialProperties(properties);

            Throwable refused = catchThrowable(host::start);
            for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
                assertThat(cause.toString()).doesNotContain("hidden");
            }
            assertThat(refused).hasRootCauseInstanceOf(ConfigException.class);
        }
        assertThat(Files.exists(folder.resolve("state"))).isFalse();
    }
}
