package org.sakia.pipeline;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** An API that answers each request as a test says, and keeps what it saw. One thread a request; thread-safe. */
final class AnsweringApi implements AutoCloseable {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Seen> seen = new ArrayList<>();
    private final HttpServer server;
    private volatile Script script;

    /** What is answered to one request. */
    interface Script {
        Reply answer(Seen request) throws InterruptedException;
    }

    /** A request as it came: its number from 0, and when. */
    record Seen(int number, long nanos, String method, URI uri, Headers headers, String body) {

        Map<String, String> query() {
            return uri.getRawQuery() == null
                    ? Map.of()
                    : Arrays.stream(uri.getRawQuery().split("&"))
                            .map(part -> part.split("=", 2))
                            .collect(Collectors.toMap(part -> part[0], part -> part.length < 2 ? "" : part[1]));
        }

        long offset() {
            return Long.parseLong(query().getOrDefault("offset", "0"));
        }

        /** The page that was asked for, of a table with this many records. */
        Reply page(long total) {
            long limit = Long.parseLong(query().getOrDefault("limit", "100"));
            String records = LongStream.range(offset(), Math.min(total, offset() + limit))
                    .mapToObj(id -> "{\"id\":" + id + "}")
                    .collect(Collectors.joining(","));
            return new Reply(200, Map.of(), "{\"count\":" + total + ",\"results\":[" + records + "]}");
        }
    }

    /** An answer. */
    record Reply(int status, Map<String, String> headers, String body) {

        static Reply json(String body) {
            return new Reply(200, Map.of(), body);
        }

        static Reply of(int status) {
            return new Reply(status, Map.of(), "no");
        }

        Reply with(String name, String value) {
            Map<String, String> more = new LinkedHashMap<>(headers);
            more.put(name, value);
            return new Reply(status, more, body);
        }
    }

    private AnsweringApi(Script script) {
        this.script = script;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    static AnsweringApi start(Script script) {
        return new AnsweringApi(script);
    }

    /** Answers otherwise from now on. */
    void script(Script next) {
        script = next;
    }

    URI uri(String pathAndQuery) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + pathAndQuery);
    }

    /** All requests so far, in the order of their arrival. */
    List<Seen> seen() {
        synchronized (seen) {
            return List.copyOf(seen);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        Seen request;
        String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        synchronized (seen) {
            Headers headers = new Headers();
            headers.putAll(exchange.getRequestHeaders());
            request = new Seen(
                    seen.size(),
                    System.nanoTime(),
                    exchange.getRequestMethod(),
                    exchange.getRequestURI(),
                    headers,
                    sent);
            seen.add(request);
        }
        try (exchange) {
            Reply reply = script.answer(request);
            byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
