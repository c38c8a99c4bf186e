package org.sakia.lab;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/**
 * Sends a body no faster than the client reads it, so that a few pieces are in memory at a time. Belongs to the event
 * loop, which it hands back now and then.
 */
final class BodyPump {

    private static final int PIECES_A_TURN = 16;

    private final Vertx vertx;
    private final Exchange exchange;
    private final BodySource source;
    private Runnable beforeLast = () -> {};
    private Runnable ending;
    private boolean completes = true;

    /** The answer ends in order, and the request leaves with that. */
    BodyPump(Vertx vertx, Exchange exchange, BodySource source) {
        this.vertx = vertx;
        this.exchange = exchange;
        this.source = source;
        ending = exchange::leave;
    }

    /** What happens before the client can have all of the body. */
    BodyPump beforeLast(Runnable action) {
        beforeLast = action;
        return this;
    }

    /** What happens after the last piece instead of an end in order. */
    BodyPump breakOff(Runnable action) {
        completes = false;
        ending = action;
        return this;
    }

    void pump() {
        HttpServerResponse response = exchange.request().response();
        for (int pieces = 0; pieces < PIECES_A_TURN; pieces++) {
            if (exchange.isOver()) {
                return;
            }
            if (response.writeQueueFull()) {
                response.drainHandler(drained -> pump());
                return;
            }
            Buffer piece = source.next();
            exchange.referee().sent(piece.length());
            if (!source.more()) {
                finish(response, piece);
                return;
            }
            response.write(piece);
        }
        vertx.runOnContext(turn -> pump());
    }

    private void finish(HttpServerResponse response, Buffer last) {
        beforeLast.run();
        (completes ? response.end(last) : response.write(last)).onSuccess(sent -> {
            if (!exchange.isOver()) {
                ending.run();
            }
        });
    }
}
