package org.sakia.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiSimulatorSliceTest {

    private final Client client = new Client();

    @Test
    void regions_share_all_records_without_a_gap() throws Exception {
        try (ApiSimulator api = regions(7)) {
            List<Long> ids = new ArrayList<>();
            for (int region = 0; region < 7; region++) {
                JsonNode page = get(api.uri(), "region=r" + region);
                assertThat(page.get("count").asInt())
                        .isEqualTo(page.get("results").size());
                ids.addAll(Client.ids(page.get("results")));
            }

            assertThat(ids).isEqualTo(LongStream.range(0, 25).boxed().toList());
        }
    }

    @Test
    void what_is_added_goes_to_the_last_region() throws Exception {
        ApiProfile profile =
                ApiProfile.builder().total(new Total(20, 5, 40)).regions(2).build();
        try (ApiSimulator api = ApiSimulator.start(profile)) {
            assertThat(get(api.uri(), "region=r0").get("count").asInt()).isEqualTo(10);
            assertThat(get(api.uri(), "region=r1").get("count").asInt()).isEqualTo(15);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"r2", "2"})
    void a_path_selects_a_region(String customer) throws Exception {
        try (ApiSimulator api = regions(5)) {
            JsonNode page = get(api.uri().resolve("/customers/" + customer + "/orders"), "offset=2");

            assertThat(Client.ids(page.get("results"))).containsExactly(12L, 13L, 14L);
            assertThat(api.referee().requestsFor(12)).isEqualTo(1);
        }
    }

    @Test
    void the_customers_are_as_many_as_the_regions() throws Exception {
        try (ApiSimulator api = regions(5)) {
            JsonNode page = get(api.uri().resolve("/customers"), "offset=3");

            assertThat(page.get("count").asInt()).isEqualTo(5);
            assertThat(Client.ids(page.get("results"))).containsExactly(3L, 4L);
        }
    }

    @Test
    void a_region_is_paged_by_cursor_and_its_cursors_are_unknown_elsewhere() throws Exception {
        try (ApiSimulator api = regions(5)) {
            URI path = api.uri().resolve("/customers/1/orders/cursor");
            String cursor = get(path, "limit=3").get("next_cursor").asText();
            JsonNode second = Client.json(client.get(Client.withCursor(path, "limit=3", cursor)));

            assertThat(Client.ids(second.get("results"))).containsExactly(8L, 9L);
            assertThat(second.get("has_more").asBoolean()).isFalse();
            assertThat(client.get(Client.withCursor(api.uri(PagingKind.CURSOR), "limit=3&region=r2", cursor))
                            .statusCode())
                    .isEqualTo(400);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = PagingKind.class,
            names = {"LINK", "NEXT"})
    void links_stay_in_their_region(PagingKind kind) throws Exception {
        try (ApiSimulator api = regions(5)) {
            String answer = client.get(Client.with(api.uri(kind), "limit=3&region=r1"))
                            .headers()
                            .firstValue("Link")
                            .orElse("")
                    + get(api.uri(kind), "limit=3&region=r1");

            assertThat(answer).contains("limit=3&region=r1&cursor=");
        }
    }

    @Test
    void an_unknown_region_is_a_bad_request_and_an_unknown_customer_not_there() throws Exception {
        try (ApiSimulator api = regions(5)) {
            assertThat(client.get(Client.with(api.uri(), "region=r5")).statusCode())
                    .isEqualTo(400);
            assertThat(client.get(api.uri().resolve("/customers/r5/orders")).statusCode())
                    .isEqualTo(404);
            assertThat(client.get(api.uri().resolve("/customers/r1/invoices")).statusCode())
                    .isEqualTo(404);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "updated_from=2024-01-01T00:10:00Z&updated_to=2024-01-01T00:12:00Z, 10, 2",
        "updated_from=2024-01-01T00:09:00.001Z&updated_to=2024-01-01T00:12:00.001Z, 10, 3",
        "updated_since=2024-01-01T00:20:00Z, 20, 5",
        "updated_from=2023-01-01T00:00:00Z&updated_to=2024-01-01T00:02:00Z, 0, 2",
        "region=r1&updated_from=2024-01-01T00:08:00Z, 8, 2"
    })
    void a_time_window_selects_records_its_end_excluded(String window, long first, int count) throws Exception {
        try (ApiSimulator api = regions(5)) {
            JsonNode page = get(api.uri(), window);

            assertThat(page.get("count").asInt()).isEqualTo(count);
            assertThat(Client.ids(page.get("results"))).hasSize(count).startsWith(first);
        }
    }

    @Test
    void a_window_without_records_is_an_empty_table() throws Exception {
        try (ApiSimulator api = regions(0)) {
            JsonNode page = get(api.uri(), "updated_since=2030-01-01T00:00:00Z");

            assertThat(page.get("count").asInt()).isZero();
            assertThat(page.get("results")).isEmpty();
        }
    }

    @Test
    void a_time_that_is_no_instant_is_a_bad_request() throws Exception {
        try (ApiSimulator api = regions(0)) {
            assertThat(client.get(Client.with(api.uri(), "updated_since=2024-01-01"))
                            .statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void records_tell_their_time_where_the_profile_wants_it_and_keep_their_size() throws Exception {
        ApiProfile profile = ApiProfile.builder().recordBytes(150).withTimes().build();
        try (ApiSimulator api = ApiSimulator.start(profile)) {
            JsonNode page = get(api.uri(), "offset=60&limit=1");

            assertThat(page.get("results").get(0).get("updated_at").asText()).isEqualTo("2024-01-01T01:00:00Z");
            assertThat(profile.record(60)).hasSize(150);
        }
    }

    @Test
    void the_longest_index_with_its_time_fits_into_the_smallest_record() {
        RecordBytes smallest = new RecordBytes(RecordBytes.LEAST_WITH_TIMES, true);

        assertThat(smallest.of(UpdateTimes.MOST_RECORDS)).hasSize(RecordBytes.LEAST_WITH_TIMES);
        assertThatThrownBy(() -> ApiProfile.builder()
                        .recordBytes(RecordBytes.LEAST)
                        .withTimes()
                        .build())
                .hasMessageContaining("recordBytes is 120");
    }

    private static ApiSimulator regions(int regions) {
        return ApiSimulator.start(
                ApiProfile.builder().total(25).regions(regions).build());
    }

    private JsonNode get(URI uri, String query) throws Exception {
        return Client.json(client.get(Client.with(uri, query)));
    }
}
