package org.sakia.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sakia.job.JobReport;
import org.sakia.pipeline.AnsweringApi.Reply;
import org.sakia.pipeline.AnsweringApi.Seen;

/** Who asks is told to the job's own origin, in the way that is configured, and to nobody else. */
@Timeout(60)
class AuthTest {

    @TempDir
    Path folder;

    @Test
    void a_bearer_token_goes_with_every_request() throws Exception {
        try (AnsweringApi api = AnsweringApi.start(request -> request.page(30));
                Export export = export(api).with("auth", "bearer").with("auth-token", "a.b-c")) {
            assertThat(export.run().state()).isEqualTo("complete");

            assertThat(api.seen()).hasSize(3).allSatisfy(seen -> assertThat(
                            seen.headers().getFirst("Authorization"))
                    .isEqualTo("Bearer a.b-c"));
        }
    }

    @Test
    void user_and_password_are_sent_in_utf_8() throws Exception {
        try (AnsweringApi api = AnsweringApi.start(request -> request.page(10));
                Export export = export(api)
                        .with("auth", "basic")
                        .with("auth-user", "Jürgen")
                        .with("auth-password", "pä:ss")) {
            assertThat(export.run().state()).isEqualTo("complete");

            assertThat(basic(api.seen().get(0))).isEqualTo("Jürgen:pä:ss");
        }
    }

    @Test
    void a_key_goes_into_the_header_of_its_name() throws Exception {
        try (AnsweringApi api = AnsweringApi.start(request -> request.page(10));
                Export export = export(api)
                        .with("auth", "api-key")
                        .with("auth-key", "k-123456")
                        .with("auth-key-header", "X-Shop-Access")) {
            assertThat(export.run().state()).isEqualTo("complete");

            assertThat(api.seen().get(0).headers().getFirst("X-Shop-Access")).isEqualTo("k-123456");
            assertThat(api.seen().get(0).uri().toString()).doesNotContain("k-123456");
        }
    }

    @Test
    void a_key_goes_into_the_query_also_behind_a_redirect_that_has_lost_it() throws Exception {
        try (AnsweringApi api =
                        AnsweringApi.start(request -> request.uri().getPath().equals("/orders")
                                ? Reply.of(302).with("Location", "/moved?offset=" + request.offset() + "&limit=10")
                                : request.page(20));
                Export export = export(api)
                        .with("auth", "api-key")
                        .with("auth-key", "k+123&456")
                        .with("auth-key-param", "appid")) {
            assertThat(export.run().state()).isEqualTo("complete");

            assertThat(api.seen()).hasSize(4).allSatisfy(seen -> {
                assertThat(seen.uri().getRawQuery()).endsWith("&appid=k%2B123%26456");
                assertThat(seen.headers().keySet()).doesNotContain("X-api-key", "Authorization");
            });
        }
    }

    @Test
    void an_allowed_host_is_followed_to_and_gets_neither_headers_nor_credentials() throws Exception {
        try (AnsweringApi files = AnsweringApi.start(request -> request.page(20));
                AnsweringApi api = AnsweringApi.start(request -> Reply.of(302)
                        .with(
                                "Location",
                                files.uri("/files?" + request.uri().getRawQuery()
                                                + "&signature=theirs&other=t0k3n-value")
                                        .toString()));
                Export export = export(api)
                        .with("allowed-hosts", files.uri("").getAuthority())
                        .with("auth", "bearer")
                        .with("auth-token", "t0k3n-value")
                        .with("query.api_key", "our-own-key")
                        .with("header.X-Tenant", "acme")) {
            assertThat(export.run().state()).isEqualTo("complete");

            assertThat(api.seen()).hasSize(2);
            assertThat(files.seen()).hasSize(2).allSatisfy(seen -> {
                assertThat(seen.headers().keySet())
                        .isSubsetOf("Host", "Accept", "Accept-encoding", "Connection", "User-agent");
                assertThat(seen.query().keySet()).containsExactlyInAnyOrder("offset", "limit", "signature");
            });
        }
    }

    @Test
    void a_host_that_is_allowed_at_another_port_gets_nothing() throws Exception {
        try (AnsweringApi files = AnsweringApi.start(request -> request.page(20));
                AnsweringApi api = AnsweringApi.start(request ->
                        Reply.of(302).with("Location", files.uri("/files").toString()));
                Export export = export(api).with("allowed-hosts", "127.0.0.1,127.0.0.1:1")) {
            JobReport report = export.run();

            assertThat(report.state()).isEqualTo("aborted");
            assertThat(report.message()).contains("another origin").contains("allowed-hosts");
            assertThat(files.seen()).isEmpty();
        }
    }

    @Test
    void a_redirect_to_a_metadata_service_ends_the_job() throws Exception {
        try (AnsweringApi api = AnsweringApi.start(request ->
                        Reply.of(302).with("Location", "http://169.254.169.254/latest/meta-data/iam?token=abc"));
                Export export = export(api)) {
            JobReport report = export.run();

            assertThat(report.state()).isEqualTo("aborted");
            assertThat(report.message()).contains("link-local").doesNotContain("iam");
        }
    }

    @Test
    void a_refusal_names_the_options_to_look_at() throws Exception {
        try (AnsweringApi api = AnsweringApi.start(request -> Reply.of(401));
                Export export = export(api).with("auth", "bearer").with("auth-token", "t0k3n-value")) {
            JobReport report = export.run();

            assertThat(report.state()).isEqualTo("aborted");
            assertThat(report.message()).contains("check the credentials (auth-token)");
            assertThat(api.seen()).hasSize(1);
        }
    }

    private static String basic(Seen seen) {
        String field = seen.headers().getFirst("Authorization");
        assertThat(field).startsWith("Basic ");
        return new String(Base64.getDecoder().decode(field.substring("Basic ".length())), StandardCharsets.UTF_8);
    }

    private Export export(AnsweringApi api) {
        return Export.of(folder, api.uri("/orders")).with("rate", "none").with("page-size", 10);
    }
}
