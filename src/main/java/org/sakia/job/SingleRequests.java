package org.sakia.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.sakia.plan.PageTask;
import org.sakia.request.JobAbortedException;

/**
 * Sends single requests through a job's request route, which must run. Nobody repeats them.
 *
 * @param job its name
 */
record SingleRequests(CamelContext context, String job) {

    /**
     * Sends a request and waits for what comes of it.
     *
     * @param prepare sets up the exchange beyond the task
     * @throws JobAbortedException if there is no usable answer; the message says why
     */
    Exchange send(PageTask task, Processor prepare) throws JobAbortedException {
        try (ProducerTemplate template = context.createProducerTemplate()) {
            Exchange answer = template.send("direct:" + job + "-request", exchange -> {
                exchange.setVariable(PageTask.VARIABLE, task);
                prepare.process(exchange);
            });
            Exception failure = answer.getException();
            if (failure instanceof JobAbortedException end) {
                throw end;
            }
            if (failure != null) {
                throw new JobAbortedException(
                        failure.getMessage() + "; it may pass, so check again in a while", failure);
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
