package org.sakia.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sakia.request.Rate;

class ApiSimulatorQuirksTest {

    private final Client client = new Client();

    @ParameterizedTest
    @CsvSource({"NO_CONTENT,204", "NOT_FOUND,404", "EMPTY_PAGE,200"})
    void behind_the_end_stands_what_the_profile_says(PastEnd pastEnd, int status) throws Exception {
        try (ApiSimulator api = api(Quirks.NONE.withPastEnd(pastEnd))) {
            assertThat(client.get(Client.with(api.uri(), "offset=20")).statusCode())
                    .isEqualTo(200);
            assertThat(client.get(Client.with(api.uri(), "offset=25")).statusCode())
                    .isEqualTo(status);
        }
    }

    @Test
    void an_answer_without_content_has_no_body_and_leaves() throws Exception {
        try (ApiSimulator api = api(Quirks.NONE.withPastEnd(PastEnd.NO_CONTENT))) {
            HttpResponse<byte[]> answer = client.get(Client.with(api.uri(), "offset=25"));

            assertThat(answer.body()).isEmpty();
            assertThat(answer.headers().firstValue("Content-Type")).isEmpty();
            assertThat(client.get(api.uri()).statusCode()).isEqualTo(200);
            assertThat(api.referee().statuses()).containsEntry(204, 1L);
        }
    }

    @Test
    void a_chain_may_end_with_an_answer_without_content() throws Exception {
        ApiProfile profile = ApiProfile.builder()
                .total(10)
                .chain(Chain.DEFAULT.withEnd(ChainEnd.NEVER))
                .quirks(Quirks.NONE.withPastEnd(PastEnd.NO_CONTENT))
                .build();
        try (ApiSimulator api = ApiSimulator.start(profile)) {
            String cursor = Client.json(client.get(Client.with(api.uri(PagingKind.CURSOR), "limit=10")))
                    .get("next_cursor")
                    .asText();

            assertThat(client.get(Client.withCursor(api.uri(PagingKind.CURSOR), "limit=10", cursor))
                            .statusCode())
                    .isEqualTo(204);
        }
    }

    @Test
    void an_offset_over_the_cap_is_a_bad_request() throws Exception {
        try (ApiSimulator api = api(Quirks.NONE.withOffsetCap(20))) {
            assertThat(client.get(Client.with(api.uri(), "offset=19")).statusCode())
                    .isEqualTo(200);
            assertThat(client.get(Client.with(api.uri(), "page=3&limit=10")).statusCode())
                    .isEqualTo(400);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"offset=20&limit=5", "page=5&limit=5"})
    void an_offset_may_be_ignored(String query) throws Exception {
        try (ApiSimulator api = api(Quirks.NONE.withOffsetIgnored())) {
            assertThat(Client.ids(Client.json(client.get(Client.with(api.uri(), query)))
                            .get("results")))
                    .containsExactly(0L, 1L, 2L, 3L, 4L);
            assertThat(api.referee().requestsFor(20)).isEqualTo(1);
        }
    }

    @Test
    void some_answers_are_an_error_body_with_status_200() throws Exception {
        try (ApiSimulator api = api(Quirks.NONE.withErrorEvery(2))) {
            HttpResponse<byte[]> good = client.get(api.uri());
            HttpResponse<byte[]> bad = client.get(api.uri());

            assertThat(Client.json(good).has("ok")).isFalse();
            assertThat(bad.statusCode()).isEqualTo(200);
            assertThat(bad.body()).asString().isEqualTo("{\"ok\":false,\"error\":\"ratelimited\"}");
            assertThat(api.referee().served()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 403, 503, 529})
    void who_asks_too_often_may_get_another_status_with_the_time_to_come_back(int status) throws Exception {
        ApiProfile profile = ApiProfile.builder()
                .limit(Limit.of(new Rate(1, Duration.ofHours(1))).withHeaders())
                .quirks(Quirks.NONE.withRefusal(status))
                .build();
        try (ApiSimulator api = ApiSimulator.start(profile)) {
            client.get(api.uri());
            HttpResponse<byte[]> refused = client.get(api.uri());

            assertThat(refused.statusCode()).isEqualTo(status);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(refused.headers().firstValue("X-RateLimit-Remaining")).contains("0");
            assertThat(Client.json(refused).has("ok")).isEqualTo(status == 200);
            assertThat(api.referee().throttled()).isEqualTo(1);
        }
    }

    @Test
    void quirks_change_at_run_time() throws Exception {
        try (ApiSimulator api = api(Quirks.NONE)) {
            api.quirks(Quirks.NONE.withErrorEvery(1));

            assertThat(Client.json(client.get(api.uri())).get("ok").asBoolean()).isFalse();
        }
    }

    @Test
    void what_no_chain_and_no_api_can_do_is_refused() {
        assertThatThrownBy(() -> Chain.DEFAULT.with(0, ChainQuirk.CYCLE)).hasMessageContaining("page 0");
        assertThatThrownBy(() -> Quirks.NONE.withRefusal(302)).hasMessageContaining("302");
        assertThatThrownBy(() -> Chain.DEFAULT.withCursorLife(-1)).hasMessageContaining("cursorLife");
    }

    private static ApiSimulator api(Quirks quirks) {
        return ApiSimulator.start(ApiProfile.builder().total(25).quirks(quirks).build());
    }
}
