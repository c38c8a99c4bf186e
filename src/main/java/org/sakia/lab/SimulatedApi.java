package org.sakia.lab;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.sakia.request.Rate;

/**
 * What happens to one request: the referee sees it, the limiter judges it, the latency passes, an answer or a fault
 * follows. Belongs to the event loop; only {@link #change} may be called from other threads.
 */
final class SimulatedApi {

    private static final int LATENCY_THROW = 3;

    private final Vertx vertx;
    private final Referee referee;
    private Limit limit;
    private Gatekeeper gatekeeper;
    private long others;
    private final Answers answers;
    private final ServerDate date;
    private final long startNanos = System.nanoTime();
    private long arrivals;
    private volatile ApiProfile profile;

    SimulatedApi(Vertx vertx, ApiProfile profile, Referee referee) {
        this.vertx = vertx;
        this.profile = profile;
        this.referee = referee;
        limit = profile.limitAt(0);
        gatekeeper = new Gatekeeper(limit);
        answers = new Answers(vertx);
        date = new ServerDate(Clock.systemUTC(), profile.clockSkew());
    }

    synchronized void change(UnaryOperator<ApiProfileBuilder> change) {
        profile = change.apply(profile.toBuilder()).build();
    }

    void handle(HttpServerRequest request) {
        long nanos = System.nanoTime();
        ApiProfile current = profile;
        Optional<Behaviour> path = Behaviour.at(request.path());
        Optional<PageQuery> query =
                path.flatMap(known -> PageQuery.read(request.params(), current.paging(), current.maxPageSize()));
        referee.arrived(nanos, query.map(PageQuery::offset).orElse(Referee.NO_OFFSET));
        Exchange exchange = new Exchange(vertx, request, referee, date);
        Arrival arrival = new Arrival(arrivals++, current);
        enter(arrival, nanos - startNanos);
        Gatekeeper.Verdict verdict = gatekeeper.decide(nanos - startNanos);
        gatekeeper.headers(nanos - startNanos).forEach(request.response()::putHeader);
        switch (verdict) {
            case ADMITTED -> admit(exchange, arrival, path, query);
            case REFUSED -> refuse(exchange, nanos - startNanos);
            case BANNED -> {
                referee.throttledOne();
                answers.error(exchange, 403, "banned");
            }
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

    private void refuse(Exchange exchange, long now) {
        referee.throttledOne();
        HttpServerResponse response = exchange.request().response();
        limit.retryAfter()
                .header(gatekeeper.untilRoom(now), date.instant())
                .ifPresent(value -> response.putHeader("Retry-After", value));
        answers.error(exchange, 429, "too many requests");
    }

    private void admit(Exchange exchange, Arrival arrival, Optional<Behaviour> path, Optional<PageQuery> query) {
        HttpServerRequest request = exchange.request();
        if (request.method() != HttpMethod.GET) {
            answers.error(exchange, 405, "only GET");
        } else if (path.isEmpty()) {
            answers.error(exchange, 404, "no such path");
        } else if (query.isEmpty()) {
            answers.error(exchange, 400, "a paging parameter is no number or out of range");
        } else {
            Behaviour behaviour =
                    path.get() == Behaviour.PAGES ? arrival.profile().behaviour() : path.get();
            double roll = Dice.roll(arrival.profile().faults().seed(), arrival.number(), LATENCY_THROW);
            exchange.after(
                    arrival.profile().latencyAt(arrival.number()).draw(roll),
                    () -> answer(exchange, arrival, behaviour, query.get()));
        }
    }

    private void answer(Exchange exchange, Arrival arrival, Behaviour behaviour, PageQuery query) {
        switch (behaviour) {
            case PAGES -> page(exchange, arrival, query);
            case DRIP -> answers.drip(exchange);
            case SILENCE -> answers.silence(exchange);
            case HUGE_ERROR -> answers.hugeError(exchange);
            case GZIP_CUT -> answers.gzipCut(exchange, arrival.body(query));
        }
    }

    private void page(Exchange exchange, Arrival arrival, PageQuery query) {
        ApiProfile at = arrival.profile();
        Faults faults = at.faultsAt(arrival.number());
        switch (faults.at(arrival.number())) {
            case NONE -> {
                if (at.paging().total() == TotalForm.HEADER) {
                    exchange.request().response().putHeader("X-Total-Count", Long.toString(arrival.total()));
                }
                answers.page(exchange, arrival.body(query), at.gzip() && acceptsGzip(exchange.request()));
            }
            case SERVER_ERROR -> answers.serverError(exchange, faults.seed(), arrival.number());
            case RESET -> answers.reset(exchange, arrival.body(query), faults.seed(), arrival.number());
            case HANG -> {}
            case TRUNCATED -> answers.truncated(exchange, arrival.body(query), faults.seed(), arrival.number());
            case JUNK -> answers.junk(exchange);
        }
    }

    private static boolean acceptsGzip(HttpServerRequest request) {
        String accepted = request.getHeader("Accept-Encoding");
        return accepted != null && accepted.toLowerCase(Locale.ROOT).contains("gzip");
    }

    /** A request by its number, with the profile as it was when it came. */
    private record Arrival(long number, ApiProfile profile) {

        long total() {
            return profile.total().at(number);
        }

        PageBody body(PageQuery query) {
            return query.body(total(), profile.paging().total(), profile.recordBytes());
        }
    }
}
