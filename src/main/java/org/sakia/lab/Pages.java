package org.sakia.lab;

import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;

/** Serves what was let in: the latency passes, a page or a fault follows. Belongs to the event loop. */
final class Pages {

    private static final int LATENCY_THROW = 3;

    private final Answers answers;

    Pages(Answers answers) {
        this.answers = answers;
    }

    /** @param path what answers of its path are like; the profile has the last word on {@link Behaviour#PAGES} */
    void serve(Exchange exchange, Arrival arrival, Behaviour path, Inquiry inquiry) {
        ApiProfile at = arrival.profile();
        Behaviour behaviour = path == Behaviour.PAGES ? at.behaviour() : path;
        double roll = Dice.roll(at.faults().seed(), arrival.number(), LATENCY_THROW);
        exchange.after(at.latencyAt(arrival.number()).draw(roll), () -> answer(exchange, arrival, behaviour, inquiry));
    }

    private void answer(Exchange exchange, Arrival arrival, Behaviour behaviour, Inquiry inquiry) {
        switch (behaviour) {
            case PAGES -> page(exchange, arrival, inquiry);
            case DRIP -> answers.drip(exchange);
            case SILENCE -> answers.silence(exchange);
            case HUGE_ERROR -> answers.hugeError(exchange);
            case GZIP_CUT -> answers.gzipCut(exchange, body(exchange, arrival, inquiry));
        }
    }

    private void page(Exchange exchange, Arrival arrival, Inquiry inquiry) {
        Faults faults = arrival.profile().faultsAt(arrival.number());
        long number = arrival.number();
        switch (faults.at(number)) {
            case NONE -> whole(exchange, arrival, inquiry);
            case SERVER_ERROR -> answers.serverError(exchange, faults.seed(), number);
            case RESET -> answers.reset(exchange, body(exchange, arrival, inquiry), faults.seed(), number);
            case HANG -> {}
            case TRUNCATED -> answers.truncated(exchange, body(exchange, arrival, inquiry), faults.seed(), number);
            case JUNK -> answers.junk(exchange);
        }
    }

    private void whole(Exchange exchange, Arrival arrival, Inquiry inquiry) {
        ApiProfile at = arrival.profile();
        PastEnd pastEnd = at.quirks().pastEnd();
        if (arrival.drawsErrorBody()) {
            answers.errorBody(exchange);
        } else if (inquiry.isPastEnd() && pastEnd == PastEnd.NO_CONTENT) {
            answers.noContent(exchange);
        } else if (inquiry.isPastEnd()
                && pastEnd == PastEnd.NOT_FOUND
                && inquiry.start() > inquiry.slice().first()) {
            answers.error(exchange, 404, "no such page");
        } else {
            answers.page(exchange, body(exchange, arrival, inquiry), at.gzip() && acceptsGzip(exchange.request()));
        }
    }

    /** The body of the page; its headers are with the answer then. */
    private static PageBody body(Exchange exchange, Arrival arrival, Inquiry inquiry) {
        HttpServerRequest request = exchange.request();
        ChainStep step = ChainStep.of(inquiry, arrival);
        Envelope envelope = Envelope.of(request, inquiry, step.next(), arrival.profile());
        envelope.headers().forEach(request.response()::putHeader);
        return new PageBody(
                envelope.head(),
                envelope.tail(),
                step.first(),
                step.end(),
                arrival.profile().recordForm());
    }

    private static boolean acceptsGzip(HttpServerRequest request) {
        String accepted = request.getHeader("Accept-Encoding");
        return accepted != null && accepted.toLowerCase(Locale.ROOT).contains("gzip");
    }
}
