package org.sakia.request;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpStatus;
import org.sakia.monitor.JobStats;

/**
 * The requests of one job that are under way, and the HTTP client set up for them: no retry and no redirect of its own,
 * since those would go past the limit; every connection can be cut; a request is counted at the moment its bytes leave.
 * Thread-safe.
 */
public final class HttpAttempts implements HttpClientConfigurer {

    private final ThreadLocal<Attempt> current = new ThreadLocal<>();
    private final Set<Attempt> underWay = ConcurrentHashMap.newKeySet();
    private final SendGate gate;
    private final Duration timeout;
    private final ScheduledExecutorService timer;
    private final JobStats stats;
    private final Consumer<Instant> sends;

    /**
     * @param timeout most time from the send to the last byte
     * @param timer   runs the deadlines; not closed here
     * @param sends   told of each request before its bytes leave
     */
    public HttpAttempts(
            SendGate gate, Duration timeout, ScheduledExecutorService timer, JobStats stats, Consumer<Instant> sends) {
        this.gate = gate;
        this.timeout = timeout;
        this.timer = timer;
        this.stats = stats;
        this.sends = sends;
    }

    @Override
    public void configureHttpClient(HttpClientBuilder builder) {
        builder.disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .setRequestExecutor(new GuardedExecutor(ForbiddenHosts::problemWith))
                .addExecInterceptorBefore(ChainElement.MAIN_TRANSPORT.name(), "sakia", this::depart);
    }

    /** Starts the attempt of this thread. */
    Attempt begin(long sent) {
        Attempt attempt = new Attempt(sent);
        current.set(attempt);
        underWay.add(attempt);
        stats.sent();
        attempt.deadline(timer.schedule(attempt::timeOut, timeout.toNanos(), TimeUnit.NANOSECONDS));
        return attempt;
    }

    /**
     * The attempt of this thread.
     *
     * @throws IllegalStateException if there is none: the request step was left out of the route
     */
    Attempt current() {
        Attempt attempt = current.get();
        if (attempt == null) {
            throw new IllegalStateException(
                    "no request was prepared: keep the steps of the request route in their order");
        }
        return attempt;
    }

    /** Ends the attempt of this thread; may be called again. */
    void end() {
        Attempt attempt = current.get();
        if (attempt != null && attempt.end()) {
            underWay.remove(attempt);
            stats.landed();
            gate.released(attempt.hasDeparted());
        }
        current.remove();
    }

    /** Cuts every connection: the job will not wait any longer for what is under way. */
    public void cutAll() {
        underWay.forEach(Attempt::cut);
    }

    private ClassicHttpResponse depart(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        Attempt attempt = current();
        if (attempt.mayGoOnFromProxy()) {
            goOn();
        } else {
            leave(attempt);
        }
        attempt.connected(scope.execRuntime);
        ClassicHttpResponse response = chain.proceed(request, scope);
        // Through a tunnel it would be the API's own answer.
        if (response.getCode() == HttpStatus.SC_PROXY_AUTHENTICATION_REQUIRED
                && scope.route.getProxyHost() != null
                && !scope.route.isTunnelled()) {
            attempt.stoppedAtProxy();
        }
        return response;
    }

    private void leave(Attempt attempt) throws IOException {
        if (attempt.hasDeparted()) {
            throw new IOException("the HTTP client sends a request again by itself, past the limit");
        }
        sends.accept(Instant.now());
        try {
            gate.departed();
        } catch (PageDroppedException | HeldBackException mayNot) {
            stats.stayedAtHome();
            throw new IOException(mayNot);
        }
        attempt.departed();
    }

    /** The proxy wants to know who asks first: it has counted, and the API has not seen it yet. */
    private void goOn() throws IOException {
        try {
            gate.dropIfClosed();
        } catch (PageDroppedException stopped) {
            throw new IOException(stopped);
        }
    }
}
