package org.sakia.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A plain client whose every test has connections of its own. */
final class Client {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    HttpResponse<byte[]> get(URI uri, String... headers) throws IOException, InterruptedException {
        return http.send(request(uri, Duration.ofSeconds(30), headers), BodyHandlers.ofByteArray());
    }

    HttpResponse<byte[]> get(URI uri, Duration timeout) throws IOException, InterruptedException {
        return http.send(request(uri, timeout), BodyHandlers.ofByteArray());
    }

    <T> HttpResponse<T> get(URI uri, HttpResponse.BodyHandler<T> handler) throws IOException, InterruptedException {
        return http.send(request(uri, Duration.ofSeconds(30)), handler);
    }

    CompletableFuture<HttpResponse<byte[]>> start(URI uri) {
        return http.sendAsync(request(uri, Duration.ofSeconds(60)), BodyHandlers.ofByteArray());
    }

    HttpResponse<byte[]> post(URI uri) throws IOException, InterruptedException {
        return post(uri, "left over");
    }

    HttpResponse<byte[]> post(URI uri, String body) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(uri)
                        .timeout(Duration.ofSeconds(30))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofByteArray());
    }

    static URI with(URI uri, String query) {
        return URI.create(uri + "?" + query);
    }

    /** The address with a cursor, encoded as a query needs it. */
    static URI withCursor(URI uri, String query, String cursor) {
        return with(uri, query + "&cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8));
    }

    /** The field {@code id} of the records of a page. */
    static List<Long> ids(JsonNode records) {
        List<Long> ids = new ArrayList<>();
        records.forEach(each -> ids.add(each.get("id").asLong()));
        return ids;
    }

    static JsonNode json(HttpResponse<byte[]> response) throws IOException {
        return JSON.readTree(response.body());
    }

    private static HttpRequest request(URI uri, Duration timeout, String... headers) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(uri).timeout(timeout);
        return (headers.length == 0 ? builder : builder.headers(headers)).build();
    }
}
