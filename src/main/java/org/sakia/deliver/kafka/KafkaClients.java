package org.sakia.deliver.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.component.kafka.KafkaClientFactory;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ForwardingAdmin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Makes Kafka's clients for one job: sized for the heap, patient for as long as the job is, and with the user's own
 * properties, which stay out of the route because they may hold credentials. Thread-safe.
 */
public final class KafkaClients implements KafkaClientFactory {

    /** How long one answer of the brokers may take before it counts as none. */
    private static final Duration REQUEST = Duration.ofSeconds(30);

    /** The same at the start, when somebody may be looking on. */
    private static final Duration FIRST_REQUEST = Duration.ofSeconds(15);

    /** How long a client may take to close. */
    static final Duration CLOSE = Duration.ofSeconds(5);

    private static final int LINGER_MS = 5;
    private static final long LEAST_PATIENCE_MS = 1000;
    private static final int RECONNECT_MS = 3000;
    private static final int BATCH = 32 * 1024;
    private static final int HEADERS = 64 * 1024;
    private static final int LEAST_REQUEST = 1024 * 1024;
    private static final long MOST_BUFFER = 32L * 1024 * 1024;
    private static final int SHARE_OF_HEAP = 8;
    private static final int FETCH = 512 * 1024;
    private static final int TRANSACTION_MS = 5 * 60 * 1000;
    private static final Duration MOST_BLOCK_IN_TRANSACTION = Duration.ofSeconds(10);

    private final KafkaSettings settings;
    private final List<Producer<byte[], byte[]>> ofRoute = new CopyOnWriteArrayList<>();
    private volatile boolean cut;

    public KafkaClients(KafkaSettings settings) {
        this.settings = settings;
    }

    /** The producer of the route's endpoint; what the endpoint says holds unless it is about size or patience. */
    @Override
    public Producer<byte[], byte[]> getProducer(Properties ofEndpoint) {
        Properties properties = new Properties();
        properties.putAll(ofEndpoint);
        size(properties);
        patience(properties);
        properties.putAll(settings.producer());
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(properties) {
            @Override
            public void close() {
                // Without a bound it would wait for brokers that are gone.
                close(CLOSE);
            }
        };
        ofRoute.add(producer);
        if (cut) {
            producer.close(Duration.ZERO);
        }
        return producer;
    }

    /** Closes the producers of routes, now and from now on: what they have not sent fails. */
    void cut() {
        cut = true;
        ofRoute.forEach(producer -> producer.close(Duration.ZERO));
    }

    boolean isCut() {
        return cut;
    }

    /** For a producer of transactions. */
    Properties transactional() {
        Properties properties = ofProducer();
        Duration block = settings.giveUpAfter().compareTo(MOST_BLOCK_IN_TRANSACTION) < 0
                ? settings.giveUpAfter()
                : MOST_BLOCK_IN_TRANSACTION;
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis(block));
        properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_MS);
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, settings.transactionalId());
        properties.putAll(settings.producer());
        return properties;
    }

    private Properties ofProducer() {
        Properties properties = new Properties();
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.brokers());
        properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
        properties.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MS);
        size(properties);
        return properties;
    }

    /**
     * Makes a producer and throws it away, since the route makes its own with the first page only.
     *
     * @throws KafkaException if the properties make no producer: one is wrong, a file is missing, a host has no address
     */
    void check() {
        Properties properties = ofProducer();
        patience(properties);
        properties.putAll(settings.producer());
        new KafkaProducer<>(properties).close(Duration.ZERO);
    }

    private void patience(Properties properties) {
        // A send that is given up early and made again by the route would be a second message.
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis(settings.giveUpAfter()));
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis(settings.giveUpAfter()));
    }

    private void size(Properties properties) {
        int request = Math.max(LEAST_REQUEST, settings.maxRecord()) + HEADERS;
        long buffer = Math.min(MOST_BUFFER, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, request);
        properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, Math.max(buffer, request));
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, requestMillis());
        // Each try that fails is a line in the log.
        properties.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, RECONNECT_MS);
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, "sakia-" + settings.job());
    }

    /** For a consumer that reads the ledger topic. */
    Properties consumer() {
        Properties properties = connection(ConsumerConfig.configNames());
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH);
        properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH);
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, requestMillis());
        properties.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, requestMillis());
        return properties;
    }

    /** A client that looks at topics and creates them. Closed at once after use: an idle one would go on connecting. */
    Admin admin() {
        Map<String, Object> properties = new HashMap<>();
        connection(AdminClientConfig.configNames()).forEach((name, value) -> properties.put(name.toString(), value));
        int patience = Math.min(millis(FIRST_REQUEST), requestMillis());
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, patience);
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, patience);
        return new ForwardingAdmin(properties) {
            @Override
            public void close() {
                // Without a bound it would wait for answers that nobody wants any more.
                close(CLOSE);
            }
        };
    }

    /** What the user has set for the producer and the other kind of client knows too: how to connect. */
    private Properties connection(Set<String> known) {
        Properties properties = new Properties();
        properties.putAll(settings.producer());
        properties.keySet().retainAll(known);
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.brokers());
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, "sakia-" + settings.job());
        return properties;
    }

    private int requestMillis() {
        return Math.min(millis(REQUEST), millis(settings.giveUpAfter()) - LINGER_MS);
    }

    private static int millis(Duration time) {
        return (int) Math.max(LEAST_PATIENCE_MS, Math.min(Integer.MAX_VALUE, time.toMillis()));
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Properties ofEndpoint) {
        throw new IllegalStateException("the Kafka clients of a job's sink write; they make no consumers for routes");
    }

    @Override
    public String getBrokers(KafkaConfiguration configuration) {
        return settings.brokers();
    }
}
