package org.sakia.pipeline;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sakia.pipeline.VendorTable.Slice;

/** APIs that name the address of the next page, in a Link field or in the body. */
final class LinkVendors {

    private LinkVendors() {}

    static List<Vendor> all() {
        return List.of(gitHub(), shopify(), zendesk(), salesforce());
    }

    /**
     * Its links lead to another path than the one that was asked.
     * https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api
     */
    static Vendor gitHub() {
        VendorTable table = VendorTable.of(
                430,
                (id, created) ->
                        "{\"id\":" + (90_000 + id) + ",\"number\":" + id + ",\"updated_at\":\"" + created + "\"}");
        String query = "?state=all&sort=created&direction=asc&per_page=100&page=";
        return new Vendor(
                "github.md",
                "github-issues",
                Map.of("GITHUB_TOKEN", "github_pat_11AABBCC"),
                ask -> {
                    boolean first = ask.parameter("page").isEmpty();
                    ask.is(
                            "GET",
                            first ? "/repos/acme/shop/issues" : "/repositories/1300192/issues",
                            "state",
                            "sort",
                            "direction",
                            "per_page",
                            "page");
                    ask.has("Authorization", "Bearer github_pat_11AABBCC");
                    ask.says("X-GitHub-Api-Version", "2022-11-28");
                    ask.needed("state", "all");
                    int page = Integer.parseInt(ask.parameter("page").orElse("1"));
                    Slice slice = table.slice((page - 1) * 100, ask.size("per_page", 100));
                    String address = ask.url("/repositories/1300192/issues" + query);
                    String links = "<" + address + "1>; rel=\"first\", <" + address + "5>; rel=\"last\"";
                    return counted(WireMock.okJson(slice.array()), 5_000 - page, 3_600)
                            .withHeader(
                                    "Link",
                                    slice.more() ? "<" + address + (page + 1) + ">; rel=\"next\", " + links : links);
                },
                List.of(
                        () -> counted(Vendor.status(403, "{\"message\":\"API rate limit exceeded\"}"), 0, 1),
                        () -> counted(
                                Vendor.status(403, "1", "{\"message\":\"You have exceeded a secondary rate limit\"}"),
                                4_000,
                                3_600)),
                table);
    }

    private static ResponseDefinitionBuilder counted(ResponseDefinitionBuilder answer, int left, int seconds) {
        return answer.withHeader("x-ratelimit-limit", "5000")
                .withHeader("x-ratelimit-remaining", Integer.toString(left))
                .withHeader("x-ratelimit-used", Integer.toString(5_000 - left))
                .withHeader("x-ratelimit-resource", "core")
                .withHeader(
                        "x-ratelimit-reset",
                        Long.toString(Instant.now().plusSeconds(seconds).getEpochSecond()));
    }

    /**
     * Beside page_info it takes no parameter but limit and fields.
     * https://shopify.dev/docs/api/admin-rest/usage/pagination
     */
    private static Vendor shopify() {
        VendorTable table = VendorTable.of(
                930, (id, created) -> "{\"id\":" + (450_789_000_000L + id) + ",\"updated_at\":\"" + created + "\"}");
        return new Vendor(
                "shopify-rest.md",
                "shopify-orders",
                Map.of("SHOPIFY_TOKEN", "shpat_0011223344"),
                ask -> {
                    Optional<String> cursor = ask.parameter("page_info");
                    if (cursor.isPresent()) {
                        ask.is("GET", "/admin/api/2026-01/orders.json", "page_info", "limit");
                    } else {
                        ask.is("GET", "/admin/api/2026-01/orders.json", "limit", "status");
                        ask.needed("status", "any");
                    }
                    ask.has("X-Shopify-Access-Token", "shpat_0011223344");
                    Slice slice = table.slice(VendorTable.from(cursor), ask.size("limit", 250));
                    ResponseDefinitionBuilder answer = WireMock.okJson("{\"orders\":" + slice.array() + "}")
                            .withHeader("X-Shopify-Shop-Api-Call-Limit", slice.from() == 0 ? "40/40" : "32/40");
                    String address = ask.url("/admin/api/2026-01/orders.json?limit=250&page_info=");
                    return slice.more()
                            ? answer.withHeader(
                                    "Link",
                                    "<" + address + "cHJldg>; rel=\"previous\", <" + address + slice.cursor()
                                            + ">; rel=\"next\"")
                            : answer;
                },
                List.of(() -> Vendor.status(429, "1.0", "{\"errors\":\"Exceeded 2 calls per second for api client.\"}")
                        .withHeader("X-Shopify-Shop-Api-Call-Limit", "40/40")),
                table);
    }

