package org.sakia.cli;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Guarantee 8: credentials turn up nowhere but in the requests, whatever the API answers and however much is logged. One
 * run has a job for each kind of answer.
 */
class SecretsTest {

    private static final String HEADER_SECRET = "s3cr3t-in-the-header";
    private static final String QUERY_SECRET = "s3cr3t+in/the=query";
    private static final String ENCODED_QUERY_SECRET = "s3cr3t%2Bin%2Fthe%3Dquery";
    private static final String ECHO = "you sent Authorization: Bearer " + HEADER_SECRET + " and ?token="
            + ENCODED_QUERY_SECRET + ", that is " + QUERY_SECRET;

    @TempDir
    private static Path runFolder;

    private static final Map<String, FixedApi> APIS = new HashMap<>();
    private static FixedApi elsewhere;
    private static Launcher app;
    private static Launch.End run;

    @TempDir
    private Path folder;

    @BeforeAll
    static void exportFromAll() throws Exception {
        elsewhere = FixedApi.withPages(1, 10);
        Map<String, ResponseDefinitionBuilder> thirdPages = Map.of(
                "well", FixedApi.records(20, 30, 50),
                "refusal", FixedApi.status(401, ECHO),
                "error", FixedApi.status(500, ECHO),
                "hold-back", FixedApi.status(429, ECHO).withHeader("Retry-After", "86400"),
                "web-page", FixedApi.status(200, "<html>" + ECHO + "</html>"),
                "broken-json", FixedApi.status(200, "{\"results\": [{\"" + HEADER_SECRET + "\": " + HEADER_SECRET),
                "redirect",
                        aResponse()
                                .withStatus(302)
                                .withHeader("Location", elsewhere.uri() + "?token=" + ENCODED_QUERY_SECRET));
        app = Launcher.in(runFolder);
        for (Map.Entry<String, ResponseDefinitionBuilder> thirdPage : thirdPages.entrySet()) {
            FixedApi api = FixedApi.withPages(5, 10);
            api.page(20, thirdPage.getValue());
            APIS.put(thirdPage.getKey(), api);
            withSecrets(app, thirdPage.getKey(), api.uri());
        }
        run = app.run("run", "-v", "--report", "report.json");
    }

    @AfterAll
    static void stop() {
        APIS.values().forEach(FixedApi::close);
        elsewhere.close();
    }

    private static Launcher withSecrets(Launcher app, String job, URI uri) throws IOException {
        return app.job(job, URI.create(uri + "?token=" + ENCODED_QUERY_SECRET))
                .set(job, "header.Authorization", "Bearer {{env:ORDERS_ACCESS}}")
                .set(job, "retry-attempts", 2)
                .environment("ORDERS_ACCESS", HEADER_SECRET);
    }

    private static void assertNoSecret(Launcher app, Launch.End end) throws IOException {
        assertThat(end.said()).doesNotContain(HEADER_SECRET, QUERY_SECRET, ENCODED_QUERY_SECRET);
        try (Stream<Path> files = Files.walk(app.work())) {
            List<Path> kept = files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(app.work().resolve("out")))
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

    @Test
    void an_export_shows_none_whatever_the_api_answers() throws Exception {
        assertThat(run.out()).contains("you sent");
        assertNoSecret(app, run);
    }

    @ParameterizedTest
    @CsvSource({
        "well, complete",
        "refusal, aborted",
        "error, failed-pages",
        "hold-back, aborted",
        "web-page, failed-pages",
        "broken-json, failed-pages",
        "redirect, aborted"
    })
    void each_of_these_jobs_sent_them_and_got_its_answer(String job, String state) throws Exception {
        JsonNode report =
                new ObjectMapper().readTree(app.work().resolve("report.json").toFile());

        assertThat(report.path("jobs"))
                .filteredOn(entry -> entry.path("job").textValue().equals(job))
                .extracting(entry -> entry.path("state").textValue())
                .containsExactly(state);
        assertThat(APIS.get(job).sawHeader("Authorization", "Bearer " + HEADER_SECRET))
                .isTrue();
        assertThat(APIS.get(job).sawParameter("token", QUERY_SECRET)).isTrue();
    }

    @Test
    void a_redirect_to_another_origin_takes_none_along() {
        assertThat(run.out()).contains("another origin");
        assertThat(elsewhere.requests()).isZero();
    }

    @Test
    void a_check_and_a_status_show_none() throws Exception {
        try (FixedApi api = FixedApi.withPages(5, 10)) {
            api.everyPage(FixedApi.status(403, ECHO));
            Launcher refused = withSecrets(Launcher.in(folder), Launcher.JOB, api.uri());

            Launch.End check = refused.run("check", "-v");
            Launch.End status = refused.run("status", "-v");

            assertNoSecret(refused, check);
            assertNoSecret(refused, status);
        }
    }

    @Test
    void a_mistake_in_the_configuration_shows_none() throws Exception {
        Launcher mistaken = withSecrets(Launcher.in(folder), Launcher.JOB, URI.create("http://127.0.0.1:9/orders"))
                .with("query.token", QUERY_SECRET)
                .with("header.Bad Name", "Bearer {{env:ORDERS_ACCESS}}")
                .with("tokn", HEADER_SECRET);

        Launch.End end = mistaken.run("run", "-v");

        assertThat(end.code()).isEqualTo(2);
        assertThat(end.said()).doesNotContain(HEADER_SECRET, QUERY_SECRET, ENCODED_QUERY_SECRET);
    }
}
