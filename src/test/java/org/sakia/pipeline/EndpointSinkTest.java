package org.sakia.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.MessageHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sakia.deliver.SinkHeaders;
import org.sakia.job.ExportJob;
import org.sakia.job.JobReport;
import org.sakia.ledger.JobState;
import org.sakia.ledger.PageRow;
import org.sakia.request.JobAbortedException;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class EndpointSinkTest {

    private final Map<String, String> received = new ConcurrentSkipListMap<>();

    @TempDir
    Path folder;

    @Test
    void a_sink_gets_one_exchange_a_page_with_its_records_and_headers() throws Exception {
        Instant before = Instant.now();
        try (ScriptedApi api = ScriptedApi.of(25);
                Export export = export(api, "mock:sink")) {
            MockEndpoint mock = export.context().getEndpoint("mock:sink", MockEndpoint.class);

            assertThat(export.run().state()).isEqualTo("complete");

            assertThat(mock.getReceivedExchanges()).hasSize(3);
            Message last = mock.getReceivedExchanges().stream()
                    .map(Exchange::getMessage)
                    .filter(message -> message.getHeader(SinkHeaders.RECORDS, Long.class) == 5)
                    .findFirst()
                    .orElseThrow();
            String lines = String.join("\n", ScriptedApi.records(25, 20, 10)) + "\n";
            assertThat(last.getBody(String.class)).isEqualTo(lines);
            MessageHelper.resetStreamCache(last);
            assertThat(last.getBody(String.class)).as("read again").isEqualTo(lines);
            assertThat(last.getHeader("sakia-job")).isEqualTo("orders");
            assertThat(last.getHeader("sakia-page", String.class)).endsWith("2");
            assertThat(last.getHeader("sakia-bytes")).isEqualTo((long) lines.length());
            assertThat(Instant.parse(last.getHeader("sakia-fetched-at", String.class)))
                    .isBetween(before, Instant.now());
            assertThat(last.getHeaders().keySet()).allMatch(name -> name.startsWith("sakia-"));
        }
    }

    @Test
    void page_keys_are_the_same_in_every_run() throws Exception {
        try (ScriptedApi api = ScriptedApi.of(25);
                Export first = export(api, "direct:sink")) {
            sink(first, exchange -> note(exchange));
            first.run();
        }
        assertThat(received).hasSize(3);
        Map<String, String> before = Map.copyOf(received);
        try (ScriptedApi api = ScriptedApi.of(25);
                Export second = Export.of(folder.resolve("anew"), api.uri())
                        .with("rate", "none")
                        .with("page-size", 10)
                        .with("sink", "direct:sink")) {
            sink(second, exchange -> note(exchange));
            second.run();
        }
        assertThat(received).isEqualTo(before);
    }

    @Test
    void a_sink_that_fails_half_way_through_the_body_gets_the_whole_body_again() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        try (ScriptedApi api = ScriptedApi.of(25);
                Export export = export(api, "direct:sink")) {
            sink(export, exchange -> {
                if (calls.incrementAndGet() == 2) {
                    exchange.getMessage().getBody(InputStream.class).readNBytes(30);
                    throw new IOException("the sink broke");
                }
                note(exchange);
            });
            JobReport report = export.run();

            assertThat(report.state()).as(report.message()).isEqualTo("complete");
            assertThat(calls).hasValue(4);
            assertThat(String.join("", received.values()).lines()).containsExactlyElementsOf(ScriptedApi.records(25));
            assertThat(api.requests()).as("the API is not asked again").isEqualTo(3);
        }
    }

    @Test
    void a_page_that_lies_in_a_temporary_file_is_given_again_as_well() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        String body = "{\"count\":2,\"results\":[{\"text\":\"" + "x".repeat(600_000) + "\"},{\"text\":\""
                + "y".repeat(600_000) + "\"}]}";
        try (ScriptedApi api = ScriptedApi.of(2).at(0, Reply.json(body));
                Export export = export(api, "direct:sink")) {
            sink(export, exchange -> {
                if (calls.incrementAndGet() == 1) {
                    exchange.getMessage().getBody(InputStream.class).readNBytes(700_000);
                    throw new IOException("the sink broke");
                }
                note(exchange);
            });

            assertThat(export.run().state()).isEqualTo("complete");
            assertThat(received.values()).singleElement().satisfies(text -> assertThat(text.length())
                    .isEqualTo(1_200_000 + 2 * "{\"text\":\"\"}\n".length()));
        }
    }

    @Test
    void a_sink_that_never_takes_a_page_fails_it_after_the_attempts() throws Exception {
        AtomicInteger refusals = new AtomicInteger();
        try (ScriptedApi api = ScriptedApi.of(25);
                Export export = export(api, "direct:sink").with("retry-attempts", 3)) {
            sink(export, exchange -> {
                if (exchange.getMessage().getHeader(SinkHeaders.RECORDS, Long.class) == 5) {
                    refusals.incrementAndGet();
                    throw new IllegalStateException("no such table");
                }
                note(exchange);
            });
            JobReport report = export.run();

            assertThat(report.state()).isEqualTo("failed-pages");
            assertThat(refusals).hasValue(3);
            assertThat(report.records()).isEqualTo(20);
            assertThat(api.requests(20)).isEqualTo(1);
            assertThat(export.status().failedPages()).singleElement().satisfies(row -> {
                assertThat(row.error()).contains("direct:sink").contains("no such table");
                assertThat(row.status()).isEqualTo(200);
                assertThat(row.attempts()).isEqualTo(1);
            });
        }
    }

    @Test
    void a_page_that_waits_for_its_sink_when_the_run_is_stopped_is_not_failed() throws Exception {
        CountDownLatch failing = new CountDownLatch(1);
        try (ScriptedApi api = ScriptedApi.of(5);
                Export export =
                        export(api, "direct:sink").with("retry-delay", "50s").with("retry-max-delay", "50s")) {
            sink(export, exchange -> {
                failing.countDown();
                throw new IllegalStateException("not now");
            });
            ExportJob job = export.start();
            assertThat(failing.await(30, TimeUnit.SECONDS)).isTrue();
            job.interrupt();

            assertThat(job.await().state()).isEqualTo(JobState.INTERRUPTED);
            assertThat(export.status().totals().failedPages()).isZero();
        }
    }

    @Test
    void a_queue_as_sink_keeps_bodies_whole_until_they_are_read() throws Exception {
        CountDownLatch all = new CountDownLatch(1);
        try (ScriptedApi api = ScriptedApi.of(25);
                Export export = export(api, "seda:sink")) {
            export.context().addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("seda:sink").process(exchange -> {
                        all.await(30, TimeUnit.SECONDS);
                        note(exchange);
                    });
                }
            });
            JobReport report = export.run();
            assertThat(report.state()).as(report.message()).isEqualTo("complete");
            all.countDown();

            await().atMost(Duration.ofSeconds(20)).until(() -> received.size() == 3);
            assertThat(String.join("", received.values()).lines()).containsExactlyElementsOf(ScriptedApi.records(25));
        }
    }

    @Test
    void a_queue_that_is_waited_for_tells_of_failures() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        try (ScriptedApi api = ScriptedApi.of(25);
                Export export = export(api, "seda:sink?waitForTaskToComplete=Always&timeout=0")) {
            export.context().addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("seda:sink").errorHandler(noErrorHandler()).process(exchange -> {
                        if (calls.incrementAndGet() == 2) {
                            throw new IOException("the sink broke");
                        }
                        note(exchange);
                    });
                }
            });
            JobReport report = export.run();

            assertThat(report.state()).as(report.message()).isEqualTo("complete");
            assertThat(calls).hasValue(4);
            assertThat(String.join("", received.values()).lines()).containsExactlyElementsOf(ScriptedApi.records(25));
        }
    }

    @Test
    void a_sink_that_answers_later_on_another_thread_is_waited_for() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        ExecutorService elsewhere = Executors.newFixedThreadPool(2);
        try (ScriptedApi api = ScriptedApi.of(25);
                Export export = export(api, "direct:sink")) {
            sink(export, new AsyncProcessorSupport() {
                @Override
                public boolean process(Exchange exchange, AsyncCallback callback) {
                    elsewhere.execute(() -> {
                        try {
                            if (calls.incrementAndGet() == 2) {
                                throw new IOException("the sink broke");
                            }
                            note(exchange);
                        } catch (IOException e) {
                            exchange.setException(e);
                        }
                        callback.done(false);
                    });
                    return false;
                }
            });
            JobReport report = export.run();

            assertThat(report.state()).as(report.message()).isEqualTo("complete");
            assertThat(calls).hasValue(4);
            assertThat(String.join("", received.values()).lines()).containsExactlyElementsOf(ScriptedApi.records(25));
        } finally {
            elsewhere.shutdownNow();
        }
    }

    @Test
    void a_sink_route_that_stops_the_exchange_ends_the_job_instead_of_losing_pages() throws Exception {
        try (ScriptedApi api = ScriptedApi.of(25);
                Export export = export(api, "direct:sink").with("total", "none")) {
            export.context().addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:sink").stop();
                }
            });
            JobReport report = export.run();

            assertThat(report.state()).isEqualTo("aborted");
            assertThat(report.message())
                    .contains("without being delivered or failed")
                    .contains("filter");
        }
    }

    @Test
    void a_sink_route_that_keeps_its_failures_to_itself_ends_the_job_instead_of_losing_pages() throws Exception {
        try (ScriptedApi api = ScriptedApi.of(25);
                Export export = export(api, "direct:sink")) {
            export.context().addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:sink")
                            .errorHandler(deadLetterChannel("log:dead"))
                            .process(exchange -> {
                                throw new IOException("the sink broke");
                            });
                }
            });
            JobReport report = export.run();

            assertThat(report.state()).isEqualTo("aborted");
            assertThat(report.message()).contains("dead letter channel").contains("let the exception out");
            assertThat(report.records()).isZero();
        }
    }

    @Test
    void a_sink_that_changes_its_message_does_not_disturb_the_page() throws Exception {
        try (ScriptedApi api = ScriptedApi.of(25);
                Export export = export(api, "direct:sink")) {
            export.context().addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:sink")
                            .removeHeaders("*")
                            .setVariable("page", constant("mine"))
                            .setProperty("page", constant("mine"))
                            .setBody(constant("gone"));
                }
            });
            JobReport report = export.run();

            assertThat(report.state()).as(report.message()).isEqualTo("complete");
            assertThat(report.records()).isEqualTo(25);
        }
    }

    @Test
    void a_sink_that_does_not_exist_fails_its_pages_by_name() throws Exception {
        try (ScriptedApi api = ScriptedApi.of(5);
                Export export = export(api, "direct:nobody-there?block=false").with("retry-attempts", 1)) {
            JobReport report = export.run();

            assertThat(report.state()).isEqualTo("failed-pages");
            assertThat(export.status().failedPages())
                    .extracting(PageRow::error)
                    .allMatch(why -> why.contains("nobody-there"));
        }
    }

    @Test
    void a_sink_of_an_unknown_kind_ends_the_job_before_anything_is_asked() throws Exception {
        try (ScriptedApi api = ScriptedApi.of(5);
                Export export = export(api, "no-such-kind:sink?password=sesame")) {
            assertThatThrownBy(export::start)
                    .isInstanceOf(JobAbortedException.class)
                    .hasMessageContaining("orders-deliver")
                    .hasMessageContaining("no-such-kind")
                    .hasMessageNotContaining("sesame");
            assertThat(api.requests()).isZero();
        }
    }

    @Test
    void a_page_reads_the_same_as_text_whatever_charset_the_api_writes() throws Exception {
        byte[] body = "{\"count\":1,\"results\":[{\"city\":\"Zürich\"}]}".getBytes(StandardCharsets.ISO_8859_1);
        String head = "HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=iso-8859-1\r\nConnection: close\r\n"
                + "Content-Length: " + body.length + "\r\n\r\n";
        try (ScriptedApi api = ScriptedApi.of(1).at(0, socket -> {
                    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
                    socket.getOutputStream().write(body);
                });
                Export export = export(api, "mock:sink")) {
            MockEndpoint mock = export.context().getEndpoint("mock:sink", MockEndpoint.class);

            assertThat(export.run().state()).isEqualTo("complete");
            assertThat(mock.getReceivedExchanges())
                    .extracting(page -> page.getMessage().getBody(String.class))
                    .containsExactly("{\"city\":\"Zürich\"}\n");
        }
    }

    private Export export(ScriptedApi api, String sink) {
        return Export.of(folder, api.uri())
                .with("rate", "none")
                .with("page-size", 10)
                .with("sink", sink);
    }

    private static void sink(Export export, Processor processor) throws Exception {
        export.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:sink").process(processor);
            }
        });
    }

    private void note(Exchange exchange) throws IOException {
        String page = exchange.getMessage().getHeader(SinkHeaders.PAGE, String.class);
        try (InputStream body = exchange.getMessage().getBody(InputStream.class)) {
            received.put(page, new String(body.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
