package org.sakia.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.client.WireMock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sakia.pipeline.VendorTable.Slice;

/** APIs that page by cursors and are asked for windows of time, side by side. */
final class SearchVendors {

    private static final Pattern JQL =
            Pattern.compile("project = SHOP AND created >= \"(.+)\" AND created < \"(.+)\" ORDER BY created, key");
    private static final DateTimeFormatter JQL_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private SearchVendors() {}

    static List<Vendor> all() {
        return List.of(stripe(), jira(), hubSpot(), notion());
    }

    /** https://docs.stripe.com/api/pagination */
    private static Vendor stripe() {
        VendorTable table = VendorTable.of(
                730, (id, created) -> "{\"id\":\"ch_" + id + "\",\"created\":" + created.getEpochSecond() + "}");
        return new Vendor(
                "stripe.md",
                "stripe-charges",
                Map.of("STRIPE_KEY", "rk_live_0011"),
                ask -> {
                    ask.is("GET", "/v1/charges", "limit", "starting_after", "created[gte]", "created[lt]");
                    ask.has("Authorization", "Bearer rk_live_0011");
                    VendorTable part = table.between(
                            Instant.ofEpochSecond(Long.parseLong(ask.needed("created[gte]"))),
                            Instant.ofEpochSecond(Long.parseLong(ask.needed("created[lt]"))));
                    int from = ask.parameter("starting_after")
                            .map(last -> behind(part, "{\"id\":\"" + last + "\","))
                            .orElse(0);
                    Slice slice = part.slice(from, ask.size("limit", 100));
                    return WireMock.okJson("{\"object\":\"list\",\"url\":\"/v1/charges\",\"has_more\":" + slice.more()
                            + ",\"data\":" + slice.array() + "}");
                },
                List.of(() -> Vendor.status(429, "{\"error\":{\"code\":\"rate_limit\"}}")
                        .withHeader("Stripe-Rate-Limited-Reason", "endpoint-concurrency")),
                table);
    }

    private static int behind(VendorTable table, String begin) {
        int last = 0;
        while (!table.rows().get(last).json().startsWith(begin)) {
            last++;
        }
        return last + 1;
    }

    /** https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-search/ */
    private static Vendor jira() {
        VendorTable table = VendorTable.of(730, (id, created) -> "{\"id\":\"" + id + "\",\"key\":\"SHOP-" + id + "\"}");
        return new Vendor(
                "jira.md",
                "jira-issues",
                Map.of("JIRA_TOKEN", "ATATT-t0ken"),
                ask -> {
                    ask.is("GET", "/rest/api/3/search/jql", "jql", "fields", "maxResults", "nextPageToken");
                    ask.has("Authorization", VendorAsk.basic("ops@acme.com", "ATATT-t0ken"));
                    Matcher jql = JQL.matcher(ask.needed("jql"));
                    if (!jql.matches()) {
                        throw new VendorAsk.Refused(400, "jql");
                    }
                    Slice slice = table.between(jqlTime(jql.group(1)), jqlTime(jql.group(2)))
                            .shortSlice(VendorTable.from(ask.parameter("nextPageToken")), ask.size("maxResults", 100));
                    return WireMock.okJson("{\"issues\":" + slice.array()
                                    + (slice.more() ? ",\"nextPageToken\":\"" + slice.cursor() + "\"" : "") + "}")
                            .withHeader("X-RateLimit-Limit", "100")
                            .withHeader("X-RateLimit-Remaining", "99")
                            .withHeader("X-RateLimit-NearLimit", "false");
                },
                List.of(
                        () -> Vendor.status(429, "1", "{\"message\":\"Rate limit exceeded\"}")
                                .withHeader("RateLimit-Reason", "jira-burst-based")
                                .withHeader("X-RateLimit-Limit", "100")
                                .withHeader("X-RateLimit-Remaining", "0")
                                .withHeader(
                                        "X-RateLimit-Reset",
                                        DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm'Z'")
                                                .withZone(ZoneOffset.UTC)
                                                .format(Instant.now())),
                        () -> Vendor.status(503, "1", "{\"message\":\"Service temporarily unavailable\"}")),
                table);
    }

