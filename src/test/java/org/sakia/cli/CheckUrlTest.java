package org.sakia.cli;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sakia.lab.ApiProfile;
import org.sakia.lab.ApiSimulator;

/** {@code check --url}: from nothing to an export. */
class CheckUrlTest {

    private static final String SECRET = "s3cr3t-of-the-header";

    @TempDir
    private Path folder;

    @Test
    @Tag("slow")
    void what_it_prints_is_a_configuration_that_exports() throws Exception {
        try (ApiSimulator api =
                ApiSimulator.start(ApiProfile.builder().total(230).build())) {
            Launcher app = Launcher.in(folder);

            Launch.End look = app.run("check", "--url", api.uri().toString());

            assertThat(look.code()).as(look.said()).isZero();
            assertThat(look.err()).contains("Request 1 of at most 3");
            assertThat(api.referee().arrivals()).isEqualTo(3);
            Files.writeString(app.work().resolve("application.properties"), look.out());
            Launch.End run = app.run("run");
            assertThat(run.code()).as(run.said()).isZero();
            assertThat(run.out()).contains("Expected 230 records, delivered 230");
            assertThat(app.output().ids()).hasSize(230).doesNotHaveDuplicates();
        }
    }

    @Test
    void credentials_are_sent_and_stand_nowhere() throws Exception {
        try (FixedApi api = FixedApi.withPages(1, 10)) {
            String next = "\"next\":\"/orders?access_token=" + SECRET + "&after=2\"";
            api.everyPage(aResponse()
                    .withBody("{\"seen\":\"" + SECRET + "\"," + next + ",\"results\":[{\"id\":1},{\"id\":2}]}"));
            Launcher app = Launcher.in(folder);

            Launch.End end = app.run(
                    "check", "--url", api.uri() + "?token=" + SECRET, "--header", "Authorization: Bearer " + SECRET);

            assertThat(end.code()).as(end.said()).isZero();
            assertThat(api.sawHeader("Authorization", "Bearer " + SECRET)).isTrue();
            assertThat(end.said()).doesNotContain(SECRET);
            assertThat(end.out())
                    .contains("header.Authorization = Bearer {{env:ORDERS_TOKEN}}")
                    .contains("set ORDERS_TOKEN in the environment");
            try (Stream<Path> files = Files.walk(app.work())) {
                List<Path> kept = files.filter(Files::isRegularFile).toList();
                assertThat(kept).isNotEmpty();
                for (Path file : kept) {
                    assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                            .as(file.toString())
                            .doesNotContain(SECRET);
                }
            }
        }
    }

    @Test
    void a_name_that_the_configuration_has_is_not_given_again() throws Exception {
        try (FixedApi api = FixedApi.withPages(1, 10)) {
            api.everyPage(aResponse().withBody("[{\"id\":1},{\"id\":2}]"));

            Launch.End end = Launcher.in(folder, api.uri())
                    .run("check", "--url", api.uri().toString());

            assertThat(end.code()).as(end.said()).isZero();
            assertThat(end.out()).contains("sakia.job.orders-2.url").doesNotContain("sakia.job.orders.url");
        }
    }

    @Test
    void an_api_that_wants_to_know_who_asks_is_told_with_4() throws Exception {
        try (FixedApi api = FixedApi.withPages(1, 10)) {
            api.everyPage(FixedApi.status(401, "who?"));

            Launch.End end = Launcher.in(folder).run("check", "--url", api.uri().toString());

            assertThat(end.code()).as(end.said()).isEqualTo(4);
            assertThat(end.out()).isEmpty();
            assertThat(end.err()).contains("HTTP 401", "who?", "--header").doesNotContain("Exception");
            assertThat(api.requests()).isEqualTo(1);
        }
    }

    @Test
    void a_host_that_is_not_there_is_told_with_4() throws Exception {
        Launch.End end = Launcher.in(folder).run("check", "--url", "https://no-such-host.invalid/orders");

        assertThat(end.code()).as(end.said()).isEqualTo(4);
        assertThat(end.err())
                .contains("the host 'no-such-host.invalid' is not known")
                .doesNotContain("Exception");
    }

    @Test
    void a_url_without_a_scheme_is_a_usage_error_that_shows_the_right_one() throws Exception {
        Launch.End end = Launcher.in(folder).run("check", "--url", "api.example.com/orders");

        assertThat(end.code()).as(end.said()).isEqualTo(2);
        assertThat(end.err()).contains("https://api.example.com/orders");
        assertThat(folder.resolve("work").resolve(".sakia")).doesNotExist();
    }
}
