package org.sakia.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sakia.token.TokenServer.json;
import static org.sakia.token.TokenServer.token;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.http.Fault;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sakia.job.JobReport;
import org.sakia.pipeline.AnsweringApi.Reply;
import org.sakia.pipeline.AnsweringApi.Seen;
import org.sakia.token.TokenServer;

/** OAuth 2 client credentials: one token a job, and another one when that is needed. */
@Timeout(60)
class OAuthTest {

    private static final String ONE = "Bearer token-number-one";
    private static final String TWO = "Bearer token-number-two";

    @TempDir
    Path folder;

    @Test
    void a_hundred_pages_need_one_token() throws Exception {
        try (TokenServer tokens = TokenServer.with(token("token-number-one", 3600));
                AnsweringApi api = AnsweringApi.start(request -> request.page(1_000));
                Export export = export(api, tokens).with("auth-scope", "read all")) {
            JobReport report = export.run();

            assertThat(report.state()).isEqualTo("complete");
            assertThat(report.requests().total()).isEqualTo(100);
            assertThat(api.seen()).hasSize(100);
            assertThat(authorizations(api)).containsExactly(ONE);
            assertThat(tokens.calls()).singleElement().satisfies(call -> {
                assertThat(call.getMethod().getName()).isEqualTo("POST");
                assertThat(call.getHeader("Content-Type")).startsWith("application/x-www-form-urlencoded");
                assertThat(call.getBodyAsString()).isEqualTo("grant_type=client_credentials&scope=read+all");
                assertThat(decoded(call.getHeader("Authorization"))).isEqualTo("our+app:s3cr3t%26so");
            });
        }
    }

    @Test
    void the_tokens_url_is_asked_as_it_is_written() throws Exception {
        try (TokenServer tokens = TokenServer.with(token("token-number-one", 3600));
                AnsweringApi api = AnsweringApi.start(request -> request.page(10));
                Export export =
                        export(api, tokens).with("auth-token-url", tokens.uri() + "/eu%2Fwest/my%20realm?v=a%2Fb")) {
            assertThat(export.run().state()).isEqualTo("complete");

            assertThat(tokens.calls())
                    .extracting(call -> call.getUrl())
                    .containsExactly("/oauth/token/eu%2Fwest/my%20realm?v=a%2Fb");
        }
    }

    @Test
    void the_clients_credentials_can_go_into_the_form() throws Exception {
        try (TokenServer tokens = TokenServer.with(token("token-number-one", 3600));
                AnsweringApi api = AnsweringApi.start(request -> request.page(10));
                Export export =
                        export(api, tokens).with("auth-client-auth", "body").with("header.X-Tenant", "acme")) {
            assertThat(export.run().state()).isEqualTo("complete");

            assertThat(tokens.calls()).singleElement().satisfies(call -> {
                assertThat(call.getHeader("Authorization")).isNull();
                assertThat(call.getHeader("X-Tenant")).isNull();
                assertThat(call.getBodyAsString())
                        .isEqualTo("grant_type=client_credentials&client_id=our+app&client_secret=s3cr3t%26so");
            });
        }
    }

    @Test
    void a_token_that_runs_out_is_replaced_before_it_does() throws Exception {
        try (TokenServer tokens = TokenServer.with(token("token-number-one", 1), token("token-number-two", 3600));
                AnsweringApi api = AnsweringApi.start(request -> request.page(50));
                Export export = export(api, tokens).with("rate", "2/1s").with("workers", 2)) {
            assertThat(export.run().state()).isEqualTo("complete");

            assertThat(tokens.calls()).hasSize(2);
            assertThat(authorizations(api)).containsExactlyInAnyOrder(ONE, TWO);
        }
    }