    private static Instant jqlTime(String text) {
        return LocalDateTime.parse(text, JQL_TIME).toInstant(ZoneOffset.UTC);
    }

    /** https://developers.hubspot.com/docs/api-reference/search/guide */
    private static Vendor hubSpot() {
        VendorTable table = VendorTable.of(1_130, (id, created) -> "{\"id\":\"" + id + "\",\"properties\":{}}");
        return new Vendor(
                "hubspot.md",
                "hubspot-deals",
                Map.of("HUBSPOT_TOKEN", "pat-na1-0011"),
                ask -> {
                    ask.is("POST", "/crm/v3/objects/deals/search");
                    ask.has("Authorization", "Bearer pat-na1-0011");
                    JsonNode body = ask.body("filterGroups", "sorts", "properties", "limit", "after");
                    JsonNode from = body.at("/filterGroups/0/filters/0");
                    JsonNode to = body.at("/filterGroups/0/filters/1");
                    if (!from.path("operator").asText().equals("GTE")
                            || !to.path("operator").asText().equals("LT")) {
                        throw new VendorAsk.Refused(400, "filters");
                    }
                    VendorTable part = table.between(
                            Instant.ofEpochMilli(
                                    Long.parseLong(from.path("value").textValue())),
                            Instant.ofEpochMilli(Long.parseLong(to.path("value").textValue())));
                    Slice slice = part.slice(
                            VendorTable.from(
                                    Optional.ofNullable(body.get("after")).map(JsonNode::textValue)),
                            VendorAsk.size(body.path("limit").intValue(), 200));
                    return WireMock.okJson("{\"total\":" + part.rows().size() + ",\"results\":" + slice.array()
                            + (slice.more() ? ",\"paging\":{\"next\":{\"after\":\"" + slice.cursor() + "\"}}" : "")
                            + "}");
                },
                List.of(() -> Vendor.status(
                        429, "{\"status\":\"error\",\"errorType\":\"RATE_LIMIT\",\"policyName\":\"SECONDLY\"}")),
                table);
    }

    /** https://developers.notion.com/guides/data-apis/query-large-data-sources */
    private static Vendor notion() {
        VendorTable table = VendorTable.of(
                730,
                (id, created) -> "{\"object\":\"page\",\"id\":\"" + id + "\",\"created_time\":\"" + created + "\"}");
        return new Vendor(
                "notion.md",
                "notion-tasks",
                Map.of("NOTION_TOKEN", "ntn_0011"),
                ask -> {
                    ask.is("POST", "/v1/data_sources/2f26ee68-df30-4251-aad4-8ddc420cba3d/query");
                    ask.has("Authorization", "Bearer ntn_0011");
                    ask.says("Notion-Version", "2025-09-03");
                    JsonNode body = ask.body("filter", "sorts", "page_size", "start_cursor");
                    Slice slice = table.between(
                                    time(body, "/filter/and/0/created_time/on_or_after"),
                                    time(body, "/filter/and/1/created_time/before"))
                            .slice(
                                    VendorTable.from(Optional.ofNullable(body.get("start_cursor"))
                                            .map(JsonNode::textValue)),
                                    VendorAsk.size(body.path("page_size").intValue(), 100));
                    return WireMock.okJson("{\"object\":\"list\",\"results\":" + slice.array() + ",\"next_cursor\":"
                            + (slice.more() ? "\"" + slice.cursor() + "\"" : "null") + ",\"has_more\":" + slice.more()
                            + ",\"type\":\"page_or_data_source\"}");
                },
                List.of(
                        () -> Vendor.status(
                                429, "1", "{\"object\":\"error\",\"status\":429,\"code\":\"rate_limited\"}"),
                        () -> Vendor.status(529, "{\"object\":\"error\",\"status\":529}")),
                table);
    }

    private static Instant time(JsonNode body, String path) throws VendorAsk.Refused {
        if (!body.at(path).isTextual()) {
            throw new VendorAsk.Refused(400, "filter");
        }
        return Instant.parse(body.at(path).textValue());
    }
}
