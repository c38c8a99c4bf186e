package org.sakia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sakia.lab.ApiProfile;
import org.sakia.lab.ApiSimulator;
import org.sakia.sftp.SftpServer;

/** The examples of docs/sinks.md as a user starts them: the application in a folder with these files. */
class SinkExamplesTest {

    private static final Path EXAMPLES = Path.of("docs", "examples");
    private static final int TOTAL = 300;
    private static final ApiProfile PROFILE = ApiProfile.builder()
            .total(TOTAL)
            .latency(Duration.ofMillis(20), Duration.ofMillis(60))
            .build();
    private static final String STORE_PASSWORD = "s3cr3t-of-the-store";

    @TempDir
    private Path folder;

    @Test
    void rows_of_a_table_are_there_once_although_the_process_is_killed() throws Exception {
        try (ApiSimulator api = ApiSimulator.start(PROFILE)) {
            Launcher app = Launcher.in(folder).environment("STORE_PASSWORD", STORE_PASSWORD);
            configure(app, "sql", api.uri(), "direct:store", "direct:store");
            Files.createDirectories(app.work().resolve("routes"));
            Files.copy(
                    EXAMPLES.resolve("sql/routes/store.camel.yaml"), app.work().resolve("routes/store.camel.yaml"));
            String database = "jdbc:h2:" + app.work().resolve("store");
            try (Connection connection = DriverManager.getConnection(database, "sakia", STORE_PASSWORD);
                    Statement statement = connection.createStatement()) {
                statement.execute(
                        "create table orders (id bigint primary key, customer varchar, amount decimal(20, 2))");
            }
            try (Launch run = app.start("run", "--no-progress")) {
                run.until(() -> api.referee().arrivals() >= 12);
                run.kill();
            }

            Launch.End end = app.run("run", "-v");

            assertThat(end.code()).as(end.said()).isZero();
            assertThat(end.out()).contains("delivered 300, 0 pages failed");
            List<Long> ids = ids(database);
            assertThat(all()).as("no record is missing").allMatch(ids::contains);
            assertThat(ids).hasSize(TOTAL);
            assertNowhere(STORE_PASSWORD, app, end);
        }
    }

    @Test
    void a_bean_that_camel_cannot_make_is_a_mistake_in_the_configuration() throws Exception {
        try (FixedApi api = FixedApi.withPages(1, 10)) {
            Launcher app = Launcher.in(folder, api.uri()).line("camel.beans.store = #class:com.example.NotThere");

            Launch.End end = app.run("run");

            assertThat(end.code()).as(end.said()).isEqualTo(ExitCode.USAGE);
            assertThat(end.err()).contains("camel.*", "application.properties", "com.example.NotThere");
            assertThat(api.requests()).isZero();
        }
    }

    @Test
    void files_on_a_server_are_there_once_although_an_upload_is_cut() throws Exception {
        try (ApiSimulator api = ApiSimulator.start(
                        PROFILE.toBuilder().recordBytes(5_000).build());
                SftpServer server = SftpServer.start(folder.resolve("server")).cutOnce(".part-7.ndjson")) {
            Launcher app = sftp(api, server).environment("SFTP_PASSWORD", SftpServer.PASSWORD);

            Launch.End end = app.run("run", "-v", "--report", "report.json");

            assertThat(end.code()).as(end.said()).isZero();
            assertThat(server.stillToCut()).isEmpty();
            assertThat(new Output(folder.resolve("server/incoming")).ids()).containsExactlyInAnyOrderElementsOf(all());
            assertNowhere(SftpServer.PASSWORD, app, end);
        }
    }

    @Test
    void a_wrong_password_ends_with_failed_pages_and_a_reason_that_does_not_hold_it() throws Exception {
        String wrong = "s3cr3t-but-wrong";
        try (ApiSimulator api = ApiSimulator.start(PROFILE);
                SftpServer server = SftpServer.start(folder.resolve("server"))) {
            Launcher app = sftp(api, server).environment("SFTP_PASSWORD", wrong);

            Launch.End end = app.run("run", "-v", "--max-pages", "1");
            Launch.End status = app.run("status");

            assertThat(end.code()).as(end.said()).isEqualTo(ExitCode.FAILED_PAGES);
            assertThat(status.out())
                    .contains("delivery to sftp:127.0.0.1:" + server.port() + "/incoming failed: Auth fail");
            assertNowhere(wrong, app, end);
            assertNowhere(wrong, app, status);
        }
    }

    private Launcher sftp(ApiSimulator api, SftpServer server) throws IOException {
        Launcher app = Launcher.in(folder);
        configure(app, "sftp", api.uri(), "sftp.example.com:22", "127.0.0.1:" + server.port());
        server.writeKnownHosts(app.work().resolve("known_hosts"));
        return app;
    }

    /** Puts the example's configuration into the working folder, with other addresses and without a limit. */
    private static void configure(Launcher app, String example, URI api, String from, String to) throws IOException {
        String text = Files.readString(EXAMPLES.resolve(example).resolve("application.properties"));
        assertThat(text).contains("https://api.example.com/orders", "100/60s", from);
        Files.writeString(
                app.work().resolve("application.properties"),
                text.replace("https://api.example.com/orders", api.toString())
                                .replace("100/60s", "none")
                                .replace(from, to)
                        + """
                        sakia.job.orders.page-size = 10
                        sakia.job.orders.workers = 4
                        sakia.job.orders.retry-attempts = 3
                        sakia.job.orders.retry-delay = 10ms
                        """);
    }

    private static List<Long> ids(String database) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database, "sakia", STORE_PASSWORD);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select id from orders order by id")) {
            List<Long> ids = new ArrayList<>();
            while (rows.next()) {
                ids.add(rows.getLong(1));
            }
            return ids;
        }
    }

    private static List<Long> all() {
        return LongStream.range(0, TOTAL).boxed().toList();
    }

    private static void assertNowhere(String secret, Launcher app, Launch.End end) throws IOException {
        assertThat(end.said()).doesNotContain(secret);
        try (Stream<Path> files = Files.walk(app.work())) {
            List<Path> kept = files.filter(Files::isRegularFile).toList();
            assertThat(kept).extracting(file -> file.getFileName().toString()).contains("sakia.log", "ledger.db");
            for (Path file : kept) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(secret);
            }
        }
    }
}
