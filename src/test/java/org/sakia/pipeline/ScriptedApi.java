package org.sakia.pipeline;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * An API on 127.0.0.1 whose answers a test writes byte for byte, for what no well-behaved server can be made to send.
 * What is not scripted is a page of the table. One request a connection. Thread-safe.
 */
final class ScriptedApi implements AutoCloseable {

    private static final Pattern PARAMETER = Pattern.compile("[?&](\\w+)=(-?\\d+)");

    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<Long, Deque<Reply>> script = new HashMap<>();
    private final Map<Long, List<Long>> arrivals = new HashMap<>();
    private final AtomicLong total = new AtomicLong();
    private volatile BiFunction<Long, Integer, Reply> table = (offset, limit) -> page(offset, limit);

    private ScriptedApi(long records) throws IOException {
        total.set(records);
        server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    /** An API with this many records, {@code {"id":0}} and on. */
    static ScriptedApi of(long records) throws IOException {
        return new ScriptedApi(records);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/orders");
    }

    /** The first requests for this offset get these answers, one each. */
    synchronized ScriptedApi at(long offset, Reply... replies) {
        script.computeIfAbsent(offset, none -> new ArrayDeque<>()).addAll(List.of(replies));
        return this;
    }

    /** What is answered where nothing is scripted, by offset and limit. */
    ScriptedApi table(BiFunction<Long, Integer, Reply> newTable) {
        table = newTable;
        return this;
    }

    void total(long records) {
        total.set(records);
    }

    /** Requests for this offset. */
    synchronized int requests(long offset) {
        return arrivals.getOrDefault(offset, List.of()).size();
    }

    synchronized int requests() {
        return arrivals.values().stream().mapToInt(List::size).sum();
    }

    /** When requests for this offset came, on the clock of {@link System#nanoTime}. */
    synchronized List<Long> arrivals(long offset) {
        return List.copyOf(arrivals.getOrDefault(offset, List.of()));
    }

    /** A page of the table as it is now. */
    Reply page(long offset, int limit) {
        return Reply.json(body(total.get(), offset, limit));
    }

    static String body(long total, long offset, int limit) {
        return "{\"count\":" + total + ",\"results\":[" + String.join(",", records(total, offset, limit)) + "]}";
    }

    /** The records that a page of an export holds. */
    static List<String> records(long total, long offset, int limit) {
        return LongStream.range(offset, Math.min(total, offset + limit))
                .mapToObj(id -> "{\"id\":" + id + "}")
                .collect(Collectors.toList());
    }

    /** All records. */
    static List<String> records(long total) {
        return records(total, 0, Math.toIntExact(total));
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                threads.execute(() -> serve(socket));
            }
        } catch (IOException closed) {
            threads.shutdownNow();
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            Map<String, Long> query = parameters(head(socket.getInputStream()));
            long offset = query.getOrDefault("offset", query.getOrDefault("page", 0L));
            reply(offset, query.getOrDefault("limit", 100L).intValue()).send(socket);
        } catch (IOException gone) {
            // The client cut the connection, as some tests want it to.
        }
    }

    private synchronized Reply reply(long offset, int limit) {
        arrivals.computeIfAbsent(offset, none -> new ArrayList<>()).add(System.nanoTime());
        Deque<Reply> scripted = script.getOrDefault(offset, new ArrayDeque<>());
        return scripted.isEmpty() ? table.apply(offset, limit) : scripted.poll();
    }

    private static Map<String, Long> parameters(String head) {
        Map<String, Long> found = new HashMap<>();
        Matcher matcher = PARAMETER.matcher(head.lines().findFirst().orElse(""));
        while (matcher.find()) {
            found.put(matcher.group(1), Long.valueOf(matcher.group(2)));
        }
        return found;
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no request");
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            threads.shutdownNow();
        }
    }
}
