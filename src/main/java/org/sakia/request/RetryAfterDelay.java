package org.sakia.request;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Has Camel's redelivery wait as long as the API asked for, instead of the policy's own delay. Stateless. */
public final class RetryAfterDelay implements Processor {

    @Override
    public void process(Exchange exchange) {
        AttemptFailedException failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, AttemptFailedException.class);
        if (failure != null) {
            // "0" says no more than a missing field, as for a hold-back: the policy's delay holds.
            failure.retryAfter().filter(wait -> !wait.isZero()).ifPresent(wait -> exchange.getMessage()
                    .setHeader(Exchange.REDELIVERY_DELAY, wait.toMillis()));
        }
    }
}
