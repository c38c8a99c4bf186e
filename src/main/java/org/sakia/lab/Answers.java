package org.sakia.lab;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;

/** Writes the answers of the API, whole and broken ones. Belongs to the event loop. */
final class Answers {

    private static final String JSON = "application/json";
    private static final String LENGTH = "Content-Length";
    private static final String ENCODING = "Content-Encoding";
    private static final int[] SERVER_ERRORS = {500, 502, 503, 504};
    private static final int STATUS_THROW = 1;
    private static final int FORM_THROW = 2;
    private static final Duration DRIP_INTERVAL = Duration.ofMillis(50);
    private static final Duration BEFORE_RESET = Duration.ofMillis(5);
    private static final long HUGE = 1L << 30;
    private static final Buffer JUNK = Buffer.buffer(
            "<!DOCTYPE html><html><head><title>Please wait</title></head><body>Checking your browser</body></html>");

    private final Vertx vertx;

    Answers(Vertx vertx) {
        this.vertx = vertx;
    }

    /** A small answer that is in order. */
    void plain(Exchange exchange, int status, String contentType, Buffer body) {
        exchange.begin(status, contentType).putHeader(LENGTH, Integer.toString(body.length()));
        send(exchange, BodySource.of(body));
    }

    void error(Exchange exchange, int status, String reason) {
        plain(exchange, status, JSON, Buffer.buffer("{\"error\":\"" + reason + "\"}"));
    }

    /** What some APIs say instead of an error status. */
    void errorBody(Exchange exchange) {
        plain(exchange, 200, JSON, Buffer.buffer(Quirks.ERROR_BODY));
    }

    void noContent(Exchange exchange) {
        exchange.begin(204).end().onSuccess(sent -> exchange.leave());
    }

    void junk(Exchange exchange) {
        plain(exchange, 200, "text/html; charset=utf-8", JUNK);
    }

    void page(Exchange exchange, PageBody page, boolean gzip) {
        HttpServerResponse response = exchange.begin(200, JSON);
        BodySource source = page;
        if (gzip) {
            response.setChunked(true).putHeader(ENCODING, "gzip");
            source = new GzipBody(page, true);
        } else {
            response.putHeader(LENGTH, Long.toString(page.length()));
        }
        new BodyPump(vertx, exchange, source)
                .beforeLast(exchange.referee()::servedOne)
                .pump();
    }

    void serverError(Exchange exchange, long seed, long arrival) {
        int drawn = (int) (Dice.roll(seed, arrival, STATUS_THROW) * SERVER_ERRORS.length);
        error(exchange, SERVER_ERRORS[drawn], "simulated");
    }

    /** Half the page in an answer that is complete as HTTP, or half of what Content-Length promised. */
    void truncated(Exchange exchange, PageBody page, long seed, long arrival) {
        BodySource half = new CutBody(page, page.length() / 2);
        HttpServerResponse response = exchange.begin(200, JSON);
        if (Dice.roll(seed, arrival, FORM_THROW) < 0.5) {
            response.setChunked(true);
            send(exchange, half);
        } else {
            response.putHeader(LENGTH, Long.toString(page.length()));
            new BodyPump(vertx, exchange, half).breakOff(exchange::hangUp).pump();
        }
    }

    /** A reset before the first byte, or in the middle of the body. */
    void reset(Exchange exchange, PageBody page, long seed, long arrival) {
        if (Dice.roll(seed, arrival, FORM_THROW) < 0.5) {
            exchange.reset();
            return;
        }
        exchange.begin(200, JSON).putHeader(LENGTH, Long.toString(page.length()));
        BodySource half = new CutBody(page, page.length() / 2);
        new BodyPump(vertx, exchange, half)
                .breakOff(() -> exchange.after(BEFORE_RESET, exchange::reset))
                .pump();
    }

    void drip(Exchange exchange) {
        HttpServerResponse response = exchange.begin(200, JSON).setChunked(true);
        response.write(Buffer.buffer("{"));
        exchange.every(DRIP_INTERVAL, () -> {
            exchange.referee().sent(1);
            response.write(Buffer.buffer(" "));
        });
    }

    void silence(Exchange exchange) {
        exchange.begin(200, JSON).putHeader(LENGTH, "1000").write(Buffer.buffer());
    }

    void hugeError(Exchange exchange) {
        exchange.begin(500, "text/plain").putHeader(LENGTH, Long.toString(HUGE));
        Buffer piece = Buffer.buffer("simulated error page\n".repeat(BodySource.PIECE / 21 + 1))
                .slice(0, BodySource.PIECE);
        send(exchange, new FillerBody(HUGE / BodySource.PIECE, piece));
    }

    void gzipCut(Exchange exchange, PageBody page) {
        exchange.begin(200, JSON).setChunked(true).putHeader(ENCODING, "gzip");
        send(exchange, new GzipBody(new CutBody(page, page.length() / 2), false));
    }

    private void send(Exchange exchange, BodySource source) {
        new BodyPump(vertx, exchange, source).pump();
    }
}
