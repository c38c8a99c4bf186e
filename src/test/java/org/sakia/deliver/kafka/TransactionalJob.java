package org.sakia.deliver.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.sakia.deliver.PageAgainException;
import org.sakia.deliver.PageLedger;
import org.sakia.kafka.KafkaBroker;
import org.sakia.ledger.JobLedger;
import org.sakia.ledger.Ledger;
import org.sakia.page.CutPage;
import org.sakia.plan.Page;
import org.sakia.plan.PageTask;

/** What delivers the pages of one job into a real broker, as the route does it. */
final class TransactionalJob implements AutoCloseable {

    static final Map<String, String> FINGERPRINT = Map.of("url", "http://api/orders");
    static final String NAME = "orders";

    final String brokers;
    final String topic;
    final String ledgerTopic;
    final Ledger ledger;
    final JobLedger local;
    final TopicLedger topicLedger;
    final Transactions transactions;

    private TransactionalJob(Setup setup) {
        brokers = setup.broker.brokers();
        topic = setup.topic;
        ledgerTopic = setup.ledgerTopic;
        ledger = Ledger.open(setup.state);
        local = ledger.take(setup.job, setup.fingerprint);
        Properties consumer = new Properties();
        consumer.put("bootstrap.servers", brokers);
        topicLedger = new TopicLedger(consumer, ledgerTopic, local, setup.giveUpAfter);
        Properties producer = new Properties();
        producer.put("bootstrap.servers", brokers);
        producer.put("transactional.id", topic + "-" + setup.job);
        producer.put("max.block.ms", "5000");
        producer.put("linger.ms", "5");
        producer.putAll(setup.producer);
        transactions = new Transactions(producer, setup.make, topicLedger, setup.giveUpAfter);
    }

    /** A job as it is made: topics of its own in a broker, a state folder. */
    static Setup on(KafkaBroker broker, Path state) {
        return new Setup(broker, state);
    }

    static final class Setup {

        private final KafkaBroker broker;
        private final Path state;
        private String topic;
        private String ledgerTopic;
        private String job = NAME;
        private Map<String, String> fingerprint = FINGERPRINT;
        private Map<String, String> producer = Map.of();
        private Duration giveUpAfter = Duration.ofSeconds(60);
        private Function<Properties, Producer<byte[], byte[]>> make =
                settings -> new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());

        private Setup(KafkaBroker broker, Path state) {
            this.broker = broker;
            this.state = state;
            this.topic = broker.newTopic(2);
            this.ledgerTopic = broker.newTopic(1, Map.of("cleanup.policy", "compact"));
        }

        Setup topics(TransactionalJob other) {
            topic = other.topic;
            ledgerTopic = other.ledgerTopic;
            return this;
        }

        Setup topic(String name) {
            topic = name;
            return this;
        }

        Setup ledgerTopic(String name) {
            ledgerTopic = name;
            return this;
        }

        Setup job(String name) {
            job = name;
            return this;
        }

        Setup fingerprint(Map<String, String> texts) {
            fingerprint = texts;
            return this;
        }

        Setup producer(Map<String, String> settings) {
            producer = settings;
            return this;
        }

        Setup giveUpAfter(Duration duration) {
            giveUpAfter = duration;
            return this;
        }

        Setup make(Function<Properties, Producer<byte[], byte[]>> factory) {
            make = factory;
            return this;
        }

        /** Not opened at Kafka yet. */
        TransactionalJob prepare() {
            return new TransactionalJob(this);
        }

        TransactionalJob open() throws Exception {
            TransactionalJob made = prepare();
            made.transactions.open();
            return made;
        }
    }

    static PageTask task(long sequence, int records) {
        PageTask task = new PageTask(new Page(Page.NO_PARTITION, sequence));
        CutPage cut = new CutPage(records, 10L * records, 1_000 + sequence, OptionalLong.of(1_000), Map.of());
        task.verified(cut, cut.total(), 200, () -> {});
        return task;
    }

    ProducerRecord<byte[], byte[]> record(PageTask task, int index) {
        String key = task.getKey() + "/" + index;
        return new ProducerRecord<>(topic, key.getBytes(UTF_8), ("record " + key).getBytes(UTF_8));
    }

    void send(PageTask task) throws Exception {
        for (int index = 0; index < task.getRecords(); index++) {
            transactions.send(task, index, record(task, index));
        }
    }

    /** One delivery, with its row in the local ledger; fails as Transactions does. */
    void deliverOnce(PageTask task) throws Exception {
        try {
            if (transactions.join(task)) {
                send(task);
                transactions.commit(task);
            }
            local.save(PageLedger.row(task));
        } finally {
            transactions.leave(task);
        }
    }

    /** As often as the page is told to come again; answers how often. */
    int deliver(PageTask task) throws Exception {
        int again = 0;
        while (true) {
            try {
                deliverOnce(task);
                return again;
            } catch (PageAgainException e) {
                again++;
            }
        }
    }

    boolean hasLocally(long sequence) {
        return local.delivered(new Page(Page.NO_PARTITION, sequence)).isPresent();
    }

    /** As if the process died: nothing is ended in good order but the lock of the job. */
    @Override
    public void close() {
        transactions.close();
        ledger.close();
    }
}