    /**
     * There is an after_url on the last page too.
     * https://developer.zendesk.com/api-reference/ticketing/ticket-management/incremental_exports/
     */
    private static Vendor zendesk() {
        VendorTable table = VendorTable.of(
                3_300, (id, created) -> "{\"id\":" + id + ",\"generated_timestamp\":" + created.getEpochSecond() + "}");
        return new Vendor(
                "zendesk.md",
                "zendesk-ticket-changes",
                CursorVendors.ZENDESK,
                ask -> {
                    Optional<String> cursor = ask.parameter("cursor");
                    ask.is(
                            "GET",
                            "/api/v2/incremental/tickets/cursor.json",
                            "per_page",
                            cursor.isPresent() ? "cursor" : "start_time");
                    ask.has("Authorization", CursorVendors.ZENDESK_BASIC);
                    if (cursor.isEmpty()) {
                        ask.needed("start_time", "1577836800");
                    }
                    Slice slice = table.shortSlice(VendorTable.from(cursor), ask.size("per_page", 1_000));
                    return WireMock.okJson("{\"tickets\":" + slice.array() + ",\"after_url\":\""
                                    + ask.url("/api/v2/incremental/tickets/cursor.json?per_page=1000&cursor=")
                                    + slice.cursor() + "\",\"after_cursor\":\"" + slice.cursor()
                                    + "\",\"end_of_stream\":" + !slice.more() + "}")
                            .withHeader("ratelimit-limit", "10")
                            .withHeader("ratelimit-remaining", "6")
                            .withHeader("ratelimit-reset", "41");
                },
                List.of(() -> Vendor.status(429, "1", "{\"error\":\"APIRateLimitExceeded\"}")
                        .withHeader("ratelimit-limit", "10")
                        .withHeader("ratelimit-remaining", "0")
                        .withHeader("ratelimit-reset", "1")),
                table);
    }

    /** https://developer.salesforce.com/docs/platform/api-rest/guide/resources-query.html */
    private static Vendor salesforce() {
        VendorTable table = VendorTable.of(
                7_100, (id, created) -> "{\"attributes\":{\"type\":\"Account\"},\"Id\":\"001%015d\"}".formatted(id));
        String more = "/services/data/v65.0/query/01gRO0000016PIAYA2-";
        return new Vendor(
                "salesforce.md",
                "salesforce-accounts",
                Map.of("SALESFORCE_CLIENT_ID", "3MVG9-client", "SALESFORCE_CLIENT_SECRET", "s3cret-0011"),
                ask -> {
                    if (ask.path().equals("/services/oauth2/token")) {
                        ask.is("POST", ask.path());
                        ask.has("Authorization", VendorAsk.basic("3MVG9-client", "s3cret-0011"));
                        return WireMock.okJson("{\"access_token\":\"00DE0X0A0M0PeLE\",\"token_type\":\"Bearer\","
                                + "\"instance_url\":\"" + ask.url("") + "\",\"issued_at\":\"1767225600000\"}");
                    }
                    int from = 0;
                    if (ask.path().startsWith(more)) {
                        ask.is("GET", ask.path());
                        from = Integer.parseInt(ask.path().substring(more.length()));
                    } else {
                        ask.is("GET", "/services/data/v65.0/query", "q");
                        ask.needed("q", "SELECT Id, Name, Industry FROM Account");
                    }
                    ask.has("Authorization", "Bearer 00DE0X0A0M0PeLE");
                    ask.says("Sforce-Query-Options", "batchSize=2000");
                    Slice slice = table.shortSlice(from, 2_000);
                    return WireMock.okJson("{\"totalSize\":" + table.rows().size() + ",\"done\":" + !slice.more()
                                    + (slice.more() ? ",\"nextRecordsUrl\":\"" + more + slice.end() + "\"" : "")
                                    + ",\"records\":" + slice.array() + "}")
                            .withHeader("Sforce-Limit-Info", "api-usage=18018/100000");
                },
                List.of(() -> Vendor.status(
                        403,
                        "[{\"message\":\"TotalRequests Limit exceeded.\",\"errorCode\":\"REQUEST_LIMIT_EXCEEDED\"}]")),
                table);
    }
}
