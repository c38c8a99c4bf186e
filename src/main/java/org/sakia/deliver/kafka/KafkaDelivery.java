package org.sakia.deliver.kafka;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.sakia.deliver.SinkFailure;
import org.sakia.ledger.JobLedger;
import org.sakia.request.JobAbortedException;

/** The Kafka sink of one run: its beans, and its connections from start to end. Thread-safe. */
public final class KafkaDelivery implements AutoCloseable {

    private final KafkaClients clients;
    private final KafkaTopics topics;
    private final Optional<Transactions> transactions;
    private final KafkaSink sink;
    private final KafkaFailure failure;

    /**
     * Prepares the sink; nothing is connected yet.
     *
     * @param mask takes secrets out of what Kafka says
     */
    public KafkaDelivery(KafkaSettings settings, JobLedger ledger, UnaryOperator<String> mask) {
        KafkaWords words = new KafkaWords(settings, mask);
        BrokerOutage outage = new BrokerOutage(settings.giveUpAfter());
        clients = new KafkaClients(settings);
        topics = new KafkaTopics(settings, clients, words);
        transactions = settings.ledgerTopic()
                .map(topic -> new TopicLedger(clients.consumer(), topic, ledger, settings.giveUpAfter()))
                .map(inTopic -> new Transactions(clients.transactional(), inTopic, settings.giveUpAfter()));
        sink = new KafkaSink(settings, topics, transactions, outage);
        failure = new KafkaFailure(words, new SinkFailure(settings.name(), mask), outage, clients::isCut);
    }

    /** The beans that the route names, by the last part of their names. */
    public Map<String, Object> beans() {
        Map<String, Object> beans = new LinkedHashMap<>();
        beans.put("kafka", sink);
        beans.put("kafka-clients", clients);
        beans.put("kafka-failure", failure);
        beans.put("kept", new KeptRecords());
        return beans;
    }

    /**
     * Connects and makes sure of the topics. With transactions, whoever ran this job before is shut out, and then what
     * the ledger topic says of delivered pages goes before the local ledger.
     *
     * @param fresh forget what the ledger topic says
     * @throws JobAbortedException if Kafka cannot be used
     */
    public void open(boolean fresh) throws JobAbortedException, InterruptedException {
        topics.open();
        if (transactions.isPresent()) {
            if (fresh) {
                transactions.get().forget();
            }
            transactions.get().open();
        }
    }

    /**
     * Looks whether Kafka answers and has the topics, or would let them be created. Changes nothing.
     *
     * @return what was found, as half a sentence
     * @throws JobAbortedException if Kafka cannot be used
     */
    public String look() throws JobAbortedException, InterruptedException {
        return topics.look();
    }

    /** Why nothing moves at the moment. */
    public Optional<String> waitingFor() {
        return transactions.flatMap(Transactions::waitingFor).or(sink::waitingFor);
    }

    /** Ends what is being sent and cannot be waited for any longer; those pages are left for the next run. */
    public void cut() {
        clients.cut();
        transactions.ifPresent(Transactions::close);
    }

    @Override
    public void close() {
        cut();
    }
}
