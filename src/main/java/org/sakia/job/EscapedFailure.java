package org.sakia.job;

import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.sakia.request.SendGate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears of a page whose failure went past every clause of the fetch route. While the job runs that must not happen, and
 * a page without a row would be a silent loss, so it ends the job; once the job stops, pages end like that when their
 * worker is interrupted. Thread-safe.
 */
final class EscapedFailure implements ExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(EscapedFailure.class);

    private final SendGate gate;
    private final Consumer<Throwable> abort;

    EscapedFailure(SendGate gate, Consumer<Throwable> abort) {
        this.gate = gate;
        this.abort = abort;
    }

    @Override
    public void handleException(Throwable exception) {
        handleException("", exception);
    }

    @Override
    public void handleException(String message, Throwable exception) {
        if (gate.isClosed()) {
            LOG.debug("{}", message, exception);
        } else {
            abort.accept(exception);
        }
    }

    @Override
    public void handleException(String message, Exchange exchange, Throwable exception) {
        handleException(message, exception);
    }
}
