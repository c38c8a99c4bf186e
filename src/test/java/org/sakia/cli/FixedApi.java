package org.sakia.cli;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.net.URI;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** An API whose every page is set by hand. Records are those of the simulator, shorter. */
final class FixedApi implements AutoCloseable {

    private static final String PATH = "/orders";
    private static final int LATER_WINS = 1;

    private final WireMockServer server =
            new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1").containerThreads(20));

    private FixedApi() {
        server.start();
    }

    static FixedApi withPages(int pages, int size) {
        FixedApi api = new FixedApi();
        for (int page = 0; page < pages; page++) {
            api.page(page * size, records(page * size, (page + 1) * size, pages * size));
        }
        return api;
    }

    URI uri() {
        return URI.create(server.baseUrl() + PATH);
    }

    /** Sets the answer for one page. */
    void page(long offset, ResponseDefinitionBuilder answer) {
        server.stubFor(get(urlPathEqualTo(PATH))
                .withQueryParam("offset", equalTo(Long.toString(offset)))
                .willReturn(answer));
    }

    /** Sets the answer for everything. */
    void everyPage(ResponseDefinitionBuilder answer) {
        server.stubFor(any(anyUrl()).atPriority(LATER_WINS).willReturn(answer));
    }

    /** How many requests came. */
    int requests() {
        return server.getAllServeEvents().size();
    }

    boolean sawHeader(String name, String value) {
        return server.getAllServeEvents().stream()
                .allMatch(event -> value.equals(event.getRequest().getHeader(name)));
    }

    boolean sawParameter(String name, String value) {
        return server.getAllServeEvents().stream()
                .allMatch(event -> event.getRequest().queryParameter(name).containsValue(value));
    }

    static ResponseDefinitionBuilder status(int status, String text) {
        return aResponse().withStatus(status).withBody(text);
    }

    static ResponseDefinitionBuilder records(long from, long to, long total) {
        String records = LongStream.range(from, to)
                .mapToObj(id -> "{\"id\":" + id + ",\"note\":\"n\"}")
                .collect(Collectors.joining(","));
        return aResponse()
                .withHeader("Content-Type", "application/json")
                .withBody("{\"count\":" + total + ",\"results\":[" + records + "]}");
    }

    @Override
    public void close() {
        server.stop();
    }
}
