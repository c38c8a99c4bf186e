package org.sakia.pipeline;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/** Breaks one step of the routes, by its id, at its first exchange: in its place another step runs, and fails. */
final class FailOnce implements InterceptStrategy {

    private final String step;
    private final Processor instead;
    private final AtomicInteger calls = new AtomicInteger();

    /** @param instead what is done before the step fails */
    FailOnce(String step, Processor instead) {
        this.step = step;
        this.instead = instead;
    }

    int calls() {
        return calls.get();
    }

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode definition, Processor target, Processor nextTarget) {
        if (!step.equals(definition.getId())) {
            return target;
        }
        return new DelegateAsyncProcessor((Processor) exchange -> process(exchange, target));
    }

    private void process(Exchange exchange, Processor target) throws Exception {
        if (calls.incrementAndGet() == 1) {
            instead.process(exchange);
            throw new IOException("broken for once");
        }
        target.process(exchange);
    }
}
