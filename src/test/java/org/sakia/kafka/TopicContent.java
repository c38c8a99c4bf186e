package org.sakia.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What stands in a topic at this moment, read from the beginning by a consumer without a group. */
public final class TopicContent {

    private static final Duration SETTLES = Duration.ofSeconds(3);
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private TopicContent() {}

    /**
     * One record of a topic.
     *
     * @param key as UTF-8, empty if there is none
     * @param value as UTF-8, empty if there is none, which is a tombstone
     * @param headers as UTF-8; of several with one name, the last
     * @param partition from 0
     * @param offset from 0; in a topic with transactions there are gaps
     */
    public record Message(String key, String value, Map<String, String> headers, int partition, long offset) {}

    /**
     * What a {@code read_committed} consumer gets: neither aborted transactions nor what stands behind the begin of one
     * that is open. Ordered by partition and offset.
     *
     * @throws IllegalStateException if there is no such topic or it could not be read within a minute
     */
    public static List<Message> committed(String brokers, String topic) {
        return read(brokers, topic, "read_committed");
    }

    /** All that stands there, aborted and open transactions included; otherwise like {@link #committed}. */
    public static List<Message> uncommitted(String brokers, String topic) {
        return read(brokers, topic, "read_uncommitted");
    }

    private static List<Message> read(String brokers, String topic, String isolation) {
        try (Consumer<byte[], byte[]> consumer = consumer(brokers, isolation)) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic, LIMIT).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                throw new IllegalStateException("There is no topic " + topic + " at " + brokers);
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            awaitSettled(brokers, consumer, partitions);
            return drain(consumer, consumer.endOffsets(partitions, LIMIT));
        }
    }

    private static Consumer<byte[], byte[]> consumer(String brokers, String isolation) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                brokers,
                "isolation.level",
                isolation,
                "allow.auto.create.topics",
                false,
                "auto.offset.reset",
                "none",
                "reconnect.backoff.max.ms",
                200);
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        return new KafkaConsumer<>(settings, bytes, bytes);
    }

    /**
     * A commit is answered when it is decided, and the partitions learn of it a moment later: gives them that moment,
     * which a transaction that is really open uses up.
     */
    private static void awaitSettled(
            String brokers, Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        try (Consumer<byte[], byte[]> all = consumer(brokers, "read_uncommitted")) {
            long until = System.nanoTime() + SETTLES.toNanos();
            while (!consumer.endOffsets(partitions, LIMIT).equals(all.endOffsets(partitions, LIMIT))
                    && System.nanoTime() < until) {
                Thread.onSpinWait();
            }
        }
    }

    /** @param ends for {@code read_committed} the last stable offsets, which the consumer's positions reach too */
    private static List<Message> drain(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        List<Message> messages = new ArrayList<>();
        long until = System.nanoTime() + LIMIT.toNanos();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey(), LIMIT) < end.getValue())) {
            if (System.nanoTime() > until) {
                throw new IllegalStateException(
                        "Not read up to %s within %s, only %d records".formatted(ends, LIMIT, messages.size()));
            }
            for (ConsumerRecord<byte[], byte[]> found : consumer.poll(Duration.ofMillis(100))) {
                if (found.offset() < ends.get(new TopicPartition(found.topic(), found.partition()))) {
                    messages.add(message(found));
                }
            }
        }
        messages.sort(Comparator.comparingInt(Message::partition).thenComparingLong(Message::offset));
        return List.copyOf(messages);
    }

    private static Message message(ConsumerRecord<byte[], byte[]> found) {
        Map<String, String> headers = new HashMap<>();
        found.headers().forEach(header -> headers.put(header.key(), text(header.value())));
        return new Message(
                text(found.key()), text(found.value()), Map.copyOf(headers), found.partition(), found.offset());
    }

    private static String text(byte[] bytes) {
        return Optional.ofNullable(bytes).map(some -> new String(some, UTF_8)).orElse("");
    }
}