    @Test
    void a_token_that_is_refused_in_the_middle_is_replaced_once_and_costs_no_attempt() throws Exception {
        AtomicInteger withOne = new AtomicInteger();
        try (TokenServer tokens = TokenServer.with(token("token-number-one", 3600), token("token-number-two", 3600));
                AnsweringApi api = AnsweringApi.start(request -> {
                    boolean refused = sent(request).equals(ONE) && withOne.incrementAndGet() > 20;
                    return refused ? Reply.of(401) : request.page(500);
                });
                Export export = export(api, tokens).with("retry-attempts", 1)) {
            JobReport report = export.run();

            assertThat(report.state()).isEqualTo("complete");
            assertThat(Export.records(export.out())).hasSize(500);
            assertThat(tokens.calls()).hasSize(2);
        }
    }

    @Test
    void a_fresh_token_that_is_refused_ends_the_job_and_stands_in_no_text() throws Exception {
        try (TokenServer tokens = TokenServer.with(token("token-number-one", 3600));
                AnsweringApi api = AnsweringApi.start(request -> new Reply(401, Map.of(), "no " + sent(request)));
                Export export = export(api, tokens)) {
            JobReport report = export.run();

            assertThat(report.state()).isEqualTo("aborted");
            assertThat(report.message())
                    .contains("HTTP 401")
                    .contains("auth-client-id")
                    .doesNotContain("token-number-one");
            assertThat(tokens.calls()).hasSize(1);
            assertThat(export.status().message()).doesNotContain("token-number-one");
        }
    }

    @Test
    void a_page_that_no_token_opens_ends_the_job() throws Exception {
        try (TokenServer tokens = TokenServer.with(token("token-number-one", 3600), token("token-number-two", 3600));
                AnsweringApi api =
                        AnsweringApi.start(request -> request.offset() == 100 ? Reply.of(401) : request.page(500));
                Export export = export(api, tokens)) {
            assertThat(export.run().state()).isEqualTo("aborted");

            assertThat(api.seen()).filteredOn(seen -> seen.offset() == 100).hasSize(2);
            assertThat(tokens.calls()).hasSize(2);
        }
    }

