package org.sakia.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sakia.request.Rate;

class ApiSimulatorSearchTest {

    private final Client client = new Client();

    @Test
    void a_body_asks_by_offset() throws Exception {
        try (ApiSimulator api =
                ApiSimulator.start(ApiProfile.builder().total(25).build())) {
            JsonNode page = search(api, "{\"offset\":20,\"limit\":10}");

            assertThat(page.get("count").asLong()).isEqualTo(25);
            assertThat(Client.ids(page.get("results"))).containsExactly(20L, 21L, 22L, 23L, 24L);
            assertThat(page.has("next_cursor")).isFalse();
            assertThat(api.referee().requestsFor(20)).isEqualTo(1);
        }
    }

    @Test
    void a_body_asks_by_cursor() throws Exception {
        try (ApiSimulator api =
                ApiSimulator.start(ApiProfile.builder().total(25).build())) {
            JsonNode first = search(api, "{\"limit\":10,\"cursor\":null}");
            JsonNode second = search(
                    api,
                    "{\"limit\":10,\"cursor\":\"" + first.get("next_cursor").asText() + "\"}");

            assertThat(Client.ids(second.get("results"))).hasSize(10).startsWith(10L);
            assertThat(second.get("has_more").asBoolean()).isTrue();
        }
    }

    @Test
    void a_body_selects_a_region() throws Exception {
        try (ApiSimulator api =
                ApiSimulator.start(ApiProfile.builder().total(25).regions(5).build())) {
            JsonNode page = search(api, "{\"offset\":3,\"limit\":10,\"region\":\"r2\"}");

            assertThat(page.get("count").asLong()).isEqualTo(5);
            assertThat(Client.ids(page.get("results"))).containsExactly(13L, 14L);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "offset=1", "[]", "{\"offset\":0} {}", "{\"offset\":\"x\"}", "{\"limit\":10,\"cursor\":\"\"}"
            })
    void a_body_that_is_no_json_object_or_asks_for_nonsense_is_a_bad_request(String body) throws Exception {
        try (ApiSimulator api = ApiSimulator.start(ApiProfile.builder().build())) {
            assertThat(client.post(api.uri(PagingKind.SEARCH), body).statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void a_body_out_of_bounds_is_too_large() throws Exception {
        try (ApiSimulator api = ApiSimulator.start(ApiProfile.builder().build())) {
            assertThat(client.post(api.uri(PagingKind.SEARCH), " ".repeat(1 << 17))
                            .statusCode())
                    .isEqualTo(413);
        }
    }

    @Test
    void a_get_is_refused() throws Exception {
        try (ApiSimulator api = ApiSimulator.start(ApiProfile.builder().build())) {
            assertThat(client.get(api.uri(PagingKind.SEARCH)).statusCode()).isEqualTo(405);
        }
    }

    @Test
    void a_search_over_the_limit_is_an_arrival_for_its_page_like_any_other() throws Exception {
        Limit limit = Limit.of(new Rate(1, Duration.ofHours(1)));
        try (ApiSimulator api =
                ApiSimulator.start(ApiProfile.builder().limit(limit).build())) {
            search(api, "{\"offset\":0}");

            assertThat(client.post(api.uri(PagingKind.SEARCH), "{\"offset\":100}")
                            .statusCode())
                    .isEqualTo(429);
            assertThat(api.referee().arrivals()).isEqualTo(2);
            assertThat(api.referee().requestsFor(100)).isEqualTo(1);
        }
    }

    private JsonNode search(ApiSimulator api, String body) throws Exception {
        return Client.json(client.post(api.uri(PagingKind.SEARCH), body));
    }
}
