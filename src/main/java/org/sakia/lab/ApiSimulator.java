package org.sakia.lab;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.dns.AddressResolverOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * A paginated HTTP API on a free port of 127.0.0.1, as slow, limited and faulty as its {@link ApiProfile} says. One
 * event loop serves it, so hundreds of slow requests cost no threads; its threads are daemons. Thread-safe; changes
 * apply to requests that arrive from then on.
 */
public final class ApiSimulator implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 20;
    private static final int BACKLOG = 1_024;

    private final Vertx vertx;
    private final SimulatedApi api;
    private final Referee referee = new Referee();
    private HttpServer server;
    private Optional<HeldPort> held = Optional.empty();
    private boolean out;
    private boolean closed;

    private ApiSimulator(ApiProfile profile, int port) {
        vertx = Vertx.vertx(smallest());
        api = new SimulatedApi(vertx, profile, referee);
        try {
            server = listen(port);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Starts an API on a free port. Returns when it takes requests. */
    public static ApiSimulator start(ApiProfile profile) {
        return new ApiSimulator(profile, 0);
    }

    /**
     * Starts an API on a port of 127.0.0.1.
     *
     * @throws RuntimeException if the port is taken
     */
    public static ApiSimulator start(ApiProfile profile, int port) {
        return new ApiSimulator(profile, port);
    }

    /** Where the records are: {@code http://127.0.0.1:<port>/orders}. */
    public URI uri() {
        return uri(Behaviour.PAGES);
    }

    /** The path that always behaves like this. */
    public synchronized URI uri(Behaviour behaviour) {
        return URI.create("http://127.0.0.1:" + server.actualPort() + behaviour.path());
    }

    /** The path of this way of paging through the whole table. */
    public synchronized URI uri(PagingKind kind) {
        return uri().resolve(kind.path());
    }

    /** What the API saw. */
    public Referee referee() {
        return referee;
    }

    /** Changes the latency; phases of the profile are over with that. */
    public void latency(Duration min, Duration max) {
        api.change(profile -> profile.latency(min, max).phases(List.of()));
    }

    /** Changes how many records there are; a growth of the profile is over with that. */
    public void total(long records) {
        api.change(profile -> profile.total(records));
    }

    /** Changes what goes wrong. */
    public void faults(Faults faults) {
        api.change(profile -> profile.faults(faults));
    }

    /** Changes what chains of cursors and links are like. */
    public void chain(Chain chain) {
        api.change(profile -> profile.chain(chain));
    }

    /** Changes what is odd about the API. */
    public void quirks(Quirks quirks) {
        api.change(profile -> profile.quirks(quirks));
    }

    /** Lets all cursors expire that were given out up to now, those in links too: they are 410 from then on. */
    public void expireCursors() {
        api.expireCursors();
    }

    /** Changes what {@code /orders} and the paths below it do. */
    public void behaviour(Behaviour behaviour) {
        api.change(profile -> profile.behaviour(behaviour));
    }

    /**
     * Begins or ends an outage: open connections are cut and new ones refused. The port stays ours meanwhile. Returns
     * when it is so.
     *
     * @throws UncheckedIOException if the port cannot be had again
     */
    public synchronized void outage(boolean begins) {
        if (closed || begins == out) {
            return;
        }
        int port = server.actualPort();
        try {
            if (begins) {
                await(server.close());
                held = Optional.of(HeldPort.take(port));
            } else {
                releasePort();
                server = listen(port);
            }
            out = begins;
        } catch (IOException e) {
            throw new UncheckedIOException("the simulator cannot keep port " + port + " during its outage", e);
        }
    }

    /** Cuts all connections and frees the port before it returns. May be called again. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            releasePort();
        } catch (IOException e) {
            throw new UncheckedIOException("the simulator's port was not freed", e);
        } finally {
            await(vertx.close());
        }
    }

    private void releasePort() throws IOException {
        if (held.isPresent()) {
            held.get().close();
            held = Optional.empty();
        }
    }

    private HttpServer listen(int port) {
        HttpServerOptions options = new HttpServerOptions()
                .setHttp2ClearTextEnabled(false)
                .setReuseAddress(true)
                .setAcceptBacklog(BACKLOG);
        HttpServer started = vertx.createHttpServer(options)
                .connectionHandler(connection -> connection.exceptionHandler(cut -> {}))
                .exceptionHandler(broken -> {})
                .requestHandler(api::handle);
        SocketAddress address =
                SocketAddress.inetSocketAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return await(started.listen(address));
    }

    private static VertxOptions smallest() {
        return new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setUseDaemonThread(true)
                .setBlockedThreadCheckInterval(1)
                .setBlockedThreadCheckIntervalUnit(TimeUnit.HOURS)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false))
                .setAddressResolverOptions(new AddressResolverOptions()
                        .setHostsValue(Buffer.buffer("127.0.0.1 localhost"))
                        .addServer("127.0.0.1"));
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage()
                    .toCompletableFuture()
                    .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            throw new IllegalStateException("the simulator did not start or stop: " + e.getCause(), e);
        }
    }
}
