package org.sakia.deliver.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.sakia.deliver.kafka.TopicMessages.Cursor;
import org.sakia.deliver.kafka.TopicMessages.Entry;
import org.sakia.deliver.kafka.TopicMessages.Fingerprint;
import org.sakia.deliver.kafka.TopicMessages.Forgotten;
import org.sakia.deliver.kafka.TopicMessages.PageDelivered;
import org.sakia.deliver.kafka.TopicMessages.PageTakenBack;
import org.sakia.ledger.FingerprintChangedException;
import org.sakia.ledger.JobLedger;
import org.sakia.ledger.LedgerException;
import org.sakia.ledger.PageRow;
import org.sakia.ledger.Round;
import org.sakia.plan.Page;
import org.sakia.request.JobAbortedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One job's ledger as the compacted ledger topic keeps it. A page's row is written there in the transaction that holds
 * its records, so the topic knows what was delivered and the local ledger follows it. Other jobs may use the same topic.
 *
 * <p>Used by one thread at a time, {@link #waitingFor} by any.
 */
public final class TopicLedger {

    private static final Logger LOG = LoggerFactory.getLogger(TopicLedger.class);
    private static final int KEYS_A_TRANSACTION = 1_000;

    private final String topic;
    private final JobLedger local;
    private final TopicMessages messages;
    private final TopicScan scan;
    private boolean begun;
    private final Map<String, String> cursors = new HashMap<>();
    private final Map<String, String> unconfirmed = new HashMap<>();

    /**
     * @param consumer    how to reach the brokers: {@code bootstrap.servers}, security settings and the like
     * @param topic       must exist and should be compacted
     * @param local       the job's local ledger
     * @param giveUpAfter how long brokers that do not answer are waited for
     */
    public TopicLedger(Properties consumer, String topic, JobLedger local, Duration giveUpAfter) {
        this.topic = topic;
        this.local = local;
        this.messages = new TopicMessages(topic, local.job());
        this.scan = new TopicScan(consumer, topic, giveUpAfter);
    }

    /**
     * Brings the local ledger to what the topic says. To be called when no transaction of this job is open, which is so
     * after Kafka's {@code initTransactions}.
     *
     * @throws JobAbortedException         if the topic cannot be read, or holds what this version cannot read
     * @throws FingerprintChangedException if the topic has pages of another fingerprint; nothing is changed then
     * @throws LedgerException             if the local ledger cannot be used
     */
    public void reconcile() throws JobAbortedException, InterruptedException {
        cursors.clear();
        unconfirmed.clear();
        long begin = beginOfJob();
        Map<String, BitSet> delivered = new HashMap<>();
        long[] changes = new long[2];
        scan.read(message -> {
            if (message.offset() >= begin && apply(read(message), delivered)) {
                changes[0]++;
            }
        });
        local.forEachDelivered(row -> {
            Page page = row.page();
            if (!delivered.getOrDefault(page.partition(), new BitSet()).get(index(page))) {
                local.undo(page);
                changes[1]++;
            }
        });
        if (changes[0] + changes[1] > 0) {
            LOG.info(
                    "{}: the ledger topic {} has {} entries that the local ledger did not have; {} delivered pages of"
                            + " the local ledger are not in the topic and are delivered again",
                    local.job(),
                    topic,
                    changes[0],
                    changes[1]);
        }
    }

    /** The offset from which the job's pages count, after it was looked whether they fit. */
    private long beginOfJob() throws JobAbortedException, InterruptedException {
        long[] begin = new long[1];
        List<Fingerprint> last = new ArrayList<>();
        scan.read(message -> {
            Entry entry = read(message);
            if (entry instanceof Forgotten) {
                begin[0] = message.offset();
                last.clear();
            } else if (entry instanceof Fingerprint fingerprint) {
                last.add(fingerprint);
            }
        });
        last.forEach(fingerprint -> local.refuseOther(fingerprint.texts()));
        begun = !last.isEmpty();
        return begin[0];
    }

    private Entry read(ConsumerRecord<byte[], byte[]> message) throws JobAbortedException {
        try {
            return messages.read(message.key(), message.value());
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new JobAbortedException(
                    "the ledger topic " + topic + " has a message that cannot be read, key "
                            + new String(message.key(), UTF_8) + " at offset " + message.offset() + ": "
                            + e.getMessage(),
                    e);
        }
    }

    /** True if the local ledger had it otherwise. */
    private boolean apply(Entry entry, Map<String, BitSet> delivered) {
        if (entry instanceof PageDelivered page) {
            Page key = page.row().page();
            delivered.computeIfAbsent(key.partition(), none -> new BitSet()).set(index(key));
            return save(page.row());
        }
        if (entry instanceof PageTakenBack page) {
            delivered
                    .computeIfAbsent(page.page().partition(), none -> new BitSet())
                    .clear(index(page.page()));
            return undo(page.page());
        }
        if (entry instanceof Cursor cursor) {
            cursors.put(cursor.partition(), cursor.value());
            return save(cursor);
        }
        return false;
    }

    private boolean save(PageRow row) {
        if (local.delivered(row.page()).filter(known -> isSame(known, row)).isPresent()) {
            return false;
        }
        local.save(row);
        return true;
    }

    private boolean undo(Page page) {
        if (local.delivered(page).isEmpty()) {
            return false;
        }
        local.undo(page);
        return true;
    }

    /** What a killed process learnt last may stand in its local ledger only; the later word counts. */
    private boolean save(Cursor cursor) {
        Optional<Instant> known = local.cursorSavedAt(cursor.partition());
        if (known.filter(at -> !at.isBefore(cursor.savedAt())).isPresent()) {
            return false;
        }
        local.saveCursor(cursor.partition(), cursor.value());
        return true;
    }

    private static int index(Page page) {
        return Math.toIntExact(page.sequence());
    }

    /** Whether two rows speak of the same records. */
    static boolean isSame(PageRow one, PageRow other) {
        return one.records() == other.records()
                && one.bytes() == other.bytes()
                && one.checksum() == other.checksum()
                && one.total().equals(other.total())
                && one.next().equals(other.next());
    }

    /** Whether the local ledger has this page with these records. */
    boolean isDelivered(PageRow row) {
        return local.delivered(row.page()).filter(known -> isSame(known, row)).isPresent();
    }

    /** What a transaction that holds these pages has to say, in this order. */
    List<ProducerRecord<byte[], byte[]>> messages(Collection<PageRow> rows) {
        List<ProducerRecord<byte[], byte[]>> all = new ArrayList<>();
        if (!begun) {
            // First of all, so that whoever reads it knows whether the pages are any of his.
            all.add(messages.of(new Fingerprint(local.fingerprint())));
        }
        unconfirmed.clear();
        Stream.concat(rows.stream().map(row -> row.page().partition()), Stream.of(Round.KEY))
                .distinct()
                .forEach(partition -> local.cursor(partition)
                        .filter(value -> !value.equals(cursors.get(partition)))
                        .ifPresent(value -> {
                            all.add(messages.of(new Cursor(
                                    partition,
                                    value,
                                    local.cursorSavedAt(partition).orElseThrow())));
                            unconfirmed.put(partition, value);
                        }));
        rows.forEach(row -> all.add(messages.of(row)));
        return all;
    }

    /** The transaction with what {@link #messages} answered last is committed. */
    void committed() {
        begun = true;
        cursors.putAll(unconfirmed);
        unconfirmed.clear();
    }

    /**
     * Deletes all that the topic knows of the job.
     *
     * @param producer open, with no transaction begun
     */
    void forget(TransactionalProducer producer) throws JobAbortedException, InterruptedException {
        Set<String> keys = new LinkedHashSet<>();
        scan.read(message -> {
            if (messages.isOfThisJob(message.key()) && message.value() != null) {
                keys.add(new String(message.key(), UTF_8));
                keys.remove(messages.fingerprintKey());
            }
            if (keys.size() == KEYS_A_TRANSACTION) {
                delete(keys, producer);
            }
        });
        // Last: as long as pages of the old configuration are there, it must tell so.
        keys.add(messages.fingerprintKey());
        delete(keys, producer);
        begun = false;
        cursors.clear();
    }

    private void delete(Set<String> keys, TransactionalProducer producer)
            throws JobAbortedException, InterruptedException {
        producer.begin();
        for (String key : keys) {
            producer.send(messages.tombstone(key), (metadata, failure) -> {});
        }
        producer.commit();
        keys.clear();
    }

    /** Why the topic cannot be read at the moment, if it takes long. */
    Optional<String> waitingFor() {
        return scan.waitingFor();
    }
}
