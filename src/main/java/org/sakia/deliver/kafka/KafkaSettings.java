package org.sakia.deliver.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.sakia.page.FieldPath;

/**
 * Where the records go and what is promised of them. Immutable.
 *
 * @param job         the job's name
 * @param brokers     {@code host:port}, several with commas
 * @param topic       of the records
 * @param key         what in a record becomes the message's key
 * @param ledgerTopic says which pages are delivered; empty without transactions
 * @param partitions  of a topic that is created; empty for the brokers' default
 * @param replication of a topic that is created; empty for the brokers' default
 * @param producer    properties of Kafka's, which win; they may hold credentials
 * @param maxRecord   largest record in bytes
 * @param workers     most pages delivered at once
 * @param giveUpAfter how long brokers may not answer
 */
public record KafkaSettings(
        String job,
        String brokers,
        String topic,
        Optional<FieldPath> key,
        Optional<String> ledgerTopic,
        OptionalInt partitions,
        OptionalInt replication,
        Map<String, String> producer,
        int maxRecord,
        int workers,
        Duration giveUpAfter) {

    public KafkaSettings {
        producer = Map.copyOf(producer);
    }

    /** By which Kafka knows this job's transactions, and nobody else's. */
    String transactionalId() {
        return "sakia-" + ledgerTopic.orElseThrow() + "-" + job;
    }

    /** What messages call the sink. */
    public String name() {
        return "the Kafka topic " + topic;
    }

    /** Without the properties, which may hold credentials. */
    @Override
    public String toString() {
        return "topic " + topic + " at " + brokers + " for job " + job;
    }
}
