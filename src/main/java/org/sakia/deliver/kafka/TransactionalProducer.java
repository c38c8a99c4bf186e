package org.sakia.deliver.kafka;

import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.sakia.request.JobAbortedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Kafka producer with a transactional id, and how long to wait for the broker. {@link #send} and {@link #close} are
 * for any thread, the others for one at a time.
 */
final class TransactionalProducer {

    private static final Logger LOG = LoggerFactory.getLogger(TransactionalProducer.class);
    private static final int TRANSACTION_TIMEOUT_MS = 60_000;

    private final Properties settings;
    private final Function<Properties, Producer<byte[], byte[]>> make;
    private final Duration giveUpAfter;
    private final Patience patience = new Patience();
    private volatile Optional<Producer<byte[], byte[]>> producer = Optional.empty();

    /**
     * @param make        how to make the client
     * @param giveUpAfter how long a broker that does not answer is waited for
     */
    TransactionalProducer(
            Properties settings, Function<Properties, Producer<byte[], byte[]>> make, Duration giveUpAfter) {
        this.settings = settings;
        this.make = make;
        this.giveUpAfter = giveUpAfter;
    }

    String transactionalId() {
        return settings.getProperty(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
    }

    String brokers() {
        return settings.getProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG);
    }

    Duration transactionTimeout() {
        Object text = settings.getOrDefault(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MS);
        return Duration.ofMillis(Long.parseLong(text.toString()));
    }

    /**
     * Takes the transactional id with a new client; whatever another one had open is committed or aborted then.
     *
     * @throws JobAbortedException if that is not to be had
     */
    void open() throws JobAbortedException, InterruptedException {
        close(Duration.ZERO);
        try {
            Producer<byte[], byte[]> fresh = make.apply(settings);
            producer = Optional.of(fresh);
            patiently("to take up the transactional id " + transactionalId(), fresh::initTransactions);
        } catch (KafkaException | IllegalStateException e) {
            throw new JobAbortedException(
                    "transactions with the transactional id " + transactionalId() + " are not to be had from Kafka ("
                            + brokers() + "): " + TransactionFailures.words(e)
                            + "; permit the job's user Describe and Write on it where that is missing, or set"
                            + " kafka-transactional=false for at-least-once delivery",
                    e);
        }
    }

    void begin() {
        current().beginTransaction();
    }

    void send(ProducerRecord<byte[], byte[]> record, Callback callback) throws InterruptedException {
        try {
            current().send(record, callback);
        } catch (InterruptException e) {
            throw TransactionFailures.interrupted(e);
        }
    }

    /** Waits until the outcome of every record is known. */
    void settle() throws InterruptedException {
        try {
            current().flush();
        } catch (InterruptException e) {
            throw TransactionFailures.interrupted(e);
        }
    }

    /**
     * Commits, repeatedly where no answer comes.
     *
     * @throws KafkaException      if the transaction cannot be committed, or nobody knows whether it was
     * @throws JobAbortedException if no answer came for too long
     */
    void commit() throws JobAbortedException, InterruptedException {
        patiently("to confirm a transaction", current()::commitTransaction);
    }

    /**
     * Aborts. Tries once, since the next {@link #open} does it too.
     *
     * @throws KafkaException if that did not work
     */
    void abort() throws InterruptedException {
        Patience.Wait wait = patience.begin(waitFor("to abort a transaction"));
        try {
            current().abortTransaction();
        } catch (InterruptException e) {
            throw TransactionFailures.interrupted(e);
        } finally {
            wait.close();
        }
    }

    /** Gives up what is open. */
    void close(Duration timeout) {
        try {
            producer.ifPresent(client -> client.close(timeout));
        } catch (KafkaException e) {
            // It is closed all the same. Where the thread was interrupted, it is marked so again.
            LOG.debug("While the Kafka producer was closed", e);
        }
    }

    /** What is being waited for, if it takes long. */
    Optional<String> waitingFor() {
        return patience.waitingFor();
    }

    private Producer<byte[], byte[]> current() {
        return producer.orElseThrow(() -> new IllegalStateException("not open"));
    }

    private String waitFor(String what) {
        return "waiting for Kafka (" + brokers() + ") " + what;
    }

    private void patiently(String what, Runnable call) throws JobAbortedException, InterruptedException {
        try (Patience.Wait wait = patience.begin(waitFor(what))) {
            while (true) {
                try {
                    call.run();
                    return;
                } catch (RetriableException e) {
                    // Not known to have failed: Kafka allows the same call again, and only that.
                    if (wait.isLongerThan(giveUpAfter)) {
                        throw Patience.gaveUp(waitFor(what), giveUpAfter, e);
                    }
                }
            }
        } catch (InterruptException e) {
            throw TransactionFailures.interrupted(e);
        }
    }
}
