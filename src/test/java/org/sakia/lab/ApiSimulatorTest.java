package org.sakia.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sakia.request.Rate;

class ApiSimulatorTest {

    private final Client client = new Client();

    @Test
    void aPageIsReadByOffset() throws Exception {
        try (ApiSimulator api =
                ApiSimulator.start(ApiProfile.builder().total(25).build())) {
            JsonNode page = Client.json(client.get(Client.with(api.uri(), "offset=20&limit=10")));

            assertThat(page.get("count").asLong()).isEqualTo(25);
            assertThat(page.get("results")).hasSize(5);
            assertThat(page.get("results").get(0).get("id").asLong()).isEqualTo(20);
        }
    }

    @Test
    void aPageIsReadByNumber() throws Exception {
        try (ApiSimulator api = ApiSimulator.start(ApiProfile.builder().build())) {
            JsonNode page = Client.json(client.get(Client.with(api.uri(), "page=3&limit=10")));

            assertThat(page.get("results").get(0).get("id").asLong()).isEqualTo(20);
            assertThat(api.referee().requestsFor(20)).isEqualTo(1);
        }
    }

    @Test
    void aPageBehindTheEndIsEmpty() throws Exception {
        try (ApiSimulator api =
                ApiSimulator.start(ApiProfile.builder().total(25).build())) {
            JsonNode page = Client.json(client.get(Client.with(api.uri(), "offset=9999&limit=10")));

            assertThat(page.get("results")).isEmpty();
        }
    }

    @Test
    void aLargerPageSizeIsClamped() throws Exception {
        try (ApiSimulator api =
                ApiSimulator.start(ApiProfile.builder().maxPageSize(7).build())) {
            JsonNode page = Client.json(client.get(Client.with(api.uri(), "offset=0&limit=500")));

            assertThat(page.get("results")).hasSize(7);
        }
    }

    @Test
    void theTotalStandsWhereTheProfileSays() throws Exception {
        HttpResponse<byte[]> header = firstPageWith(TotalForm.HEADER);
        HttpResponse<byte[]> nowhere = firstPageWith(TotalForm.NOWHERE);

        assertThat(header.headers().firstValue("X-Total-Count")).contains("1000");
        assertThat(Client.json(header).has("count")).isFalse();
        assertThat(nowhere.headers().firstValue("X-Total-Count")).isEmpty();
        assertThat(Client.json(nowhere).has("count")).isFalse();
        assertThat(Client.json(nowhere).get("results")).hasSize(100);
    }

    @Test
    void theTotalChangesAtRunTime() throws Exception {
        try (ApiSimulator api = ApiSimulator.start(ApiProfile.builder().build())) {
            api.total(1_003);

            assertThat(Client.json(client.get(api.uri())).get("count").asLong()).isEqualTo(1_003);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"offset=-1", "limit=0", "limit=many", "page=0", "page=9223372036854775807"})
    void aParameterOutOfRangeIsABadRequest(String query) throws Exception {
        try (ApiSimulator api = ApiSimulator.start(ApiProfile.builder().build())) {
            assertThat(client.get(Client.with(api.uri(), query)).statusCode()).isEqualTo(400);
        }
    }

    @Test
    void onlyGetOnKnownPathsIsServed() throws Exception {
        try (ApiSimulator api = ApiSimulator.start(ApiProfile.builder().build())) {
            assertThat(client.post(api.uri()).statusCode()).isEqualTo(405);
            assertThat(client.get(api.uri().resolve("/customers")).statusCode()).isEqualTo(404);
            assertThat(api.referee().statuses()).containsEntry(404, 1L).containsEntry(405, 1L);
        }
    }

    @Test
    void aRequestOverTheLimitGets429WithTheTimeToComeBack() throws Exception {
        Limit limit = Limit.of(new Rate(2, Duration.ofHours(1))).withHeaders();
        try (ApiSimulator api =
                ApiSimulator.start(ApiProfile.builder().limit(limit).build())) {
            client.get(api.uri());
            client.get(api.uri());
            HttpResponse<byte[]> refused = client.get(api.uri());

            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(Long.parseLong(
                            refused.headers().firstValue("Retry-After").orElseThrow()))
                    .isBetween(3_000L, 3_600L);
            assertThat(refused.headers().firstValue("X-RateLimit-Remaining")).contains("0");
            assertThat(api.referee().throttled()).isEqualTo(1);
            assertThat(api.referee().served()).isEqualTo(2);
        }
    }

    @Test
    void whoHammersIsBanned() throws Exception {
        Limit limit = Limit.of(new Rate(1, Duration.ofHours(1))).withBanAfter(1);
        try (ApiSimulator api =
                ApiSimulator.start(ApiProfile.builder().limit(limit).build())) {
            client.get(api.uri());
            client.get(api.uri());

            assertThat(client.get(api.uri()).statusCode()).isEqualTo(403);
            assertThat(api.referee().throttled()).isEqualTo(2);
        }
    }

    @Test
    void aSkewedClockShowsInTheDateAndInRetryAfterAlike() throws Exception {
        Limit limit = Limit.of(new Rate(1, Duration.ofMinutes(10))).withRetryAfter(RetryAfterForm.HTTP_DATE);
        ApiProfile profile =
                ApiProfile.builder().limit(limit).clockSkew(Duration.ofDays(3)).build();
        try (ApiSimulator api = ApiSimulator.start(profile)) {
            client.get(api.uri());
            HttpResponse<byte[]> refused = client.get(api.uri());

            Instant date = dateIn(refused, "Date");
            assertThat(date).isAfter(Instant.now().plus(Duration.ofDays(2)));
            assertThat(Duration.between(date, dateIn(refused, "Retry-After")))
                    .isBetween(Duration.ofMinutes(5), Duration.ofSeconds(602));
        }
    }

    @Test
    void pagesAreCompressedForWhoAcceptsIt() throws Exception {
        try (ApiSimulator api = ApiSimulator.start(
                ApiProfile.builder().gzip(true).recordBytes(5_000).build())) {
            byte[] plain = client.get(api.uri()).body();
            HttpResponse<byte[]> packed = client.get(api.uri(), "Accept-Encoding", "gzip");

            assertThat(packed.headers().firstValue("Content-Encoding")).contains("gzip");
            assertThat(packed.body().length).isLessThan(plain.length / 2);
            assertThat(new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes())
                    .isEqualTo(plain);
        }
    }

    @Test
    void theRefereeCountsBytesAndServedPages() throws Exception {
        try (ApiSimulator api = ApiSimulator.start(ApiProfile.builder().build())) {
            int bytes = client.get(api.uri()).body().length;

            assertThat(api.referee().bytes()).isEqualTo(bytes);
            assertThat(api.referee().served()).isEqualTo(1);
            assertThat(api.referee().statuses()).containsExactlyEntriesOf(Map.of(200, 1L));
        }
    }

    private HttpResponse<byte[]> firstPageWith(TotalForm form) throws Exception {
        ApiProfile profile =
                ApiProfile.builder().paging(Paging.DEFAULT.withTotal(form)).build();
        try (ApiSimulator api = ApiSimulator.start(profile)) {
            return client.get(api.uri());
        }
    }

    private static Instant dateIn(HttpResponse<byte[]> response, String header) {
        String text = response.headers().firstValue(header).orElseThrow();
        return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    }
}
