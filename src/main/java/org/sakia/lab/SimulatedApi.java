package org.sakia.lab;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.sakia.request.Rate;

/**
 * What happens to one request: the referee sees it, the limiter judges it, and what is let in is served by
 * {@link Pages}. Belongs to the event loop; only {@link #change} and {@link #expireCursors} may be called from other
 * threads.
 */
final class SimulatedApi {

    private final Vertx vertx;
    private final Referee referee;
    private Limit limit;
    private Gatekeeper gatekeeper;
    private long others;
    private final Answers answers;
    private final Pages pages;
    private final ServerDate date;
    private final long startNanos = System.nanoTime();
    private long arrivals;
    private final AtomicInteger generation = new AtomicInteger();
    private volatile ApiProfile profile;

    SimulatedApi(Vertx vertx, ApiProfile profile, Referee referee) {
        this.vertx = vertx;
        this.profile = profile;
        this.referee = referee;
        limit = profile.limitAt(0);
        gatekeeper = new Gatekeeper(limit);
        answers = new Answers(vertx);
        pages = new Pages(answers);
        date = new ServerDate(Clock.systemUTC(), profile.clockSkew());
    }

    synchronized void change(UnaryOperator<ApiProfileBuilder> change) {
        profile = change.apply(profile.toBuilder()).build();
    }

    void expireCursors() {
        generation.incrementAndGet();
    }

    void handle(HttpServerRequest request) {
        long now = System.nanoTime();
        referee.arrived(now, Referee.NO_OFFSET);
        Arrival arrival = new Arrival(arrivals++, profile, generation.get());
        enter(arrival, now - startNanos);
        Gatekeeper.Verdict verdict = gatekeeper.decide(now - startNanos);
        Exchange exchange = new Exchange(vertx, request, referee, date, () -> gatekeeper.headers(sinceStart()));
        whenRead(request, body -> judged(exchange, arrival, verdict, body));
    }

    /** The body counts for searches only; that of any other request is dropped. */
    private static void whenRead(HttpServerRequest request, Consumer<Buffer> action) {
        if (isSearch(request)) {
            SearchBody.collect(request, action);
        } else {
            action.accept(Buffer.buffer());
        }
    }

    private static boolean isSearch(HttpServerRequest request) {
        return request.method() == HttpMethod.POST && request.path().endsWith(PagingKind.SEARCH.path());
    }

    private void judged(Exchange exchange, Arrival arrival, Gatekeeper.Verdict verdict, Buffer body) {
        boolean admitted = verdict == Gatekeeper.Verdict.ADMITTED;
        try {
            HttpServerRequest request = exchange.request();
            Target target = Target.of(request, arrival.profile().regions() > 0);
            MultiMap params = isSearch(request) ? SearchBody.params(request.params(), body) : request.params();
            Inquiry inquiry = Inquiry.read(target, params, arrival);
            referee.asked(inquiry.asked());
            if (admitted) {
                pages.serve(exchange, arrival, target.behaviour(), inquiry);
            }
        } catch (WrongRequestException e) {
            if (admitted) {
                answers.error(exchange, e.status(), e.getMessage());
            }
        }
        if (!admitted) {
            refuse(exchange, arrival, verdict);
        }
    }

    /** Brings the limiter to the phase of this arrival, and has other clients take their share up to now. */
    private void enter(Arrival arrival, long now) {
        if (!arrival.profile().limitAt(arrival.number()).equals(limit)) {
            limit = arrival.profile().limitAt(arrival.number());
            gatekeeper = new Gatekeeper(limit);
        }
        Optional<Rate> rate = arrival.profile().othersAt(arrival.number());
        if (rate.isEmpty()) {
            others = now;
            return;
        }
        long gap = Math.max(1, rate.get().period().toNanos() / rate.get().requests());
        while (others + gap <= now) {
            others += gap;
            gatekeeper.take(others);
        }
    }

    private void refuse(Exchange exchange, Arrival arrival, Gatekeeper.Verdict verdict) {
        referee.throttledOne();
        if (verdict == Gatekeeper.Verdict.BANNED) {
            answers.error(exchange, 403, "banned");
            return;
        }
        limit.retryAfter()
                .header(gatekeeper.untilRoom(sinceStart()), date.instant())
                .ifPresent(value -> exchange.request().response().putHeader("Retry-After", value));
        int status = arrival.profile().quirks().refusal();
        if (status == Quirks.OK) {
            answers.errorBody(exchange);
        } else {
            answers.error(exchange, status, "too many requests");
        }
    }

    private long sinceStart() {
        return System.nanoTime() - startNanos;
    }
}
