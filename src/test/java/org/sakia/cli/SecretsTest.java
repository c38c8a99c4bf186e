package org.sakia.cli;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guarantee 8: credentials turn up nowhere but in the requests, whatever the API answers and however much is logged. */
class SecretsTest {

    private static final String HEADER_SECRET = "s3cr3t-in-the-header";
    private static final String QUERY_SECRET = "s3cr3t+in/the=query";
    private static final String ENCODED_QUERY_SECRET = "s3cr3t%2Bin%2Fthe%3Dquery";
    private static final String ECHO = "you sent Authorization: Bearer " + HEADER_SECRET + " and ?token="
            + ENCODED_QUERY_SECRET + ", that is " + QUERY_SECRET;

    @TempDir
    private Path folder;

    private Launcher launcher(URI uri) throws IOException {
        return Launcher.in(folder, URI.create(uri + "?token=" + ENCODED_QUERY_SECRET))
                .with("header.Authorization", "Bearer {{env:ORDERS_ACCESS}}")
                .with("retry-attempts", 2)
                .environment("ORDERS_ACCESS", HEADER_SECRET);
    }

    private static void assertNoSecret(Launcher app, Launch.End end) throws IOException {
        assertThat(end.said()).doesNotContain(HEADER_SECRET, QUERY_SECRET, ENCODED_QUERY_SECRET);
        try (Stream<Path> files = Files.walk(app.work())) {
            List<Path> kept = files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(app.output().folder()))
                    .filter(file -> !file.endsWith("application.properties"))
                    .toList();
            assertThat(kept).extracting(file -> file.getFileName().toString()).contains("sakia.log", "ledger.db");
            for (Path file : kept) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(HEADER_SECRET, QUERY_SECRET, ENCODED_QUERY_SECRET);
            }
        }
    }

    private Launch.End exportOf(ResponseDefinitionBuilder thirdPage) throws Exception {
        try (FixedApi api = FixedApi.withPages(5, 10)) {
            api.page(20, thirdPage);
            Launcher app = launcher(api.uri());

            Launch.End end = app.run("run", "-v", "--report", "report.json");

            assertNoSecret(app, end);
            assertThat(api.sawHeader("Authorization", "Bearer " + HEADER_SECRET))
                    .isTrue();
            assertThat(api.sawParameter("token", QUERY_SECRET)).isTrue();
            return end;
        }
    }

    @Test
    void an_export_that_goes_well_shows_none() throws Exception {
        assertThat(exportOf(FixedApi.records(20, 30, 50)).code()).isZero();
    }

    @Test
    void a_refusal_that_echoes_the_request_shows_none() throws Exception {
        Launch.End end = exportOf(FixedApi.status(401, ECHO));

        assertThat(end.code()).isEqualTo(4);
        assertThat(end.out()).contains("you sent");
    }

    @Test
    void an_error_that_echoes_the_request_shows_none() throws Exception {
        assertThat(exportOf(FixedApi.status(500, ECHO)).code()).isEqualTo(3);
    }

    @Test
    void a_hold_back_that_echoes_the_request_shows_none() throws Exception {
        assertThat(exportOf(FixedApi.status(429, ECHO).withHeader("Retry-After", "86400"))
                        .code())
                .isEqualTo(4);
    }

    @Test
    void a_web_page_that_echoes_the_request_shows_none() throws Exception {
        assertThat(exportOf(FixedApi.status(200, "<html>" + ECHO + "</html>")).code())
                .isEqualTo(3);
    }

    @Test
    void broken_json_that_echoes_the_request_shows_none() throws Exception {
        assertThat(exportOf(FixedApi.status(200, "{\"results\": [{\"" + HEADER_SECRET + "\": " + HEADER_SECRET))
                        .code())
                .isEqualTo(3);
    }

    @Test
    void a_redirect_to_another_origin_shows_none_and_takes_none_along() throws Exception {
        try (FixedApi elsewhere = FixedApi.withPages(1, 10)) {
            Launch.End end = exportOf(aResponse()
                    .withStatus(302)
                    .withHeader("Location", elsewhere.uri() + "?token=" + ENCODED_QUERY_SECRET));

            assertThat(end.code()).isEqualTo(4);
            assertThat(end.out()).contains("another origin");
            assertThat(elsewhere.requests()).isZero();
        }
    }

    @Test
    void a_check_and_a_status_show_none() throws Exception {
        try (FixedApi api = FixedApi.withPages(5, 10)) {
            api.everyPage(FixedApi.status(403, ECHO));
            Launcher app = launcher(api.uri());

            Launch.End check = app.run("check", "-v");
            Launch.End status = app.run("status", "-v");

            assertNoSecret(app, check);
            assertNoSecret(app, status);
        }
    }

    @Test
    void a_mistake_in_the_configuration_shows_none() throws Exception {
        Launcher app = launcher(URI.create("http://127.0.0.1:9/orders"))
                .with("query.token", QUERY_SECRET)
                .with("header.Bad Name", "Bearer {{env:ORDERS_ACCESS}}")
                .with("tokn", HEADER_SECRET);

        Launch.End end = app.run("run", "-v");

        assertThat(end.code()).isEqualTo(2);
        assertThat(end.said()).doesNotContain(HEADER_SECRET, QUERY_SECRET, ENCODED_QUERY_SECRET);
    }
}
