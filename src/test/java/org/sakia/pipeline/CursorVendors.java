package org.sakia.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sakia.pipeline.VendorTable.Slice;

/** APIs that give out a cursor with each page. */
final class CursorVendors {

    /** What the Zendesk recipe takes its credentials from. */
    static final Map<String, String> ZENDESK = Map.of("ZENDESK_TOKEN", "z3n-t0ken");

    static final String ZENDESK_BASIC = VendorAsk.basic("ops@acme.com/token", "z3n-t0ken");

    private CursorVendors() {}

    static List<Vendor> all() {
        return List.of(hubSpot(), zendesk(), slack(), shopifyGraphQl());
    }

    /** https://developers.hubspot.com/docs/api-reference/crm-contacts-v3/basic/get-crm-v3-objects-contacts */
    private static Vendor hubSpot() {
        VendorTable table = VendorTable.of(430, (id, created) -> "{\"id\":\"" + id + "\",\"properties\":{}}");
        return new Vendor(
                "hubspot.md",
                "hubspot-contacts",
                Map.of("HUBSPOT_TOKEN", "pat-na1-0011"),
                ask -> {
                    ask.is("GET", "/crm/v3/objects/contacts", "limit", "after", "properties");
                    ask.has("Authorization", "Bearer pat-na1-0011");
                    Slice slice = table.slice(VendorTable.from(ask.parameter("after")), ask.size("limit", 100));
                    return hubSpot(
                            WireMock.okJson("{\"results\":" + slice.array()
                                    + (slice.more()
                                            ? ",\"paging\":{\"next\":{\"after\":\"" + slice.cursor() + "\"}}"
                                            : "")
                                    + "}"),
                            "18");
                },
                List.of(() -> hubSpot(
                        Vendor.status(
                                429, "{\"status\":\"error\",\"errorType\":\"RATE_LIMIT\",\"policyName\":\"SECONDLY\"}"),
                        "0")),
                table);
    }

    private static ResponseDefinitionBuilder hubSpot(ResponseDefinitionBuilder answer, String leftInThisSecond) {
        return answer.withHeader("X-HubSpot-RateLimit-Max", "190")
                .withHeader("X-HubSpot-RateLimit-Remaining", "120")
                .withHeader("X-HubSpot-RateLimit-Interval-Milliseconds", "10000")
                .withHeader("X-HubSpot-RateLimit-Secondly", "19")
                .withHeader("X-HubSpot-RateLimit-Secondly-Remaining", leftInThisSecond)
                .withHeader("X-HubSpot-RateLimit-Daily", "650000")
                .withHeader("X-HubSpot-RateLimit-Daily-Remaining", "611000");
    }

    /** https://developer.zendesk.com/api-reference/introduction/pagination/ */
    private static Vendor zendesk() {
        VendorTable table = VendorTable.of(430, (id, created) -> "{\"id\":" + id + "}");
        return new Vendor(
                "zendesk.md",
                "zendesk-users",
                ZENDESK,
                ask -> {
                    ask.is("GET", "/api/v2/users", "page[size]", "page[after]");
                    ask.has("Authorization", ZENDESK_BASIC);
                    Slice slice = table.shortSlice(
                            VendorTable.from(ask.parameter("page[after]")), ask.size("page[size]", 100));
                    return WireMock.okJson("{\"users\":" + slice.array() + ",\"meta\":{\"has_more\":" + slice.more()
                                    + ",\"after_cursor\":\"" + slice.cursor() + "\"},\"links\":{\"next\":null}}")
                            .withHeader("x-rate-limit", "400")
                            .withHeader("x-rate-limit-remaining", "399")
                            .withHeader("ratelimit-limit", "400")
                            .withHeader("ratelimit-remaining", "399")
                            .withHeader("ratelimit-reset", "24")
                            .withHeader("zendesk-ratelimit-users-index", "total=100; remaining=99; resets=41");
                },
                List.of(() -> Vendor.status(429, "1", "Number of allowed API requests per minute exceeded")),
                table);
    }

    /** Its pages may even be empty in the middle. https://docs.slack.dev/apis/web-api/pagination */
    private static Vendor slack() {
        VendorTable table = VendorTable.of(750, (id, created) -> "{\"id\":\"C%08d\"}".formatted(id));
        return new Vendor(
                "slack.md",
                "slack-channels",
                Map.of("SLACK_TOKEN", "xoxb-0011-2233"),
                ask -> {
                    ask.is("GET", "/api/conversations.list", "limit", "cursor", "types", "exclude_archived");
                    ask.has("Authorization", "Bearer xoxb-0011-2233");
                    Slice slice = table.shortSlice(VendorTable.from(ask.parameter("cursor")), ask.size("limit", 999));
                    return WireMock.okJson("{\"ok\":true,\"channels\":" + slice.array()
                            + ",\"response_metadata\":{\"next_cursor\":\"" + (slice.more() ? slice.cursor() : "")
                            + "\"}}");
                },
                List.of(
                        () -> Vendor.status(429, "1", "{\"ok\":false,\"error\":\"ratelimited\"}"),
                        () -> Vendor.status(200, "1", "{\"ok\":false,\"error\":\"ratelimited\"}")),
                table);
    }

    /** https://shopify.dev/docs/api/usage/limits */
    private static Vendor shopifyGraphQl() {
        VendorTable table = VendorTable.of(430, (id, created) -> "{\"id\":\"gid://shopify/Order/" + id + "\"}");
        String cost = ",\"extensions\":{\"cost\":{\"requestedQueryCost\":24,\"actualQueryCost\":null,"
                + "\"throttleStatus\":{\"maximumAvailable\":2000.0,\"currentlyAvailable\":7,\"restoreRate\":100.0}}}}";
        return new Vendor(
                "shopify-graphql.md",
                "shopify-orders",
                Map.of("SHOPIFY_TOKEN", "shpat_0011223344"),
                ask -> {
                    ask.is("POST", "/admin/api/2026-01/graphql.json");
                    ask.has("X-Shopify-Access-Token", "shpat_0011223344");
                    JsonNode body = ask.body("query", "variables");
                    JsonNode variables = body.path("variables");
                    int size = VendorAsk.size(variables.path("size").intValue(), 250);
                    if (!body.path("query").textValue().contains("orders(first: $size, after: $after")) {
                        throw new VendorAsk.Refused(400, "no query");
                    }
                    Slice slice = table.slice(
                            VendorTable.from(
                                    Optional.ofNullable(variables.get("after")).map(JsonNode::textValue)),
                            size);
                    return WireMock.okJson("{\"data\":{\"orders\":{\"nodes\":" + slice.array()
                            + ",\"pageInfo\":{\"hasNextPage\":" + slice.more() + ",\"endCursor\":\"" + slice.cursor()
                            + "\"}}}" + cost);
                },
                List.of(() -> Vendor.status(
                        200,
                        "{\"errors\":[{\"message\":\"Throttled\",\"extensions\":{\"code\":\"THROTTLED\"}}]" + cost)),
                table);
    }
}
