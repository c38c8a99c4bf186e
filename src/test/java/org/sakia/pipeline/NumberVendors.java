package org.sakia.pipeline;

import com.github.tomakehurst.wiremock.client.WireMock;
import java.util.List;
import java.util.Map;

/** APIs whose pages have numbers, or begin at an offset: asked for side by side. */
final class NumberVendors {

    private NumberVendors() {}

    static List<Vendor> all() {
        return List.of(plainOffset(), directus(), jsonServer());
    }

    private static Vendor plainOffset() {
        VendorTable table = VendorTable.of(730, (id, created) -> "{\"id\":" + id + "}");
        return new Vendor(
                "offset.md",
                "orders",
                Map.of("API_TOKEN", "t0ken-of-the-shop"),
                ask -> {
                    ask.is("GET", "/orders", "limit", "offset", "sort");
                    ask.has("Authorization", "Bearer t0ken-of-the-shop");
                    ask.needed("sort", "id");
                    int size = ask.size("limit", 100);
                    return WireMock.okJson("{\"count\":" + table.rows().size() + ",\"results\":"
                            + table.slice(Integer.parseInt(ask.needed("offset")), size)
                                    .array()
                            + "}");
                },
                List.of(() -> Vendor.status(429, "1", "{\"error\":\"too many requests\"}")),
                table);
    }

    /** https://directus.io/docs/guides/connect/query-parameters */
    private static Vendor directus() {
        VendorTable table = VendorTable.of(1130, (id, created) -> "{\"id\":" + id + ",\"status\":\"published\"}");
        return new Vendor(
                "directus.md",
                "directus-orders",
                Map.of("DIRECTUS_TOKEN", "static-token-of-a-user"),
                ask -> {
                    ask.is("GET", "/items/orders", "limit", "offset", "sort", "fields", "meta");
                    ask.has("Authorization", "Bearer static-token-of-a-user");
                    ask.needed("meta", "filter_count");
                    ask.needed("sort", "id");
                    int size = ask.size("limit", 200);
                    return WireMock.okJson(
                            "{\"meta\":{\"filter_count\":" + table.rows().size() + "},\"data\":"
                                    + table.slice(Integer.parseInt(ask.needed("offset")), size)
                                            .array()
                                    + "}");
                },
                List.of(() -> Vendor.status(
                        429,
                        "1",
                        "{\"errors\":[{\"message\":\"Too many requests, retry after 734ms.\",\"extensions\":"
                                + "{\"code\":\"REQUESTS_EXCEEDED\",\"limit\":50}}]}")),
                table);
    }

    /** https://github.com/typicode/json-server/tree/v0.17.4#paginate */
    private static Vendor jsonServer() {
        VendorTable table = VendorTable.of(415, (id, created) -> "{\"id\":" + id + ",\"title\":\"post\"}");
        return new Vendor(
                "json-server.md",
                "posts",
                Map.of(),
                ask -> {
                    ask.is("GET", "/posts", "_page", "_limit", "_sort");
                    int size = ask.size("_limit", 1_000);
                    int page = Integer.parseInt(ask.needed("_page"));
                    return WireMock.okJson(table.slice((page - 1) * size, size).array())
                            .withHeader(
                                    "X-Total-Count",
                                    Integer.toString(table.rows().size()))
                            .withHeader("Access-Control-Expose-Headers", "X-Total-Count, Link");
                },
                List.of(() -> Vendor.status(503, "1", "<html>the proxy in front of it has no room</html>")),
                table);
    }
}
