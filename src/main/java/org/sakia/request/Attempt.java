package org.sakia.request;

import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.classic.ExecRuntime;

/** One request on its way, from its send to its last byte. Thread-safe. */
final class Attempt {

    private final long sent;
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicBoolean departed = new AtomicBoolean();
    private final AtomicInteger stops = new AtomicInteger();
    private volatile Optional<ExecRuntime> connection = Optional.empty();
    private volatile Optional<Future<?>> deadline = Optional.empty();
    private volatile Optional<AccessToken> token = Optional.empty();
    private volatile boolean timedOut;
    private volatile boolean cut;

    Attempt(long sent) {
        this.sent = sent;
    }

    /** The access token that goes with it. */
    void carries(Optional<AccessToken> accessToken) {
        token = accessToken;
    }

    Optional<AccessToken> token() {
        return token;
    }

    long sent() {
        return sent;
    }

    boolean hasDeparted() {
        return departed.get();
    }

    void departed() {
        departed.set(true);
    }

    /** It has not come further than a proxy, which asks for credentials of its own. */
    void stoppedAtProxy() {
        stops.incrementAndGet();
    }

    /** Whether it may leave once more, with what the proxy asked for: true once. */
    boolean mayGoOnFromProxy() {
        return stops.compareAndSet(1, 2);
    }

    boolean timedOut() {
        return timedOut;
    }

    void deadline(Future<?> watch) {
        deadline = Optional.of(watch);
    }

    void connected(ExecRuntime runtime) {
        connection = Optional.of(runtime);
        if (cut) {
            cut();
        }
    }

    /** Closes the connection at once: a reader that just stops would have HttpClient drain the rest first. */
    void cut() {
        cut = true;
        connection.ifPresent(ExecRuntime::discardEndpoint);
    }

    void timeOut() {
        if (!over.get()) {
            timedOut = true;
            cut();
        }
    }

    /** True the first time. */
    boolean end() {
        deadline.ifPresent(watch -> watch.cancel(false));
        return over.compareAndSet(false, true);
    }
}
