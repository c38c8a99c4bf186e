package org.sakia.deliver.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.sakia.deliver.PageAgainException;
import org.sakia.deliver.PageLedger;
import org.sakia.ledger.PageRow;
import org.sakia.plan.PageTask;
import org.sakia.request.JobAbortedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pages as Kafka transactions: the records of a page and its row in the ledger topic become visible together or not at
 * all. One transaction is open at a time, over one page or over several that came together.
 *
 * <p>A page's worker calls {@link #join}, {@link #send} for every record, {@link #commit}, and in any case
 * {@link #leave}. Pages may join until the first of a transaction has sent all its records; the last to be ready
 * commits for all. If anything goes wrong the transaction is aborted once the last of its pages is out. Those that are
 * not to blame are told to come again, and those that may be are alone in a transaction then.
 *
 * <p>Thread-safe. No record is held but in the producer's own buffer.
 */
public final class Transactions implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final TransactionalProducer producer;
    private final TopicLedger ledger;
    private final TransactionGate gate;

    /**
     * @param producer    of the KafkaProducer, with a {@code transactional.id} that no other job has
     * @param giveUpAfter how long a broker that does not answer is waited for
     */
    public Transactions(Properties producer, TopicLedger ledger, Duration giveUpAfter) {
        this(
                producer,
                settings -> new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()),
                ledger,
                giveUpAfter);
    }

    Transactions(
            Properties settings,
            Function<Properties, Producer<byte[], byte[]>> make,
            TopicLedger ledger,
            Duration giveUpAfter) {
        this.producer = new TransactionalProducer(settings, make, giveUpAfter);
        this.ledger = ledger;
        this.gate = new TransactionGate(
                producer::begin,
                producer.transactionTimeout(),
                "another process has taken up the transactional id " + producer.transactionalId() + " at Kafka ("
                        + producer.brokers() + "), so it runs this job too; see to it that only one does, then run"
                        + " again: the run goes on where the other one stopped");
    }

    /**
     * Ends what an earlier process left open and brings the local ledger to what the topic says; before the first page.
     *
     * @throws JobAbortedException if Kafka is out of reach for too long or refuses
     */
    public void open() throws JobAbortedException, InterruptedException {
        // In this order: what the earlier process was committing is decided, and so visible, only after the first.
        producer.open();
        ledger.reconcile();
    }

    /**
     * Has the topic forget the job: {@code --fresh}. Before {@link #open}, and before the local ledger forgets it.
     *
     * @throws JobAbortedException if Kafka is out of reach for too long or refuses
     */
    public void forget() throws JobAbortedException, InterruptedException {
        producer.open();
        try {
            ledger.forget(producer);
        } finally {
            producer.close(CLOSE_TIMEOUT);
        }
    }

    /**
     * Takes a page into a transaction; waits for the next one where the present one takes no more.
     *
     * @return false if the page is delivered already, by a transaction that seemed to have failed: nothing is to be sent
     * @throws JobAbortedException if somebody else runs the job, or Kafka is out of reach for too long
     */
    public boolean join(PageTask task) throws JobAbortedException, InterruptedException {
        PageRow row = PageLedger.row(task);
        while (true) {
            switch (gate.enter(task, page -> ledger.isDelivered(row))) {
                case JOINED -> {
                    return true;
                }
                case DELIVERED -> {
                    return false;
                }
                case PRODUCER_NEEDED -> openAgain();
            }
        }
    }

    private void openAgain() throws JobAbortedException, InterruptedException {
        boolean opened = false;
        try {
            LOG.info("Taking up the transactional id {} again", producer.transactionalId());
            open();
            opened = true;
        } catch (JobAbortedException e) {
            gate.abortJob(e);
            throw e;
        } finally {
            gate.opened(opened);
            if (gate.isClosed()) {
                producer.close(Duration.ZERO);
            }
        }
    }

    /**
     * Sends a record of a page that has joined. That it was not taken may turn out later only.
     *
     * @param index its place in the page, from 0
     * @throws RecordFailedException if an earlier record of the page was not taken
     * @throws KafkaException        if the page is to blame for a transaction that failed otherwise
     * @throws PageAgainException    if the transaction has failed for another reason
     * @throws JobAbortedException   if somebody else runs the job
     */
    public void send(PageTask task, int index, ProducerRecord<byte[], byte[]> record)
            throws PageAgainException, JobAbortedException, InterruptedException {
        Group group = gate.groupOf(task);
        Thread caller = Thread.currentThread();
        long bytes = bytes(record);
        try {
            producer.send(record, (metadata, failure) -> {
                if (failure != null) {
                    boolean atOnce = caller.equals(Thread.currentThread());
                    gate.recordFailed(group, task, new RecordFailedException(index, bytes, failure), atOnce);
                }
            });
        } catch (KafkaException | IllegalStateException e) {
            settle(e);
            gate.failed(group, e);
        }
    }

    /** The callback that knows which record it was may come later than the exception. */
    private void settle(RuntimeException refusal) throws InterruptedException {
        if (!TransactionFailures.isFenced(refusal) && !TransactionFailures.isTimeout(refusal)) {
            producer.settle();
        }
    }

    /**
     * The page has sent all its records: waits until they are committed together with its row in the ledger topic.
     *
     * @throws RecordFailedException if a record of the page was not taken
     * @throws KafkaException        if the page is to blame for a transaction that failed otherwise
     * @throws PageAgainException    if the transaction has failed for another reason
     * @throws JobAbortedException   if somebody else runs the job, or Kafka is out of reach for too long
     */
    public void commit(PageTask task) throws PageAgainException, JobAbortedException, InterruptedException {
        Group group = gate.groupOf(task);
        Optional<List<PageRow>> rows = gate.ready(group, task, PageLedger.row(task));
        if (rows.isPresent() && !commit(group, rows.get())) {
            gate.groupOf(task);
        }
    }

    private boolean commit(Group group, List<PageRow> rows) throws JobAbortedException, InterruptedException {
        Optional<KafkaException> failure = Optional.of(new KafkaException("the commit did not come to its end"));
        try {
            for (ProducerRecord<byte[], byte[]> message : ledger.messages(rows)) {
                producer.send(message, (metadata, refusal) -> rowSent(group, message.topic(), refusal));
            }
            producer.commit();
            ledger.committed();
            failure = Optional.empty();
        } catch (KafkaException | IllegalStateException e) {
            failure = Optional.of(TransactionFailures.asKafka(e));
            settle(e);
        } catch (JobAbortedException e) {
            gate.abortJob(e);
            throw e;
        } finally {
            failure.ifPresentOrElse(why -> gate.commitFailed(group, why), () -> gate.committed(group));
        }
        return failure.isEmpty();
    }

    private void rowSent(Group group, String topic, Exception refusal) {
        if (refusal != null) {
            String why = "the ledger topic " + topic + " did not take a page's row: " + refusal.getMessage();
            gate.failed(group, new KafkaException(why, refusal));
        }
    }

    /**
     * The page's worker is done with it, however it ended; to be called in any case. Aborts the transaction if this is
     * the last page of one that failed. Does nothing for a page that is in none.
     */
    public void leave(PageTask task) {
        gate.leave(task).ifPresent(group -> gate.ended(abort(group)));
    }

    /** False if only another producer can go on. */
    private boolean abort(Group group) {
        // An interrupted worker means that the job stops, and closing the producer aborts too.
        if (group.isSuspect() || Thread.currentThread().isInterrupted()) {
            return false;
        }
        try {
            producer.abort();
            return true;
        } catch (KafkaException | IllegalStateException e) {
            LOG.debug("The transaction could not be aborted", e);
            gate.refuseIfTakenOver(group, e);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Why nothing moves at the moment, if it takes long: what Kafka is waited for. */
    public Optional<String> waitingFor() {
        return producer.waitingFor().or(ledger::waitingFor);
    }

    /** Aborts what is open, within some seconds even if the broker is gone. Workers that wait are interrupted. */
    @Override
    public void close() {
        gate.close();
        producer.close(CLOSE_TIMEOUT);
    }

    private static long bytes(ProducerRecord<byte[], byte[]> record) {
        long bytes = length(record.key()) + length(record.value());
        for (Header header : record.headers()) {
            bytes += header.key().length() + length(header.value());
        }
        return bytes;
    }

    private static long length(byte[] part) {
        return part == null ? 0 : part.length;
    }
}
