package org.sakia.config;

import java.util.Map;
import java.util.regex.Pattern;

/** The kinds of value that say where Kafka is and how to speak to it. */
final class KafkaTypes {

    private static final Pattern BROKER = Pattern.compile("([^\\s:,\\[\\]/]+|\\[[0-9a-fA-F:.]+]):(\\d{1,5})");

    /** What Kafka takes for a topic's name: letters, digits and {@code . _ -}, 249 at most. */
    private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

    /** What the guarantees rest on, or what another option says. */
    private static final Map<String, String> NOT_YOURS = Map.of(
            "bootstrap.servers", "write kafka-brokers instead",
            "key.serializer", "keys are sent as they are; take it out",
            "value.serializer", "records are sent as they are; take it out",
            "acks", "a page is delivered when all replicas have it; take it out",
            "enable.idempotence", "without it a retry inside the producer would double records; take it out");

    private KafkaTypes() {}

    static ValueType<String> brokers() {
        return ValueTypes.list("host:port", "several as one:9092,two:9092", KafkaTypes::broker)
                .map(brokers -> String.join(",", brokers));
    }

    private static String broker(String text) {
        if (!BROKER.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no broker; write host:port, several as one:9092,two:9092");
        }
        return text;
    }

    static ValueType<String> topic() {
        return ValueType.of("topic", "", text -> {
            if (!TOPIC.matcher(text).matches() || text.equals(".") || text.equals("..")) {
                throw new IllegalArgumentException(
                        "'" + text + "' is no topic name; use letters, digits, '.', '_' and '-', 249 at most");
            }
            return text;
        });
    }

    /** Checks one {@code kafka.producer.<name>}; Kafka checks its value. */
    static void producerEntry(String name, String value) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("the property's name is missing; write kafka.producer.<name>");
        }
        String instead = NOT_YOURS.get(name);
        if (instead != null) {
            throw new IllegalArgumentException("'" + name + "' cannot be set: " + instead);
        }
    }
}
