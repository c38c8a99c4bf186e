package org.sakia.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sakia.request.Rate;

class ApiSimulatorCursorTest {

    private static final String TEN = "limit=10";

    private final Client client = new Client();

    @Test
    void a_chain_of_cursors_gives_every_record_once() throws Exception {
        try (ApiSimulator api = api(Chain.DEFAULT)) {
            List<JsonNode> pages = chain(api, 10);

            assertThat(ids(pages)).isEqualTo(LongStream.range(0, 25).boxed().toList());
            assertThat(pages)
                    .hasSize(3)
                    .allSatisfy(page -> assertThat(page.get("count").asLong()).isEqualTo(25));
            assertThat(pages.get(2).get("has_more").asBoolean()).isFalse();
            assertThat(pages.get(2).get("next_cursor").isNull()).isTrue();
        }
    }

    @Test
    void a_cursor_has_all_the_characters_that_need_encoding() throws Exception {
        try (ApiSimulator api = api(Chain.DEFAULT)) {
            assertThat(cursor(first(api))).contains("+", "/", "=");
        }
    }

    @Test
    void the_referee_counts_requests_by_cursor_as_requests_for_their_record() throws Exception {
        try (ApiSimulator api = api(Chain.DEFAULT)) {
            String second = cursor(first(api));
            next(api, second);
            next(api, second);

            assertThat(api.referee().requestsFor(10)).isEqualTo(2);
            assertThat(api.referee().repeatedRequests()).isEqualTo(1);
            assertThat(api.referee().served()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ChainEnd.class,
            names = {"MISSING", "EMPTY"})
    void the_end_has_no_cursor_or_an_empty_one_as_the_chain_says(ChainEnd end) throws Exception {
        try (ApiSimulator api = api(Chain.DEFAULT.withEnd(end))) {
            JsonNode only = Client.json(client.get(Client.with(api.uri(PagingKind.CURSOR), "limit=100")));

            assertThat(only.has("next_cursor")).isEqualTo(end == ChainEnd.EMPTY);
            assertThat(only.path("next_cursor").asText()).isEmpty();
            assertThat(only.get("has_more").asBoolean()).isFalse();
        }
    }

    @Test
    void a_chain_without_an_end_goes_on_with_empty_pages_under_new_cursors() throws Exception {
        try (ApiSimulator api = api(Chain.DEFAULT.withEnd(ChainEnd.NEVER))) {
            List<JsonNode> pages = chain(api, 6);

            assertThat(ids(pages)).hasSize(25);
            assertThat(pages).hasSize(6).allSatisfy(page -> assertThat(
                            page.get("has_more").asBoolean())
                    .isTrue());
            assertThat(pages.stream().map(ApiSimulatorCursorTest::cursor).distinct())
                    .hasSize(6);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "b2Zmc2V0PTEw", "no base64 at all"})
    void an_unknown_cursor_is_a_bad_request(String cursor) throws Exception {
        try (ApiSimulator api = api(Chain.DEFAULT)) {
            assertThat(next(api, cursor).statusCode()).isEqualTo(400);
        }
    }

    @Test
    void cursors_expire_when_told_so() throws Exception {
        try (ApiSimulator api = api(Chain.DEFAULT)) {
            String old = cursor(first(api));
            api.expireCursors();

            assertThat(next(api, old).statusCode()).isEqualTo(410);
            assertThat(next(api, cursor(first(api))).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void a_cursor_expires_after_so_many_further_requests() throws Exception {
        try (ApiSimulator api = api(Chain.DEFAULT.withCursorLife(2))) {
            String cursor = cursor(first(api));

            assertThat(next(api, cursor).statusCode()).isEqualTo(200);
            assertThat(next(api, cursor).statusCode()).isEqualTo(200);
            assertThat(next(api, cursor).statusCode()).isEqualTo(410);
        }
    }

    @Test
    void a_short_and_an_empty_page_in_the_middle_lose_nothing() throws Exception {
        try (ApiSimulator api = api(Chain.DEFAULT.with(0, ChainQuirk.SHORT).with(1, ChainQuirk.EMPTY))) {
            List<JsonNode> pages = chain(api, 10);

            assertThat(pages.stream().map(page -> page.get("results").size())).containsExactly(5, 0, 10, 10);
            assertThat(pages.get(1).get("has_more").asBoolean()).isTrue();
            assertThat(ids(pages)).isEqualTo(LongStream.range(0, 25).boxed().toList());
        }
    }

    @Test
    void the_same_cursor_may_come_twice() throws Exception {
        try (ApiSimulator api = api(Chain.DEFAULT.with(1, ChainQuirk.SAME_CURSOR))) {
            List<JsonNode> pages = chain(api, 3);

            assertThat(cursor(pages.get(1))).isEqualTo(cursor(pages.get(0)));
            assertThat(pages.get(2)).isEqualTo(pages.get(1));
        }
    }

    @Test
    void cursors_may_go_round() throws Exception {
        try (ApiSimulator api = api(Chain.DEFAULT.with(2, ChainQuirk.CYCLE))) {
            List<JsonNode> pages = chain(api, 5);

            assertThat(cursor(pages.get(2))).isEqualTo(cursor(pages.get(0))).isNotEqualTo(cursor(pages.get(1)));
            assertThat(pages.get(3)).isEqualTo(pages.get(1));
            assertThat(pages.get(4)).isEqualTo(pages.get(2));
        }
    }

    @Test
    void a_page_may_be_repeated_under_a_new_cursor() throws Exception {
        try (ApiSimulator api = api(Chain.DEFAULT.with(1, ChainQuirk.REPEATED))) {
            List<JsonNode> pages = chain(api, 10);

            assertThat(pages).hasSize(4);
            assertThat(pages.get(1).get("results")).isEqualTo(pages.get(0).get("results"));
            assertThat(cursor(pages.get(1))).isNotEqualTo(cursor(pages.get(0)));
        }
    }

    @Test
    void the_chain_changes_at_run_time() throws Exception {
        try (ApiSimulator api = api(Chain.DEFAULT)) {
            api.chain(Chain.DEFAULT.with(0, ChainQuirk.EMPTY));

            assertThat(first(api).get("results")).isEmpty();
        }
    }

    @Test
    void limiter_faults_and_total_are_those_of_all_pages() throws Exception {
        ApiProfile profile = ApiProfile.builder()
                .total(25)
                .limit(Limit.of(new Rate(1, Duration.ofHours(1))))
                .faults(Faults.NONE.withJunk(1))
                .build();
        try (ApiSimulator api = ApiSimulator.start(profile)) {
            URI uri = api.uri(PagingKind.CURSOR);
            assertThat(client.get(uri).headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
            assertThat(client.get(uri).statusCode()).isEqualTo(429);
        }
    }

    private static ApiSimulator api(Chain chain) {
        return ApiSimulator.start(ApiProfile.builder().total(25).chain(chain).build());
    }

    private JsonNode first(ApiSimulator api) throws Exception {
        return Client.json(client.get(Client.with(api.uri(PagingKind.CURSOR), TEN)));
    }

    private HttpResponse<byte[]> next(ApiSimulator api, String cursor) throws Exception {
        return client.get(Client.withCursor(api.uri(PagingKind.CURSOR), TEN, cursor));
    }

    /** Follows the chain for so many pages at most. */
    private List<JsonNode> chain(ApiSimulator api, int most) throws Exception {
        List<JsonNode> pages = new ArrayList<>();
        pages.add(first(api));
        while (pages.size() < most
                && pages.get(pages.size() - 1).get("has_more").asBoolean()) {
            pages.add(Client.json(next(api, cursor(pages.get(pages.size() - 1)))));
        }
        return pages;
    }

    private static List<Long> ids(List<JsonNode> pages) {
        return pages.stream()
                .flatMap(page -> Client.ids(page.get("results")).stream())
                .toList();
    }

    private static String cursor(JsonNode page) {
        return page.get("next_cursor").asText();
    }
}
