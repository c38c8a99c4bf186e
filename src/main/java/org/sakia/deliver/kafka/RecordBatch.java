package org.sakia.deliver.kafka;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Message;

/** The messages that go to the brokers together: the records of a piece that the route's steps kept. For one worker. */
public final class RecordBatch implements Iterable<Message> {

    private final List<KafkaRecord> records = new ArrayList<>();

    void add(KafkaRecord message) {
        records.add(message);
    }

    List<KafkaRecord> records() {
        return records;
    }

    /** The one that a broker refuses first if it refuses any for its size. */
    Optional<KafkaRecord> largest() {
        return records.stream().max((one, other) -> Integer.compare(one.value().length, other.value().length));
    }

    /** For Camel's Kafka component, which takes each element's key and headers along. */
    @Override
    public Iterator<Message> iterator() {
        return records.stream().map(KafkaRecord::message).iterator();
    }
}