    @Test
    void a_token_server_in_trouble_is_asked_again() throws Exception {
        try (TokenServer tokens = TokenServer.with(
                        json(500, "{}"),
                        json(503, "{}").withHeader("Retry-After", "0"),
                        WireMock.aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER),
                        token("token-number-one", 3600));
                AnsweringApi api = AnsweringApi.start(request -> request.page(100));
                Export export = export(api, tokens).with("retry-attempts", 4)) {
            JobReport report = export.run();

            assertThat(report.state()).isEqualTo("complete");
            assertThat(report.requests().total()).isEqualTo(10);
            assertThat(tokens.calls()).hasSize(4);
        }
    }

    @Test
    void a_token_server_that_never_answers_well_ends_the_job() throws Exception {
        try (TokenServer tokens = TokenServer.with(json(500, "{\"error\":\"down\"}"));
                AnsweringApi api = AnsweringApi.start(request -> request.page(100));
                Export export = export(api, tokens).with("retry-attempts", 3)) {
            JobReport report = export.run();

            assertThat(report.state()).isEqualTo("aborted");
            assertThat(report.message())
                    .contains("no access token")
                    .contains("HTTP 500")
                    .contains("retry-attempts");
            assertThat(tokens.calls()).hasSize(3);
            assertThat(api.seen()).isEmpty();
        }
    }

    @Test
    void a_refused_client_ends_the_job_with_the_servers_words_and_without_secrets() throws Exception {
        String words = "{\"error\":\"invalid_client\",\"error_description\":\"wrong secret s3cr3t&so\"}";
        try (TokenServer tokens = TokenServer.with(json(401, words));
                AnsweringApi api = AnsweringApi.start(request -> request.page(100));
                Export export = export(api, tokens)) {
            JobReport report = export.run();

            assertThat(report.state()).isEqualTo("aborted");
            assertThat(report.message())
                    .contains("invalid_client, wrong secret ***")
                    .contains("auth-client-secret")
                    .doesNotContain("s3cr3t");
            assertThat(tokens.calls()).hasSize(1);
            assertThat(api.seen()).isEmpty();
        }
    }

    @Test
    void a_token_server_that_redirects_is_not_followed() throws Exception {
        try (TokenServer elsewhere = TokenServer.with(token("token-number-one", 3600));
                TokenServer tokens = TokenServer.with(
                        json(307, "{}").withHeader("Location", elsewhere.uri().toString()));
                AnsweringApi api = AnsweringApi.start(request -> request.page(100));
                Export export = export(api, tokens)) {
            assertThat(export.run().state()).isEqualTo("aborted");

            assertThat(elsewhere.calls()).isEmpty();
            assertThat(api.seen()).isEmpty();
        }
    }

    @Test
    void an_answer_without_a_token_ends_the_job() throws Exception {
        try (TokenServer tokens = TokenServer.with(json(200, "<html>log in</html>"));
                AnsweringApi api = AnsweringApi.start(request -> request.page(100));
                Export export = export(api, tokens)) {
            JobReport report = export.run();

            assertThat(report.state()).isEqualTo("aborted");
            assertThat(report.message()).contains("access_token");
        }
    }

    @Test
    void a_check_gets_a_token_too() throws Exception {
        try (TokenServer tokens = TokenServer.with(token("token-number-one", 3600));
                AnsweringApi api = AnsweringApi.start(request -> request.page(100));
                Export export = export(api, tokens)) {
            export.check();

            assertThat(authorizations(api)).containsExactly(ONE);
        }
    }

    @Test
    void a_check_says_why_there_is_no_token() throws Exception {
        try (TokenServer tokens = TokenServer.with(json(400, "{\"error\":\"invalid_scope\"}"));
                AnsweringApi api = AnsweringApi.start(request -> request.page(100));
                Export export = export(api, tokens)) {
            assertThatThrownBy(export::check).hasMessageContaining("invalid_scope");
        }
    }

    @Test
    void token_calls_to_the_apis_own_origin_count_towards_its_limit() throws Exception {
        Undisturbed.measure(folder, fresh -> {
            try (AnsweringApi api = AnsweringApi.start(OAuthTest::pageOrShortToken);
                    Export export = Export.of(fresh, api.uri("/orders"))
                            .with("rate", "6/1s")
                            .with("burst", 3)
                            .with("workers", 4)
                            .with("rate-margin", "150ms")
                            .with("page-size", 10)
                            .with("auth", "oauth2")
                            .with("auth-token-url", api.uri("/token"))
                            .with("auth-client-id", "our app")
                            .with("auth-client-secret", "s3cr3t")) {
                JobReport report = export.run();

                assertThat(report.state()).isEqualTo("complete");
                List<Seen> calls = api.seen().stream()
                        .filter(seen -> seen.method().equals("POST"))
                        .toList();
                assertThat(calls.size()).isGreaterThanOrEqualTo(2);
                assertThat(report.requests().total()).isEqualTo(30 + calls.size());
                List<Long> nanos = api.seen().stream().map(Seen::nanos).toList();
                for (int i = 6; i < nanos.size(); i++) {
                    assertThat(nanos.get(i) - nanos.get(i - 6)).isGreaterThanOrEqualTo(1_000_000_000L);
                }
            }
        });
    }

    private static Reply pageOrShortToken(Seen request) {
        return request.uri().getPath().equals("/token")
                ? new Reply(200, Map.of(), "{\"access_token\":\"token-" + request.number() + "\",\"expires_in\":4}")
                : request.page(300);
    }

    private static Set<String> authorizations(AnsweringApi api) {
        return api.seen().stream().map(OAuthTest::sent).collect(Collectors.toSet());
    }

    private static String sent(Seen request) {
        return String.valueOf(request.headers().getFirst("Authorization"));
    }

    private static String decoded(String basic) {
        return new String(Base64.getDecoder().decode(basic.substring("Basic ".length())), StandardCharsets.UTF_8);
    }

    private Export export(AnsweringApi api, TokenServer tokens) {
        return Export.of(folder, api.uri("/orders"))
                .with("rate", "none")
                .with("workers", 4)
                .with("page-size", 10)
                .with("auth", "oauth2")
                .with("auth-token-url", tokens.uri())
                .with("auth-client-id", "our app")
                .with("auth-client-secret", "s3cr3t&so");
    }
}
