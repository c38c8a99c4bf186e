package org.sakia.deliver.kafka;

import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.support.DefaultExchange;

/**
 * Gathers the records of a piece at the end of the route's steps. A record whose exchange was stopped is left out; one
 * that failed fails the page. Thread-safe.
 */
public final class KeptRecords implements AggregationStrategy {

    @Override
    public Exchange aggregate(Exchange before, Exchange record) {
        // Not the first record's own exchange: a stop there would go over to the page.
        Exchange piece = before == null ? empty(record) : before;
        KafkaPage page = record.getProperty(KafkaPage.PROPERTY, KafkaPage.class);
        if (record.getException() != null) {
            piece.setException(record.getException());
            return piece;
        }
        try {
            if (!record.isRouteStop()) {
                piece.getMessage().getBody(RecordBatch.class).add(KafkaRecord.of(record, page.index()));
            }
            page.settled();
        } catch (InvalidPayloadException e) {
            piece.setException(e);
        }
        return piece;
    }

    private static Exchange empty(Exchange record) {
        Exchange piece = new DefaultExchange(record.getContext());
        piece.getMessage().setBody(new RecordBatch());
        return piece;
    }
}
