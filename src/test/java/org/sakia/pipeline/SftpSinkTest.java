package org.sakia.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sakia.job.JobReport;
import org.sakia.ledger.PageRow;
import org.sakia.sftp.SftpServer;

/** Pages as files on a real SFTP server, by the URI that docs/sinks.md shows. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SftpSinkTest {

    private static final int TOTAL = 155;
    private static final int PAGE_SIZE = 10;
    private static final int WORKERS = 4;

    /** A page is then sent in several parts. */
    private static final String LONG_TEXT = "x".repeat(20_000);

    @TempDir
    Path folder;

    private SftpServer server;

    @BeforeEach
    void startServer() throws Exception {
        server = SftpServer.start(folder.resolve("server"));
        server.writeKnownHosts(folder.resolve("known_hosts"));
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void every_record_is_there_once_although_uploads_are_cut() throws Exception {
        server.cutOnce(".part-3.ndjson", ".part-15.ndjson");
        try (ScriptedApi api = api();
                Export export = export(api, SftpServer.PASSWORD)) {
            JobReport report = export.run();

            assertThat(report.state())
                    .as(() -> report.message() + export.status().failedPages())
                    .isEqualTo("complete");
            assertThat(server.stillToCut()).isEmpty();
            assertThat(ids()).isEqualTo(all());
            assertThat(names()).hasSize(16).allMatch(name -> name.matches("\\d+\\.ndjson"));
            assertThat(server.sessions())
                    .as("one session a worker, and one more for each that was cut")
                    .isLessThanOrEqualTo(WORKERS + 2);
            assertThat(api.requests()).as("the API is not asked again").isEqualTo(16);
        }
    }

    @Test
    void a_page_whose_row_was_not_written_any_more_comes_again_and_replaces_its_file() throws Exception {
        try (ScriptedApi api = api()) {
            try (Export first = export(api, SftpServer.PASSWORD)) {
                FailOnce dies = new FailOnce("orders-row", exchange -> {});
                first.context().getCamelContextExtension().addInterceptStrategy(dies);
                assertThat(first.run().state()).isEqualTo("error");
                assertThat((long) names().size())
                        .as("files that the ledger does not know")
                        .isGreaterThan(first.status().totals().deliveredPages());
            }
            try (Export second = export(api, SftpServer.PASSWORD)) {
                JobReport report = second.run();

                assertThat(report.state()).as(report.message()).isEqualTo("complete");
                assertThat(api.requests()).isGreaterThan(16);
                assertThat(ids()).isEqualTo(all());
            }
        }
    }

    @Test
    void a_wrong_password_fails_the_pages_with_a_sentence_that_does_not_hold_it() throws Exception {
        String wrong = "not-the-password";
        try (ScriptedApi api = ScriptedApi.of(15);
                Export export = export(api, wrong).with("retry-attempts", 2)) {
            assertThat(export.run().state()).isEqualTo("failed-pages");

            assertThat(export.status().failedPages())
                    .extracting(PageRow::error)
                    .hasSize(2)
                    .allMatch(why -> why.startsWith(
                            "delivery to sftp:127.0.0.1:" + server.port() + "/incoming failed: Auth fail"))
                    .allMatch(why -> !why.contains(wrong));
            assertThat(server.refused()).as("JSch tries a password six times").isEqualTo(2 * 2 * 6);
        }
    }

    @Test
    void a_server_that_is_not_the_known_one_gets_nothing() throws Exception {
        try (SftpServer other = SftpServer.start(folder.resolve("other"))) {
            other.writeKnownHosts(folder.resolve("known_hosts"));
            String line = Files.readString(folder.resolve("known_hosts"));
            Files.writeString(folder.resolve("known_hosts"), line.replace(":" + other.port(), ":" + server.port()));
        }
        try (ScriptedApi api = ScriptedApi.of(5);
                Export export = export(api, SftpServer.PASSWORD).with("retry-attempts", 1)) {
            assertThat(export.run().state()).isEqualTo("failed-pages");

            assertThat(export.status().failedPages())
                    .extracting(PageRow::error)
                    .allMatch(why -> why.contains("HostKey"));
            assertThat(server.sessions() + server.refused()).isZero();
        }
    }

    private static ScriptedApi api() throws IOException {
        return ScriptedApi.of(TOTAL)
                .table((offset, limit) -> Reply.json(LongStream.range(offset, Math.min(TOTAL, offset + limit))
                        .mapToObj(id -> "{\"id\":" + id + ",\"text\":\"" + LONG_TEXT + "\"}")
                        .collect(Collectors.joining(",", "{\"count\":" + TOTAL + ",\"results\":[", "]}"))));
    }

    private Export export(ScriptedApi api, String password) throws IOException {
        Properties example = new Properties();
        try (Reader file = Files.newBufferedReader(Path.of("docs/examples/sftp/application.properties"))) {
            example.load(file);
        }
        String sink = example.getProperty("sakia.job.orders.sink")
                .replace("sftp.example.com:22", "127.0.0.1:" + server.port())
                .replace("=known_hosts", "=" + folder.resolve("known_hosts"))
                .replace("{{env:SFTP_PASSWORD}}", password);
        return Export.of(folder, api.uri())
                .with("rate", "none")
                .with("workers", WORKERS)
                .with("page-size", PAGE_SIZE)
                .with("sink", sink);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("server/incoming"))) {
            return files.toList();
        }
    }

    private List<String> names() throws IOException {
        return files().stream().map(file -> file.getFileName().toString()).toList();
    }

    private List<Long> ids() throws IOException {
        List<String> records = Export.records(folder.resolve("server/incoming"));
        assertThat(records).allMatch(record -> record.endsWith(LONG_TEXT + "\"}"));
        return records.stream()
                .map(record -> Long.valueOf(record.substring("{\"id\":".length(), record.indexOf(','))))
                .sorted()
                .toList();
    }

    private static List<Long> all() {
        return LongStream.range(0, TOTAL).boxed().toList();
    }
}
