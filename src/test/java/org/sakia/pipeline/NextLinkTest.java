package org.sakia.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sakia.job.JobReport;
import org.sakia.lab.ApiProfile;
import org.sakia.lab.ApiSimulator;
import org.sakia.lab.Chain;
import org.sakia.lab.LinkForm;
import org.sakia.lab.PagedBy;

/** Where links to the next page lead, and what becomes of the secrets in them. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class NextLinkTest {

    private static final ApiProfile PROFILE = ApiProfile.builder().total(25).build();
    private static final String SECRET = "s3cr3t-in-the-url";

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(LinkForm.class)
    void links_of_every_form_are_followed(LinkForm form) throws Exception {
        try (ApiSimulator api = ApiSimulator.start(
                        PROFILE.toBuilder().chain(Chain.DEFAULT.withLinks(form)).build());
                Export export = nextUrl(PagedBy.NEXT_URL.uri(api))) {
            JobReport report = export.run();

            assertThat(report.state()).as(report.message()).isEqualTo("complete");
            assertThat(Export.records(export.out())).isEqualTo(ExportTest.records(PROFILE, 25));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/v2/orders?p=2, /v2/orders?p=2",
        "?p=2, /v1/orders?p=2",
        "orders?p=2, /v1/orders?p=2",
        "../v2/x?p=a%2Fb+c, /v2/x?p=a%2Fb+c",
        "?filter[a]=b c|d#top, /v1/orders?filter%5Ba%5D=b%20c%7Cd"
    })
    void a_relative_link_begins_at_the_page_that_has_it(String link, String asked) throws Exception {
        try (AnsweringApi api = linking(link);
                Export export = nextUrl(api.uri("/v1/orders"))) {
            assertThat(export.run().state()).isEqualTo("complete");
            assertThat(api.seen().get(1).uri().toString().replace("[", "%5B").replace("]", "%5D"))
                    .isEqualTo(asked);
        }
    }

    @Test
    void a_link_is_asked_for_as_it_is_without_the_jobs_own_parameters() throws Exception {
        try (AnsweringApi api = linking("?p=2");
                Export export = nextUrl(api.uri("/v1/orders?state=all")).with("query.sort", "id")) {
            assertThat(export.run().state()).isEqualTo("complete");
            assertThat(api.seen().get(0).query().keySet()).containsExactlyInAnyOrder("state", "sort", "limit");
            assertThat(api.seen().get(1).uri().getRawQuery()).isEqualTo("p=2");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"?p=2&api_key=" + SECRET, "?api%5Fkey=" + SECRET + "&p=2", "?p=2", "?p=2&q=" + SECRET})
    void secrets_in_links_stay_out_of_the_ledger_and_are_sent_again(String link) throws Exception {
        try (AnsweringApi api = linking(link);
                Export export = nextUrl(api.uri("/v1/orders")).with("query.api_key", SECRET)) {
            assertThat(export.run().state()).isEqualTo("complete");
            assertThat(api.seen().get(1).query())
                    .containsEntry("api_key", SECRET)
                    .containsEntry("p", "2");
            assertThat(ledger()).doesNotContain(SECRET);
        }
    }

    @Test
    void a_token_that_is_the_place_of_the_next_page_is_no_secret() throws Exception {
        try (AnsweringApi api = linking("?pageToken=abc&$skiptoken=x1234");
                Export export = nextUrl(api.uri("/v1/orders"))) {
            assertThat(export.run().state()).isEqualTo("complete");
            assertThat(api.seen().get(1).uri().getRawQuery()).isEqualTo("pageToken=abc&$skiptoken=x1234");
        }
    }

    @Test
    void a_link_to_another_origin_ends_the_job_and_is_not_asked_for() throws Exception {
        try (AnsweringApi other = ChainEndTest.answering("{'results':[]}");
                AnsweringApi api = linking(other.uri("/v1/orders?p=2").toString());
                Export export = nextUrl(api.uri("/v1/orders")).with("header.Authorization", "Bearer " + SECRET)) {
            JobReport report = export.run();

            assertThat(report.state()).isEqualTo("aborted");
            assertThat(report.message())
                    .contains("another origin")
                    .contains(other.uri("").toString());
            assertThat(other.seen()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://[::1", "file:///etc/passwd", "http://169.254.169.254/latest/meta-data"})
    void a_link_that_leads_nowhere_ends_the_job(String link) throws Exception {
        try (AnsweringApi api = linking(link);
                Export export = nextUrl(api.uri("/v1/orders"))) {
            JobReport report = export.run();

            assertThat(report.state()).as(report.message()).isEqualTo("aborted");
            assertThat(api.seen()).hasSize(1);
        }
    }

    @Test
    void the_link_field_may_come_in_several_lines() throws Exception {
        try (AnsweringApi api = AnsweringApi.start(request -> {
                    AnsweringApi.Reply reply = AnsweringApi.Reply.json("[{\"n\":" + request.number() + "}]");
                    return request.number() > 0
                            ? reply
                            : reply.with("Link", "</v1/orders?p=0>; rel=\"first\"")
                                    .with("link", "</v1/orders?p=2>; title=\"a, <b>; rel=next\"; REL=\"last Next\"");
                });
                Export export = Export.of(folder, api.uri("/v1/orders"))
                        .with("rate", "none")
                        .with("pagination", "link")
                        .with("records", "")) {
            assertThat(export.run().state()).isEqualTo("complete");
            assertThat(api.seen().stream().map(AnsweringApi.Seen::uri).map(URI::getRawQuery))
                    .containsExactly("limit=100", "p=2");
        }
    }

    private static AnsweringApi linking(String link) {
        return ChainEndTest.answering("{'results':[{'id':1}],'next':'" + link + "'}", "{'results':[{'id':2}]}");
    }

    private String ledger() throws Exception {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder.resolve("state"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }

    private Export nextUrl(URI uri) {
        return Export.of(folder, uri).with("rate", "none").with("page-size", 10).with("pagination", "next-url");
    }
}
