package org.sakia.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sakia.kafka.TopicContent.Message;

@Tag("slow")
class KafkaBrokerTest {

    @TempDir
    Path folder;

    @Test
    void what_is_sent_is_read_with_key_and_headers() throws Exception {
        KafkaBroker broker = KafkaBroker.shared();
        String topic = broker.newTopic(3);
        try (Producer<String, String> producer = producer(broker, Map.of())) {
            ProducerRecord<String, String> sent = new ProducerRecord<>(topic, 1, "key", "value");
            sent.headers().add("name", "header".getBytes(UTF_8));
            producer.send(sent).get();
            producer.send(new ProducerRecord<>(topic, 2, "gone", null)).get();
        }
        assertThat(TopicContent.committed(broker.brokers(), topic))
                .containsExactly(
                        new Message("key", "value", Map.of("name", "header"), 1, 0),
                        new Message("gone", "", Map.of(), 2, 0));
    }

    @Test
    void an_aborted_and_an_open_transaction_are_only_read_uncommitted() throws Exception {
        KafkaBroker broker = KafkaBroker.shared();
        String topic = broker.newTopic(1);
        try (Producer<String, String> producer = producer(broker, Map.of("transactional.id", broker.freshName()))) {
            producer.initTransactions();
            producer.beginTransaction();
            send(producer, topic, "committed");
            producer.commitTransaction();
            producer.beginTransaction();
            send(producer, topic, "aborted");
            producer.abortTransaction();
            producer.beginTransaction();
            send(producer, topic, "open");

            assertThat(TopicContent.committed(broker.brokers(), topic))
                    .extracting(Message::value)
                    .containsExactly("committed");
            assertThat(TopicContent.uncommitted(broker.brokers(), topic))
                    .extracting(Message::value)
                    .containsExactly("committed", "aborted", "open");
        }
    }

    @Test
    void a_topic_that_is_not_there_is_said_and_not_made() throws Exception {
        KafkaBroker broker = KafkaBroker.shared();
        String topic = broker.freshName();
        assertThatThrownBy(() -> TopicContent.committed(broker.brokers(), topic))
                .hasMessageContaining(topic);
        assertThat(broker.admin().listTopics().names().get()).doesNotContain(topic);
    }

    @Test
    void what_was_acknowledged_outlives_an_end_and_a_kill() throws Exception {
        try (KafkaBroker broker = KafkaBroker.start(folder)) {
            String topic = broker.newTopic(1);
            try (Producer<String, String> producer = producer(broker, Map.of())) {
                send(producer, topic, "first");
                broker.stop();
                broker.startAgain();
                send(producer, topic, "second");
                broker.kill();
                broker.startAgain();
                send(producer, topic, "third");
            }
            assertThat(TopicContent.committed(broker.brokers(), topic))
                    .extracting(Message::value)
                    .containsExactly("first", "second", "third");
        }
    }

    @Test
    void a_broker_that_is_held_up_acknowledges_when_it_goes_on() throws Exception {
        try (KafkaBroker broker = KafkaBroker.start(folder);
                Producer<String, String> producer = producer(broker, Map.of())) {
            String topic = broker.newTopic(1);
            send(producer, topic, "before");
            broker.pause();
            Future<RecordMetadata> silent = producer.send(new ProducerRecord<>(topic, "held up"));
            assertThatThrownBy(() -> silent.get(500, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            broker.resume();
            assertThat(silent.get().offset()).isEqualTo(1);
        }
    }

    @Test
    void two_brokers_know_nothing_of_each_other() throws Exception {
        try (KafkaBroker other = KafkaBroker.start(folder)) {
            String topic = other.newTopic(1);
            KafkaBroker shared = KafkaBroker.shared();
            assertThat(shared.brokers()).isNotEqualTo(other.brokers());
            assertThat(shared.admin().listTopics().names().get()).doesNotContain(topic);
            assertThat(shared.admin().describeCluster().clusterId().get())
                    .isNotEqualTo(other.admin().describeCluster().clusterId().get());
        }
    }

    @Test
    void settings_of_the_test_win_and_a_wrong_one_is_told() {
        assertThatThrownBy(() -> KafkaBroker.start(folder, "num.io.threads=none"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("did not start")
                .hasMessageContaining("num.io.threads");
    }

    private static void send(Producer<String, String> producer, String topic, String value)
            throws InterruptedException, ExecutionException {
        producer.send(new ProducerRecord<>(topic, value)).get();
    }

    private static Producer<String, String> producer(KafkaBroker broker, Map<String, String> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("bootstrap.servers", broker.brokers());
        return new KafkaProducer<>(all, new StringSerializer(), new StringSerializer());
    }
}
