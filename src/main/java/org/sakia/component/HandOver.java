package org.sakia.component;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.RollbackExchangeException;
import org.apache.camel.StreamCache;
import org.apache.camel.support.DefaultConsumer;
import org.sakia.deliver.SinkHeaders;
import org.sakia.page.Spool;
import org.sakia.plan.PageTask;

/**
 * The sink of a hosted job: gives each page to the consumer's route, on the worker's thread, and returns when the route
 * has ended well. Thread-safe.
 */
final class HandOver implements Processor {

    private final DefaultConsumer consumer;
    private final boolean split;
    private final Path spool;

    /**
     * @param split one exchange a record, in place of one a page
     * @param spool where a page that is too large for the memory is kept while the route has it
     */
    HandOver(DefaultConsumer consumer, boolean split, Path spool) {
        this.consumer = consumer;
        this.split = split;
        this.spool = spool;
    }

    /** @throws Exception what the route ended with; the page is to come again */
    @Override
    public void process(Exchange page) throws Exception {
        Map<String, Object> headers = new TreeMap<>(page.getMessage().getHeaders());
        headers.keySet().removeIf(name -> !name.startsWith("sakia-"));
        StreamCache body = page.getMessage().getBody(StreamCache.class);
        body.reset();
        if (split) {
            headers.remove(SinkHeaders.BYTES);
            records(body, headers, page.getVariable(PageTask.VARIABLE, PageTask.class));
        } else {
            give(exchange -> exchange.getMessage().setBody(ownBody(body, exchange)), headers);
        }
    }

    /** What the route has taken of the page before it failed is not given to it again. */
    private void records(StreamCache body, Map<String, Object> headers, PageTask task) throws Exception {
        try (InputStream bytes = (InputStream) body;
                BufferedReader lines = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
            long index = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (index == task.getGiven()) {
                    String record = line;
                    headers.put(SinkHeaders.INDEX, index);
                    give(exchange -> exchange.getMessage().setBody(record), headers);
                    task.recordGiven();
                }
                index++;
            }
        }
    }

    /** The route may keep its body longer than the page is in work, in a queue for one, and Camel deletes it then. */
    private StreamCache ownBody(StreamCache body, Exchange exchange) throws IOException {
        if (body.inMemory()) {
            return body.copy(exchange);
        }
        Spool copy = new Spool(0, spool);
        try {
            body.writeTo(copy);
            return copy.toStreamCache().copy(exchange);
        } catch (IOException | RuntimeException e) {
            copy.discard();
            throw e;
        }
    }

    private void give(Processor body, Map<String, Object> headers) throws Exception {
        Exchange exchange = consumer.createExchange(false);
        try {
            exchange.getMessage().setHeaders(new TreeMap<>(headers));
            body.process(exchange);
            consumer.getProcessor().process(exchange);
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
            if (exchange.isRollbackOnly() || exchange.isRollbackOnlyLast()) {
                throw new RollbackExchangeException("the route has rolled the exchange back", exchange);
            }
        } finally {
            consumer.releaseExchange(exchange, false);
        }
    }
}
