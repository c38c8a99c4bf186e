package org.sakia.component;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.LoggingExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The consumer's exception handler where the host sets none: the bad end of a job is one sentence in the log. Camel's own
 * would say it twice, in its message and as the exception.
 */
final class EndLog extends LoggingExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(SakiaConsumer.class);

    EndLog(CamelContext context) {
        super(context, SakiaConsumer.class);
    }

    @Override
    public void handleException(String message, Exchange exchange, Throwable exception) {
        if (!(exception instanceof JobFailedException)) {
            super.handleException(message, exchange, exception);
        } else if (!isSuppressLogging()) {
            LOG.warn("{}", exception.getMessage());
        }
    }
}
