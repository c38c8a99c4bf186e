package org.sakia.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sakia.job.JobReport;
import org.sakia.lab.ApiProfile;
import org.sakia.lab.ApiSimulator;
import org.sakia.lab.Behaviour;
import org.sakia.ledger.PageRow;
import org.slf4j.LoggerFactory;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FaultyBodiesTest {

    private static final String PAGE = ScriptedApi.body(30, 10, 10);
    private static final String TIMED_OUT = "no complete answer within 300ms (timeout)";

    @TempDir
    Path folder;

    /** An answer that brings no page, and what the reason must say. */
    private record Fault(Reply reply, int status, String reason) {

        /** Short only where it is waited for: a late machine must not let good pages time out. */
        String timeout() {
            return reason.equals(TIMED_OUT) ? "300ms" : "20s";
        }
    }

    static Stream<Named<Fault>> faults() {
        return Stream.of(
                fault("HTML with 200", Reply.of(200, "Content-Type: text/html\r\n", "<html>Wait</html>"), "not JSON"),
                fault("an empty body", Reply.json(""), "the body is empty"),
                fault("an empty object", Reply.json("{}"), "results"),
                fault("records that are no array", Reply.json("{\"count\":30,\"results\":{\"id\":1}}"), "results"),
                fault("records that are null", Reply.json("{\"count\":30,\"results\":null}"), "results"),
                fault("JSON cut short in chunks", Reply.halfInChunks(PAGE), "cut short"),
                broken("JSON shorter than its length", Reply.halfOfItsLength(PAGE), "the connection broke"),
                broken("gzip cut short", Reply.gzipCutShort(PAGE), "the connection broke"),
                broken("a reset in mid-body", Reply.resetHalfWay(PAGE), "the connection broke"),
                broken("a connection closed at once", socket -> {}, "the connection broke"),
                fault("bytes that are no UTF-8", invalidUtf8(), "not valid UTF-8"),
                fault("a charset nobody knows", charset("x-unheard-of"), "x-unheard-of"),
                fault("a record over the limit", Reply.json(largeRecord()), "record 2 is larger than 1024 bytes"),
                fault("a body over the limit", Reply.json("{\"x\":\"" + "y".repeat(40_000) + "\"}"), "max-body"),
                fault("nesting without end", Reply.json("[".repeat(20_000)), "deeper than"),
                broken("headers and then silence", Reply.silence(), TIMED_OUT),
                broken("an endless drip", Reply.drip(), TIMED_OUT));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void a_page_that_comes_at_the_second_attempt_is_exported_like_any_other(Fault fault) throws Exception {
        try (ScriptedApi api = ScriptedApi.of(30).at(10, fault.reply());
                Export export = export(api).with("timeout", fault.timeout())) {
            JobReport report = export.run();

            assertThat(report.state()).as(report.message()).isEqualTo("complete");
            assertThat(Export.records(export.out())).isEqualTo(ScriptedApi.records(30));
            assertThat(api.requests(10)).isEqualTo(2);
            assertThat(report.requests()).isEqualTo(new JobReport.Requests(4, 3, 0, 1));
        }
    }

    @ParameterizedTest
    @MethodSource("faults")
    void a_page_that_never_comes_is_failed_with_its_reason_and_the_run_goes_on(Fault fault) throws Exception {
        try (ScriptedApi api = ScriptedApi.of(30).at(10, fault.reply(), fault.reply(), fault.reply());
                Export export = export(api).with("timeout", fault.timeout())) {
            JobReport report = export.run();

            assertThat(report.state()).isEqualTo("failed-pages");
            assertThat(api.requests(10)).isEqualTo(3);
            assertThat(report.pages()).isEqualTo(new JobReport.Pages(3, 2, 1, 0));
            assertThat(report.records()).isEqualTo(20);
            assertThat(export.status().failedPages()).singleElement().satisfies(row -> {
                assertThat(row.page().sequence()).isEqualTo(1);
                assertThat(row.attempts()).isEqualTo(3);
                assertThat(row.status()).isEqualTo(fault.status());
                assertThat(row.error()).contains(fault.reason());
            });
            assertThat(export.out().resolve("_/000000/000000000001.ndjson")).doesNotExist();
            assertThat(export.out().resolve("_complete.json")).doesNotExist();
        }
    }

    @Test
    void a_flood_is_cut_at_the_timeout_and_not_drained() throws Exception {
        try (ScriptedApi api = ScriptedApi.of(30).at(10, Reply.flood(), Reply.flood(), Reply.flood());
                Export export = export(api).with("max-body", "1000GiB")) {
            JobReport report = export.run();

            assertThat(export.status().failedPages()).extracting(PageRow::error).containsExactly(TIMED_OUT);
            assertThat(report.wallS()).isLessThan(20);
        }
    }

    @Test
    void of_an_error_page_of_a_gibibyte_only_the_beginning_is_read() throws Exception {
        ApiProfile profile = ApiProfile.builder().total(30).build();
        try (ApiSimulator api = ApiSimulator.start(profile);
                Export export = export(api.uri(Behaviour.HUGE_ERROR)).with("timeout", "20s")) {
            JobReport report = export.run();

            assertThat(report.state()).isEqualTo("failed-pages");
            assertThat(api.referee().arrivals()).isEqualTo(3);
            assertThat(api.referee().bytes()).isLessThan(200L << 20);
            assertThat(export.status().failedPages()).singleElement().satisfies(row -> {
                assertThat(row.status()).isEqualTo(500);
                assertThat(row.error()).contains("simulated error page").hasSizeLessThan(400);
            });
        }
    }

    @Test
    void what_an_error_page_says_stands_in_the_reason_without_its_markup() throws Exception {
        Reply busy = Reply.of(500, "Content-Type: text/html\r\n", "<h1>Oh\r\n no</h1>\u0007 the\tdatabase");
        try (ScriptedApi api = ScriptedApi.of(30).at(10, busy, busy, busy);
                Export export = export(api)) {
            export.run();

            assertThat(export.status().failedPages())
                    .extracting(PageRow::error)
                    .containsExactly("HTTP 500 Scripted: Oh no the database");
        }
    }

    @Test
    void a_page_that_is_given_up_leaves_a_row_and_no_stack_trace() throws Exception {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        log.start();
        root.addAppender(log);
        try (ScriptedApi api = ScriptedApi.of(30).at(10, Reply.status(500), Reply.status(500), Reply.status(500));
                Export export = export(api)) {
            assertThat(export.run().state()).isEqualTo("failed-pages");

            assertThat(log.list).noneMatch(event -> event.getThrowableProxy() != null);
        } finally {
            root.detachAppender(log);
        }
    }

    @Test
    void temporary_files_of_pages_are_gone_when_the_run_has_ended() throws Exception {
        String large = "{\"count\":1,\"results\":["
                + "{\"id\":1,\"text\":\"%s\"},".formatted("x".repeat(500)).repeat(2000) + "{\"id\":2}]";
        try (ScriptedApi api = ScriptedApi.of(1).at(0, Reply.halfOfItsLength(large), Reply.json(large));
                Export export = export(api).with("max-body", "10MiB").with("timeout", "20s")) {
            export.run();

            assertThat(folder.resolve("state/spool/orders")).isEmptyDirectory();
        }
    }

    private Export export(ScriptedApi api) {
        return export(api.uri());
    }

    private Export export(Object url) {
        return Export.of(folder, url)
                .with("rate", "none")
                .with("page-size", 10)
                .with("retry-attempts", 3)
                .with("timeout", "300ms")
                .with("max-body", "32KiB")
                .with("max-record", "1KiB");
    }

    private static Named<Fault> fault(String name, Reply reply, String reason) {
        return Named.of(name, new Fault(reply, 200, reason));
    }

    private static Named<Fault> broken(String name, Reply reply, String reason) {
        return Named.of(name, new Fault(reply, 0, reason));
    }

    private static Reply invalidUtf8() {
        return socket -> {
            socket.getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 24\r\n\r\n{\"results\":[{\"a\":\""
                            .getBytes());
            socket.getOutputStream().write(new byte[] {(byte) 0xC3, 0x28, '"', '}', ']', '}'});
        };
    }

    private static Reply charset(String name) {
        return Reply.of(200, "Content-Type: application/json; charset=" + name + "\r\n", PAGE);
    }

    private static String largeRecord() {
        return "{\"count\":30,\"results\":[{\"id\":1},{\"id\":2,\"text\":\"" + "x".repeat(2000) + "\"}]}";
    }
}
