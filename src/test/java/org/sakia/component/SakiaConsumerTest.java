package org.sakia.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.ExceptionHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sakia.HeardLog;
import org.sakia.deliver.SinkHeaders;
import org.sakia.job.JobReport;
import org.sakia.lab.ApiProfile;
import org.sakia.lab.ApiSimulator;
import org.sakia.lab.Faults;

/** What the route gets, and what its end means for a page. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SakiaConsumerTest {

    private static final int TOTAL = 95;

    @TempDir
    Path folder;

    @Test
    void a_route_that_throws_an_error_gets_the_page_again() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        try (ApiSimulator api = Host.api(50);
                Host host = Host.of(folder, api.uri()).with("workers", 2)) {
            host.route(exchange -> {
                        if (calls.incrementAndGet() == 2) {
                            throw new StackOverflowError();
                        }
                    })
                    .start();

            assertThat(host.report().state()).isEqualTo("complete");
            assertThat(calls).hasValue(6);
            // Camel goes on behind the step that threw, with the first of the two exchanges
            assertThat(host.records()).containsAll(Host.all(50));
        }
    }

    @Test
    void the_route_gets_every_record_once_page_by_page() throws Exception {
        try (ApiSimulator api = Host.api(TOTAL);
                Host host = Host.of(folder, api.uri()).route(exchange -> {}).start()) {
            JobReport report = host.report();

            assertThat(report.state()).as(report.message()).isEqualTo("complete");
            assertThat(report.records()).isEqualTo(TOTAL);
            assertThat(host.records()).containsExactlyInAnyOrderElementsOf(Host.all(TOTAL));
            assertThat(host.headers()).hasSize(10).allSatisfy(headers -> assertThat(headers)
                    .containsEntry("sakia-job", "orders")
                    .containsOnlyKeys("sakia-job", "sakia-page", "sakia-records", "sakia-bytes", "sakia-fetched-at"));
        }
    }

    @Test
    void with_split_it_gets_them_one_by_one() throws Exception {
        try (ApiSimulator api = Host.api(TOTAL);
                Host host = Host.of(folder, api.uri())
                        .with("split", true)
                        .route(exchange ->
                                assertThat(exchange.getMessage().getBody()).isInstanceOf(String.class))
                        .start()) {
            assertThat(host.report().state()).isEqualTo("complete");

            assertThat(host.records()).containsExactlyInAnyOrderElementsOf(Host.all(TOTAL));
            assertThat(host.headers())
                    .hasSize(TOTAL)
                    .extracting(headers -> headers.get(SinkHeaders.PAGE) + "/" + headers.get(SinkHeaders.INDEX))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void a_page_that_the_route_fails_on_comes_again() throws Exception {
        Set<Object> failed = ConcurrentHashMap.newKeySet();
        try (ApiSimulator api = Host.api(TOTAL);
                Host host = Host.of(folder, api.uri())
                        .route(exchange -> {
                            if (failed.add(exchange.getMessage().getHeader(SinkHeaders.PAGE))) {
                                exchange.getMessage().getBody(String.class);
                                throw new IllegalStateException("not yet");
                            }
                        })
                        .start()) {
            assertThat(host.report().state()).isEqualTo("complete");

            assertThat(failed).hasSize(10);
            assertThat(host.records()).containsExactlyInAnyOrderElementsOf(Host.all(TOTAL));
            assertThat(api.referee().arrivals())
                    .as("the API is not asked again")
                    .isEqualTo(10);
        }
    }

    @Test
    void a_large_page_lies_in_a_file_and_comes_whole_again() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        ApiProfile profile = ApiProfile.builder().total(4).recordBytes(200_000).build();
        try (ApiSimulator api = ApiSimulator.start(profile);
                Host host = Host.of(folder, api.uri())
                        .route(exchange -> {
                            if (calls.incrementAndGet() == 1) {
                                exchange.getMessage().getBody(String.class);
                                throw new IllegalStateException("not yet");
                            }
                        })
                        .start()) {
            assertThat(host.report().state()).isEqualTo("complete");
            assertThat(host.records()).hasSize(4).allSatisfy(record -> assertThat(record)
                    .hasSize(200_000));
            assertThat(folder.resolve("state/spool/orders")).isEmptyDirectory();
        }
    }

    @Test
    void a_page_that_waits_in_a_queue_behind_the_route_stays_whole() throws Exception {
        CountDownLatch delivered = new CountDownLatch(1);
        ConcurrentLinkedQueue<Integer> lengths = new ConcurrentLinkedQueue<>();
        ApiProfile profile = ApiProfile.builder().total(4).recordBytes(200_000).build();
        try (ApiSimulator api = ApiSimulator.start(profile);
                Host host = Host.of(folder, api.uri())) {
            host.add(new RouteBuilder() {
                        @Override
                        public void configure() {
                            from(host.uri("orders")).routeId(Host.ROUTE).to("seda:later");
                            from("seda:later").process(exchange -> {
                                delivered.await(30, TimeUnit.SECONDS);
                                lengths.add(exchange.getMessage()
                                        .getBody(String.class)
                                        .length());
                            });
                        }
                    })
                    .start();
            assertThat(host.report().state()).isEqualTo("complete");
            delivered.countDown();

            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(lengths).containsExactly(4 * 200_001));
        }
    }

    @Test
    void records_that_went_well_are_not_given_again() throws Exception {
        AtomicInteger given = new AtomicInteger();
        AtomicInteger failures = new AtomicInteger();
        try (ApiSimulator api = Host.api(TOTAL);
                Host host = Host.of(folder, api.uri())
                        .with("split", true)
                        .route(exchange -> {
                            given.incrementAndGet();
                            if (exchange.getMessage().getHeader(SinkHeaders.INDEX, Long.class) == 4
                                    && failures.incrementAndGet() <= 3) {
                                throw new IllegalStateException("not yet");
                            }
                        })
                        .start()) {
            assertThat(host.report().state()).isEqualTo("complete");

            assertThat(given).hasValue(TOTAL + 3);
            assertThat(host.records()).containsExactlyInAnyOrderElementsOf(Host.all(TOTAL));
        }
    }

    @Test
    void a_page_that_never_goes_well_fails_and_the_others_go_on() throws Exception {
        try (ApiSimulator api = Host.api(TOTAL);
                Host host = Host.of(folder, api.uri())
                        .with("retryAttempts", 3)
                        .route(SakiaConsumerTest::refuseShortPage)
                        .start()) {
            JobReport report = host.report();

            assertThat(report.state()).isEqualTo("failed-pages");
            assertThat(report.records()).isEqualTo(90);
            assertThat(host.records()).hasSize(90);
        }
    }

    @Test
    void failed_pages_are_taken_up_again_when_the_route_is_told_to() throws Exception {
        try (ApiSimulator api = Host.api(TOTAL)) {
            try (Host host = Host.of(folder, api.uri())
                    .with("retryAttempts", 1)
                    .route(SakiaConsumerTest::refuseShortPage)
                    .start()) {
                assertThat(host.report().state()).isEqualTo("failed-pages");
            }
            try (Host host = Host.of(folder, api.uri()).route(exchange -> {}).start()) {
                assertThat(host.report().state()).isEqualTo("failed-pages");
                assertThat(host.records()).isEmpty();
            }
            try (Host host = Host.of(folder, api.uri())
                    .with("retryFailed", true)
                    .route(exchange -> {})
                    .start()) {
                assertThat(host.report().state()).isEqualTo("complete");
                assertThat(host.records()).hasSize(5);
            }
        }
    }

    @Test
    void the_exception_handler_hears_why_pages_failed() throws Exception {
        ConcurrentLinkedQueue<Exception> heard = new ConcurrentLinkedQueue<>();
        try (ApiSimulator api = Host.api(TOTAL);
                Host host = Host.of(folder, api.uri()).with("retryAttempts", 1).with("bridgeErrorHandler", true)) {
            host.add(new RouteBuilder() {
                        @Override
                        public void configure() {
                            onException(JobFailedException.class)
                                    .handled(true)
                                    .process(exchange -> heard.add(
                                            exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class)));
                            from(host.uri("orders"))
                                    .routeId(Host.ROUTE)
                                    .process(SakiaConsumerTest::refuseShortPage)
                                    .process(host::keep);
                        }
                    })
                    .start();
            host.report();

            assertThat(heard).singleElement().satisfies(failure -> assertThat(failure)
                    .hasMessageContaining("orders: failed-pages")
                    .hasMessageContaining("Expected 95 records, delivered 90, 1 page failed")
                    .hasMessageContaining("the route of sakia:orders")
                    .hasMessageContaining("never")
                    .hasMessageContaining("retryFailed=true")
                    .extracting(Throwable::getStackTrace)
                    .isEqualTo(new StackTraceElement[0]));
        }
    }

    @Test
    void a_failed_first_page_is_told_in_the_words_of_a_host() throws Exception {
        try (ApiSimulator api = ApiSimulator.start(ApiProfile.builder()
                        .total(TOTAL)
                        .faults(Faults.NONE.withTruncated(1))
                        .build());
                Host host = Host.of(folder, api.uri()).with("retryAttempts", 1);
                HeardLog log = HeardLog.of(SakiaConsumer.class)) {
            host.route(exchange -> {}).start();

            assertThat(host.report().sentence())
                    .contains("orders: failed-pages - the first page failed")
                    .doesNotContain("status says", "retry takes");
            assertThat(log.warnings()).singleElement().satisfies(said -> assertThat(said)
                    .contains("the first page failed", "retryFailed=true")
                    .doesNotContain("status says", "retry takes"));
        }
    }

    @Test
    void a_job_that_ends_badly_names_options_as_the_endpoint_does() throws Exception {
        try (Host host =
                        Host.of(folder, URI.create("http://127.0.0.1:1/orders")).with("giveUpAfter", "100ms");
                HeardLog log = HeardLog.of(SakiaConsumer.class)) {
            host.route(exchange -> {}).start();
            host.report();

            assertThat(log.warnings()).singleElement().satisfies(said -> assertThat(said)
                    .contains("aborted", "(giveUpAfter)")
                    .doesNotContain("give-up-after"));
        }
    }

    @Test
    void the_log_says_once_how_a_job_ended() throws Exception {
        try (ApiSimulator api = Host.api(TOTAL);
                Host host = Host.of(folder, api.uri()).with("retryAttempts", 1);
                HeardLog log = HeardLog.of(SakiaConsumer.class)) {
            host.route(SakiaConsumerTest::refuseShortPage).start();
            host.report();

            assertThat(log.warnings()).singleElement().satisfies(said -> assertThat(said)
                    .containsOnlyOnce("orders: failed-pages")
                    .containsOnlyOnce("Expected 95 records")
                    .doesNotContain("JobFailedException"));
        }
    }

    @Test
    void a_handler_of_the_hosts_own_gets_the_exception() throws Exception {
        ConcurrentLinkedQueue<Throwable> heard = new ConcurrentLinkedQueue<>();
        try (ApiSimulator api = Host.api(TOTAL);
                Host host = Host.of(folder, api.uri()).with("retryAttempts", 1).with("exceptionHandler", "#mine");
                HeardLog log = HeardLog.of(SakiaConsumer.class)) {
            host.context().getRegistry().bind("mine", new Keeper(heard));
            host.route(SakiaConsumerTest::refuseShortPage).start();
            host.report();

            assertThat(heard).singleElement().isInstanceOfSatisfying(JobFailedException.class, failure -> assertThat(
                            failure.report().pages().failed())
                    .isEqualTo(1));
            assertThat(log.warnings()).isEmpty();
        }
    }

    @Test
    void a_failure_that_the_route_handles_counts_as_delivered() throws Exception {
        try (ApiSimulator api = Host.api(TOTAL);
                Host host = Host.of(folder, api.uri())) {
            host.add(new RouteBuilder() {
                        @Override
                        public void configure() {
                            onException(IllegalStateException.class)
                                    .handled(true)
                                    .log("put aside");
                            from(host.uri("orders"))
                                    .routeId(Host.ROUTE)
                                    .process(SakiaConsumerTest::refuseShortPage)
                                    .process(host::keep);
                        }
                    })
                    .start();
            JobReport report = host.report();

            assertThat(report.state()).isEqualTo("complete");
            assertThat(report.records()).isEqualTo(TOTAL);
            assertThat(host.records()).hasSize(90);
        }
    }

    @Test
    void an_exchange_that_is_rolled_back_comes_again() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        try (ApiSimulator api = Host.api(5);
                Host host = Host.of(folder, api.uri())
                        .route(exchange -> exchange.setRollbackOnly(calls.incrementAndGet() < 3))
                        .start()) {
            assertThat(host.report().state()).isEqualTo("complete");
            assertThat(calls).hasValue(3);
        }
    }

    @Test
    void a_job_that_the_api_refuses_is_heard_of() throws Exception {
        ConcurrentLinkedQueue<String> heard = new ConcurrentLinkedQueue<>();
        try (ApiSimulator api = Host.api(5);
                Host host = Host.of(folder, api.uri().resolve("/nothing-here")).with("bridgeErrorHandler", true)) {
            host.add(new RouteBuilder() {
                        @Override
                        public void configure() {
                            onException(JobFailedException.class)
                                    .handled(true)
                                    .process(exchange ->
                                            heard.add(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class)
                                                    .getMessage()));
                            from(host.uri("orders")).routeId(Host.ROUTE).log("page");
                        }
                    })
                    .start();
            assertThat(host.report().state()).isEqualTo("aborted");
            assertThat(heard).singleElement().satisfies(message -> assertThat(message)
                    .contains("orders: aborted"));
        }
    }

    @Test
    void a_complete_job_asks_for_nothing_when_it_starts_again() throws Exception {
        try (ApiSimulator api = Host.api(TOTAL)) {
            try (Host host = Host.of(folder, api.uri()).route(exchange -> {}).start()) {
                host.report();
            }
            try (Host host = Host.of(folder, api.uri()).route(exchange -> {}).start()) {
                assertThat(host.report().state()).isEqualTo("complete");
                assertThat(host.records()).isEmpty();
            }
            assertThat(api.referee().arrivals()).isEqualTo(10);
        }
    }

    @Test
    void it_cannot_be_sent_to() {
        try (Host host = Host.of(folder, URI.create("http://127.0.0.1:1/"))) {
            SakiaEndpoint endpoint = host.context().getEndpoint(host.uri("orders"), SakiaEndpoint.class);
            assertThatThrownBy(endpoint::createProducer).hasMessageContaining("can only be consumed from");
        }
    }

    /** An exception handler as a host may bring one. */
    private record Keeper(Queue<Throwable> heard) implements ExceptionHandler {

        @Override
        public void handleException(Throwable exception) {
            heard.add(exception);
        }

        @Override
        public void handleException(String message, Throwable exception) {
            heard.add(exception);
        }

        @Override
        public void handleException(String message, Exchange exchange, Throwable exception) {
            heard.add(exception);
        }
    }

    private static void refuseShortPage(Exchange exchange) {
        if (exchange.getMessage().getHeader(SinkHeaders.RECORDS, Long.class) == 5) {
            throw new IllegalStateException("never");
        }
    }
}
