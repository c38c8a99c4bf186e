package org.sakia.deliver.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.sakia.request.JobAbortedException;

/** Reads what is committed in the ledger topic, from its beginning to where it ends now. Used by one thread. */
final class TopicScan {

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration CALL = Duration.ofSeconds(5);
    private static final int FETCH_BYTES = 1 << 20;

    private final Properties settings;
    private final TopicPartition partition;
    private final Duration giveUpAfter;
    private final Patience patience = new Patience();

    /** @param settings where the brokers are, and how to log in there */
    TopicScan(Properties settings, String topic, Duration giveUpAfter) {
        this.settings = settings;
        this.partition = new TopicPartition(topic, TopicMessages.PARTITION);
        this.giveUpAfter = giveUpAfter;
    }

    /** Takes one committed message. */
    interface Reader {
        void read(ConsumerRecord<byte[], byte[]> message) throws JobAbortedException, InterruptedException;
    }

    /**
     * Reads to the end.
     *
     * @throws JobAbortedException if the topic is missing or closed to us, or nothing came for too long
     */
    void read(Reader reader) throws JobAbortedException, InterruptedException {
        try {
            // Up to what was written, not only to what was decided: behind another job's open transaction there may
            // be rows of ours, and so its end is waited for.
            readTo(end(), reader);
        } catch (InterruptException e) {
            throw TransactionFailures.interrupted(e);
        } catch (KafkaException e) {
            throw new JobAbortedException(
                    "the ledger topic " + partition.topic() + " (kafka-ledger-topic) cannot be used: "
                            + TransactionFailures.words(e),
                    e);
        }
    }

    /** Why nothing comes, if it takes long. */
    Optional<String> waitingFor() {
        return patience.waitingFor();
    }

    private long end() throws JobAbortedException {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer("read_uncommitted");
                Patience.Wait wait = patience.begin(waitFor("to say how long it is"))) {
            while (true) {
                try {
                    if (consumer.partitionsFor(partition.topic(), CALL).isEmpty()) {
                        throw new JobAbortedException("the ledger topic " + partition.topic()
                                + " (kafka-ledger-topic) does not exist; create it with cleanup.policy=compact, or let"
                                + " the user of this job create topics");
                    }
                    return consumer.endOffsets(List.of(partition), CALL).get(partition);
                } catch (TimeoutException e) {
                    giveUp(wait, e);
                }
            }
        }
    }

    private void readTo(long end, Reader reader) throws JobAbortedException, InterruptedException {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer("read_committed");
                Patience.Wait wait =
                        patience.begin(waitFor("to be read to its end; another job's transaction may be open in it"))) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long position = -1;
            while (position < end) {
                try {
                    for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
                        reader.read(message);
                    }
                    long reached = consumer.position(partition, CALL);
                    if (reached > position) {
                        position = reached;
                        wait.restart();
                    } else {
                        giveUp(wait, new TimeoutException("nothing came after offset " + position));
                    }
                } catch (TimeoutException e) {
                    giveUp(wait, e);
                }
            }
        }
    }

    private void giveUp(Patience.Wait wait, TimeoutException e) throws JobAbortedException {
        if (wait.isLongerThan(giveUpAfter)) {
            throw Patience.gaveUp(waitFor("to be read"), giveUpAfter, e);
        }
    }

    private String waitFor(String what) {
        return "waiting for the ledger topic " + partition.topic() + " ("
                + settings.getProperty(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG) + ") " + what;
    }

    private KafkaConsumer<byte[], byte[]> consumer(String isolation) {
        Properties own = new Properties();
        own.putAll(settings);
        own.remove(ConsumerConfig.GROUP_ID_CONFIG);
        own.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
        own.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        own.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        own.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // Kafka would take up to 50 MB at a time.
        own.putIfAbsent(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
        own.putIfAbsent(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
        return new KafkaConsumer<>(own, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
