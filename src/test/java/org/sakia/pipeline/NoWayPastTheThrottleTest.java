package org.sakia.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sakia.job.JobReport;
import org.sakia.pipeline.AnsweringApi.Reply;
import org.sakia.pipeline.AnsweringApi.Seen;

/** What reaches the server is what the routes send: no retry, redirect, option or field of the HTTP client's own. */
@Timeout(120)
class NoWayPastTheThrottleTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {429, 503, 500})
    void aRefusalIsAskedAgainOnceByTheRoutesAndNeverByTheClient(int status) throws Exception {
        try (AnsweringApi api = AnsweringApi.start(request ->
                        request.number() == 1 ? Reply.of(status).with("Retry-After", "0.1") : request.page(50));
                Export export = export(api, "/orders")) {
            JobReport report = export.run();

            assertThat(report.state()).isEqualTo("complete");
            assertThat(api.seen()).hasSize(6);
            assertThat(report.requests().total()).isEqualTo(6);
        }
    }

    @Test
    void aRedirectWithinTheOriginIsFollowed() throws Exception {
        try (AnsweringApi api = AnsweringApi.start(NoWayPastTheThrottleTest::movedTwice);
                Export export = export(api, "/orders")) {
            JobReport report = export.run();

            assertThat(report.state()).isEqualTo("complete");
            assertThat(api.seen().stream().map(seen -> seen.uri().getPath()))
                    .filteredOn("/v2/second"::equals)
                    .hasSize(3);
            assertThat(report.requests().total()).isEqualTo(9);
        }
    }

    @Test
    void eachHopOfARedirectCountsTowardsTheLimit() throws Exception {
        Undisturbed.measure(folder, fresh -> {
            try (AnsweringApi api = AnsweringApi.start(NoWayPastTheThrottleTest::movedTwice);
                    Export export = Export.of(fresh, api.uri("/orders"))
                            .with("rate", "3/1s")
                            .with("rate-margin", "150ms")
                            .with("page-size", 10)) {
                assertThat(export.run().state()).isEqualTo("complete");

                List<Long> nanos = api.seen().stream().map(Seen::nanos).toList();
                for (int i = 3; i < nanos.size(); i++) {
                    assertThat(nanos.get(i) - nanos.get(i - 3)).isGreaterThanOrEqualTo(1_000_000_000L);
                }
            }
        });
    }

    private static Reply movedTwice(Seen request) {
        return switch (request.uri().getPath()) {
            case "/orders" ->
                Reply.of(302).with("Location", "/v2/first?" + request.uri().getRawQuery());
            case "/v2/first" ->
                Reply.of(307).with("Location", "second?" + request.uri().getRawQuery());
            default -> request.page(30);
        };
    }

    @Test
    void anEndlessRedirectIsAFailedPage() throws Exception {
        try (AnsweringApi api = AnsweringApi.start(request -> request.offset() == 10
                        ? Reply.of(302).with("Location", request.uri().toString())
                        : request.page(30));
                Export export = export(api, "/orders")) {
            JobReport report = export.run();

            assertThat(report.state()).isEqualTo("failed-pages");
            assertThat(report.pages().failed()).isEqualTo(1);
            assertThat(api.seen()).filteredOn(seen -> seen.offset() == 10).hasSizeBetween(2, 10);
        }
    }

    @Test
    void aRedirectToAnotherOriginEndsTheJobAndNothingGoesThere() throws Exception {
        try (AnsweringApi other = AnsweringApi.start(request -> request.page(30));
                AnsweringApi api = AnsweringApi.start(request ->
                        Reply.of(302).with("Location", other.uri("/orders").toString()));
                Export export = export(api, "/orders").with("header.Authorization", "Bearer 0123456789abcdef")) {
            JobReport report = export.run();

            assertThat(report.state()).isEqualTo("aborted");
            assertThat(report.message()).contains("another origin").doesNotContain("0123456789abcdef");
            assertThat(other.seen()).isEmpty();
            assertThat(api.seen()).hasSize(1);
            assertThat(api.seen().get(0).headers().getFirst("Authorization")).isEqualTo("Bearer 0123456789abcdef");
        }
    }

    @Test
    void theServerSeesTheExpectedParametersAndNoOptionOfCamel() throws Exception {
        try (AnsweringApi api = AnsweringApi.start(request -> request.page(30));
                Export export = export(api, "/orders").with("query.status", "open & shut")) {
            assertThat(export.run().state()).isEqualTo("complete");

            assertThat(api.seen()).allSatisfy(seen -> {
                assertThat(seen.method()).isEqualTo("GET");
                assertThat(seen.query().keySet()).containsExactlyInAnyOrder("status", "offset", "limit");
                assertThat(seen.uri().getQuery()).contains("status=open & shut");
            });
            assertThat(api.seen().stream().map(seen -> seen.query().get("offset")))
                    .containsExactlyInAnyOrder("0", "10", "20");
        }
    }

    @Test
    void theUrlsOwnPathAndQueryAreKeptAsTheyWereWritten() throws Exception {
        String own = "/a%2Fb/or%20ders;v=1?q=a+b&filter=x%2Cy%20z&empty=&flag";
        try (AnsweringApi api = AnsweringApi.start(request -> request.page(30));
                Export export = export(api, own)) {
            assertThat(export.run().state()).isEqualTo("complete");

            assertThat(api.seen()).hasSize(3).allSatisfy(seen -> assertThat(
                            seen.uri().toString())
                    .startsWith(own + "&")
                    .containsPattern("&offset=\\d+")
                    .contains("&limit=10"));
        }
    }

    @Test
    void fieldsOfAnEarlierAnswerAreNotSentWithTheNextRequest() throws Exception {
        try (AnsweringApi api = AnsweringApi.start(request -> (request.number() == 1 ? Reply.of(500) : request.page(60))
                        .with("X-RateLimit-Remaining", "17")
                        .with("ETag", "\"abc\"")
                        .with("Set-Cookie", "session=1")
                        .with("X-Request-Id", "r1"));
                Export export = export(api, "/orders").with("header.X-Tenant", "acme")) {
            assertThat(export.run().state()).isEqualTo("complete");

            assertThat(api.seen()).hasSize(7).allSatisfy(seen -> {
                assertThat(seen.headers().keySet())
                        .isSubsetOf("Host", "Accept", "Accept-encoding", "Connection", "User-agent", "X-tenant");
                assertThat(seen.headers())
                        .containsAllEntriesOf(
                                Map.of("X-tenant", List.of("acme"), "Accept", List.of("application/json")));
            });
        }
    }

    private Export export(AnsweringApi api, String pathAndQuery) {
        return Export.of(folder, api.uri(pathAndQuery))
                .with("rate", "none")
                .with("workers", 3)
                .with("page-size", 10);
    }
}
