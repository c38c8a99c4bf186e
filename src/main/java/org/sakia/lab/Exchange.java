package org.sakia.lab;

import io.netty.channel.ChannelOption;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/** One request in flight: it leaves exactly once, answered or cut off. Belongs to the event loop. */
final class Exchange {

    private static final long NO_TIMER = -1;

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final Referee referee;
    private final ServerDate date;
    private final Supplier<Map<String, String>> limitHeaders;
    private long timer = NO_TIMER;
    private boolean over;

    Exchange(
            Vertx vertx,
            HttpServerRequest request,
            Referee referee,
            ServerDate date,
            Supplier<Map<String, String>> limitHeaders) {
        this.vertx = vertx;
        this.request = request;
        this.referee = referee;
        this.date = date;
        this.limitHeaders = limitHeaders;
        request.response().closeHandler(closed -> leave());
        request.response().exceptionHandler(broken -> leave());
    }

    HttpServerRequest request() {
        return request;
    }

    Referee referee() {
        return referee;
    }

    boolean isOver() {
        return over;
    }

    /** Runs at once for no time at all; not at all when the client is gone by then. */
    void after(Duration time, Runnable action) {
        if (time.isZero()) {
            action.run();
        } else {
            timer = vertx.setTimer(time.plusNanos(999_999).toMillis(), fired -> action.run());
        }
    }

    /** Runs now and then until the client is gone. */
    void every(Duration time, Runnable action) {
        timer = vertx.setPeriodic(time.toMillis(), fired -> action.run());
    }

    /** Begins an answer; what it says about the limit is as of now, not of its arrival. */
    HttpServerResponse begin(int status, String contentType) {
        return begin(status).putHeader("Content-Type", contentType);
    }

    /** Begins an answer that will have no body. */
    HttpServerResponse begin(int status) {
        referee.answered(status);
        limitHeaders.get().forEach(request.response()::putHeader);
        return request.response().setStatusCode(status).putHeader("Date", date.now());
    }

    void leave() {
        if (!over) {
            over = true;
            vertx.cancelTimer(timer);
            referee.left();
        }
    }

    /** Ends the connection in the ordinary way, whatever was promised. */
    void hangUp() {
        leave();
        request.connection().close();
    }

    /** Ends the connection with a TCP reset: that is what closing does when nothing may linger. */
    void reset() {
        leave();
        if (request.connection() instanceof ConnectionBase connection) {
            connection.channel().config().setOption(ChannelOption.SO_LINGER, 0);
            connection.channel().close();
        }
    }
}
