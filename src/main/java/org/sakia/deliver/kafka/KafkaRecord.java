package org.sakia.deliver.kafka;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.kafka.KafkaHeaderFilterStrategy;
import org.apache.camel.component.kafka.serde.DefaultKafkaHeaderSerializer;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.camel.support.DefaultMessage;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A record as the route's steps have left it, ready for the brokers.
 *
 * @param index   in its page, from 0
 * @param message its value as bytes, key and headers; Camel's Kafka headers ({@code kafka.KEY} and the like) count
 */
record KafkaRecord(int index, Message message) {

    private static final HeaderFilterStrategy FILTER = new KafkaHeaderFilterStrategy();
    private static final DefaultKafkaHeaderSerializer HEADERS = new DefaultKafkaHeaderSerializer();

    /**
     * Takes a record out of the exchange that the steps are done with, which may have taken its headers away.
     *
     * @throws InvalidPayloadException if the steps have made something of it that is no text and no bytes
     */
    static KafkaRecord of(Exchange exchange, int index) throws InvalidPayloadException {
        Message done = exchange.getMessage();
        Message message = new DefaultMessage(exchange.getContext());
        message.setHeaders(done.getHeaders());
        message.setBody(bytes(done.getBody(), done));
        Object key = done.getHeader(KafkaConstants.KEY);
        if (key != null) {
            message.setHeader(KafkaConstants.KEY, key instanceof byte[] ? key : utf8(String.valueOf(key)));
        }
        Object topic = done.getHeader(KafkaConstants.OVERRIDE_TOPIC);
        if (topic != null) {
            message.setHeader(KafkaConstants.OVERRIDE_TOPIC, String.valueOf(topic));
        }
        return new KafkaRecord(index, message);
    }

    private static byte[] bytes(Object body, Message message) throws InvalidPayloadException {
        if (body instanceof byte[] asTheyCame) {
            return asTheyCame;
        }
        // Camel's own conversion of texts goes by the platform's charset.
        return body instanceof String text ? utf8(text) : message.getMandatoryBody(byte[].class);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    byte[] value() {
        return message.getBody(byte[].class);
    }

    /** The topic that the steps have chosen for it. */
    String topic(String otherwise) {
        return message.getHeader(KafkaConstants.OVERRIDE_TOPIC, otherwise, String.class);
    }

    /** As Camel's Kafka component would send it. */
    ProducerRecord<byte[], byte[]> forTopic(String otherwise) {
        ProducerRecord<byte[], byte[]> outgoing = new ProducerRecord<>(
                topic(otherwise),
                message.getHeader(KafkaConstants.PARTITION_KEY, Integer.class),
                message.getHeader(KafkaConstants.OVERRIDE_TIMESTAMP, Long.class),
                message.getHeader(KafkaConstants.KEY, byte[].class),
                value());
        for (Map.Entry<String, Object> header : message.getHeaders().entrySet()) {
            if (!FILTER.applyFilterToCamelHeaders(header.getKey(), header.getValue(), message.getExchange())) {
                byte[] text = HEADERS.serialize(header.getKey(), header.getValue());
                if (text != null) {
                    outgoing.headers().add(header.getKey(), text);
                }
            }
        }
        return outgoing;
    }
}
