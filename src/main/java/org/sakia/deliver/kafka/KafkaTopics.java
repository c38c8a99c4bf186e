package org.sakia.deliver.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.sakia.deliver.PageUndeliverableException;
import org.sakia.request.JobAbortedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees to it that the topics are there, and creates them where the brokers allow it. Thread-safe. */
final class KafkaTopics {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaTopics.class);

    /** How long a topic that was created may take to be known. */
    private static final Duration SPREAD = Duration.ofSeconds(10);

    private static final Duration POLL = Duration.ofMillis(50);

    private static final Map<String, String> COMPACTED =
            Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);

    private final KafkaSettings settings;
    private final KafkaClients clients;
    private final KafkaWords words;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    KafkaTopics(KafkaSettings settings, KafkaClients clients, KafkaWords words) {
        this.settings = settings;
        this.clients = clients;
        this.words = words;
    }

    /**
     * Connects, and makes sure of the topics that the job names.
     *
     * @throws JobAbortedException if Kafka does not take the configuration, no broker answers, or a topic is missing and cannot be created
     */
    void open() throws JobAbortedException, InterruptedException {
        checkClient();
        String topic = settings.topic();
        try (Admin admin = clients.admin()) {
            make(admin, topic, Map.of());
            known.add(topic);
            if (settings.ledgerTopic().isPresent()) {
                topic = settings.ledgerTopic().get();
                boolean created = make(admin, topic, COMPACTED);
                if (!created) {
                    requireCompacted(admin, topic);
                }
            }
        } catch (ExecutionException | RuntimeException e) {
            throw new JobAbortedException(words.noTopic(topic, e), e);
        }
    }

    private void checkClient() throws JobAbortedException {
        try {
            clients.check();
        } catch (KafkaException e) {
            throw new JobAbortedException(words.noClient(e), e);
        }
    }

    /**
     * Looks whether the topics that the job names are there or could be created; changes nothing.
     *
     * @return what there is, as half a sentence
     * @throws JobAbortedException where {@link #open} would throw it
     */
    String look() throws JobAbortedException, InterruptedException {
        checkClient();
        String topic = settings.topic();
        try (Admin admin = clients.admin()) {
            String found = "the topic " + look(admin, topic, Map.of());
            if (settings.ledgerTopic().isPresent()) {
                topic = settings.ledgerTopic().get();
                found += ", the ledger topic " + look(admin, topic, COMPACTED);
            }
            return found;
        } catch (ExecutionException | RuntimeException e) {
            throw new JobAbortedException(words.noTopic(topic, e), e);
        }
    }

    private String look(Admin admin, String topic, Map<String, String> config)
            throws JobAbortedException, ExecutionException, InterruptedException {
        if (isThere(admin, topic)) {
            if (!config.isEmpty()) {
                requireCompacted(admin, topic);
            }
            return topic + " is there";
        }
        admin.createTopics(List.of(wanted(topic, config)), new CreateTopicsOptions().validateOnly(true))
                .all()
                .get();
        return topic + " is missing, run will create it";
    }

    /**
     * Makes sure of a topic that a step of the route has chosen for a record.
     *
     * @throws PageUndeliverableException if it is missing and cannot be created
     * @throws KafkaException             if the brokers do not answer
     */
    void ensure(String topic) throws PageUndeliverableException, InterruptedException {
        if (known.contains(topic)) {
            return;
        }
        try (Admin admin = clients.admin()) {
            make(admin, topic, Map.of());
            known.add(topic);
        } catch (ExecutionException | RuntimeException e) {
            if (KafkaWords.isPassing(e)) {
                throw new KafkaException(e);
            }
            throw new PageUndeliverableException(words.noTopic(topic, e), e);
        }
    }

    /** True if it was missing. */
    private boolean make(Admin admin, String topic, Map<String, String> config)
            throws ExecutionException, InterruptedException {
        if (isThere(admin, topic)) {
            return false;
        }
        boolean created = create(admin, wanted(topic, config));
        long until = System.nanoTime() + SPREAD.toNanos();
        while (!isThere(admin, topic) && System.nanoTime() < until) {
            Thread.sleep(POLL.toMillis());
        }
        return created;
    }

    private NewTopic wanted(String topic, Map<String, String> config) {
        Optional<Integer> partitions = config.isEmpty() ? boxed(settings.partitions()) : Optional.of(1);
        return new NewTopic(topic, partitions, boxed(settings.replication()).map(Integer::shortValue)).configs(config);
    }

    /** A topic that was just created is not known to every broker at once. */
    private static boolean isThere(Admin admin, String topic) throws ExecutionException, InterruptedException {
        try {
            admin.describeTopics(List.of(topic)).allTopicNames().get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw e;
        }
    }

    /** False if somebody else was faster. */
    private boolean create(Admin admin, NewTopic wanted) throws ExecutionException, InterruptedException {
        try {
            admin.createTopics(List.of(wanted)).all().get();
            LOG.info("{}: the topic {} was missing and has been created", settings.job(), wanted.name());
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return false;
            }
            throw e;
        }
    }

    /** A topic that forgets old keys would have their pages delivered again. */
    private void requireCompacted(Admin admin, String topic)
            throws JobAbortedException, ExecutionException, InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Config config;
        try {
            config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof AuthorizationException)) {
                throw e;
            }
            LOG.warn("{}: may not look whether the topic {} is compacted; it must be", settings.job(), topic);
            return;
        }
        ConfigEntry policy = config.get(TopicConfig.CLEANUP_POLICY_CONFIG);
        if (policy != null && !policy.value().equals(TopicConfig.CLEANUP_POLICY_COMPACT)) {
            throw new JobAbortedException("the topic " + topic
                    + " (kafka-ledger-topic) forgets what is delivered: its cleanup.policy is " + policy.value()
                    + "; set it to compact, or name another topic");
        }
    }

    private static Optional<Integer> boxed(OptionalInt number) {
        return number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty();
    }
}
