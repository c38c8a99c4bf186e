package org.sakia.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ApiSimulatorLinkTest {

    private final Client client = new Client();

    @Test
    void links_in_the_header_lead_to_every_record_once() throws Exception {
        try (ApiSimulator api = api(Chain.DEFAULT)) {
            List<Long> ids = new ArrayList<>();
            Optional<String> next = Optional.of(start(api, PagingKind.LINK).toString());
            while (next.isPresent()) {
                HttpResponse<byte[]> page = client.get(URI.create(next.get()));
                ids.addAll(Client.ids(Client.json(page)));
                next = link(page, "next");
            }

            assertThat(ids).isEqualTo(LongStream.range(0, 25).boxed().toList());
        }
    }

    @Test
    void a_middle_page_has_all_four_relations() throws Exception {
        try (ApiSimulator api = api(Chain.DEFAULT)) {
            HttpResponse<byte[]> first = client.get(start(api, PagingKind.LINK));
            HttpResponse<byte[]> middle =
                    client.get(URI.create(link(first, "next").orElseThrow()));

            assertThat(link(first, "prev")).isEmpty();
            assertThat(ids(link(middle, "first"))).first().isEqualTo(0L);
            assertThat(ids(link(middle, "prev"))).first().isEqualTo(0L);
            assertThat(ids(link(middle, "next"))).first().isEqualTo(20L);
            assertThat(ids(link(middle, "last"))).first().isEqualTo(20L);
        }
    }

    @ParameterizedTest
    @EnumSource(LinkForm.class)
    void addresses_in_the_body_lead_to_every_record_once(LinkForm form) throws Exception {
        try (ApiSimulator api = api(Chain.DEFAULT.withLinks(form))) {
            List<Long> ids = new ArrayList<>();
            List<String> told = new ArrayList<>();
            URI at = start(api, PagingKind.NEXT);
            while (told.isEmpty() || !told.get(told.size() - 1).isEmpty()) {
                JsonNode page = Client.json(client.get(at));
                ids.addAll(Client.ids(page.get("results")));
                JsonNode next = page.get("next");
                told.add(next.isNull() ? "" : next.asText());
                at = resolved(at, told.get(told.size() - 1));
            }

            assertThat(ids).isEqualTo(LongStream.range(0, 25).boxed().toList());
            assertThat(told).hasSize(3);
            assertThat(told.get(0))
                    .startsWith(
                            switch (form) {
                                case ABSOLUTE -> api.uri(PagingKind.NEXT) + "?limit=10&cursor=";
                                case PATH -> "/orders/next?limit=10&cursor=";
                                case QUERY -> "?limit=10&cursor=";
                            });
        }
    }

    @Test
    void links_may_lead_to_another_server() throws Exception {
        URI elsewhere = URI.create("http://127.0.0.1:9");
        try (ApiSimulator api = api(Chain.DEFAULT.withLinkOrigin(elsewhere))) {
            JsonNode page = Client.json(client.get(start(api, PagingKind.NEXT)));
            HttpResponse<byte[]> bare = client.get(start(api, PagingKind.LINK));

            assertThat(page.get("next").asText()).startsWith("http://127.0.0.1:9/orders/next?");
            assertThat(link(bare, "next").orElseThrow()).startsWith("http://127.0.0.1:9/orders/link?");
        }
    }

    private static ApiSimulator api(Chain chain) {
        return ApiSimulator.start(ApiProfile.builder().total(25).chain(chain).build());
    }

    private static URI start(ApiSimulator api, PagingKind kind) {
        return Client.with(api.uri(kind), "limit=10");
    }

    /** URI.resolve is older than RFC 3986 and drops the last part of the path for a query alone. */
    private static URI resolved(URI base, String link) {
        return link.startsWith("?") ? URI.create(base.toString().split("\\?")[0] + link) : base.resolve(link);
    }

    private List<Long> ids(Optional<String> uri) throws Exception {
        return Client.ids(new ObjectMapper()
                .readTree(client.get(URI.create(uri.orElseThrow())).body()));
    }

    private static Optional<String> link(HttpResponse<byte[]> page, String relation) {
        Matcher link = Pattern.compile("<([^>]*)>; rel=\"" + relation + "\"")
                .matcher(page.headers().firstValue("Link").orElseThrow());
        return link.find() ? Optional.of(link.group(1)) : Optional.empty();
    }
}
