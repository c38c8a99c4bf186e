package org.sakia.deliver.kafka;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.Variable;
import org.apache.camel.component.kafka.KafkaConstants;
import org.sakia.deliver.PageAgainException;
import org.sakia.deliver.PageUndeliverableException;
import org.sakia.deliver.SinkHeaders;
import org.sakia.plan.PageTask;
import org.sakia.request.JobAbortedException;
import org.sakia.units.Durations;

/**
 * What the Kafka sink's route needs beside Camel's Kafka component: a page's records with their keys and headers, the
 * count at the end, and the transaction where the job asks for one. Thread-safe.
 */
public final class KafkaSink {

    private static final String DELIVERED = "sakiaKafkaDelivered";
    private static final int MOST_PIECE = 256 * 1024;
    private static final int PIECES_OF_ALL = 6 * 1024 * 1024;
    private static final Duration WORTH_TELLING = Duration.ofSeconds(5);

    private final KafkaSettings settings;
    private final KafkaTopics topics;
    private final Optional<Transactions> transactions;
    private final BrokerOutage outage;
    private final MessageKey key;
    private final int pieceBytes;
    private final LargeRecords large;
    private final Map<PageTask, Long> begun = new ConcurrentHashMap<>();

    KafkaSink(KafkaSettings settings, KafkaTopics topics, Optional<Transactions> transactions, BrokerOutage outage) {
        this.settings = settings;
        this.topics = topics;
        this.transactions = transactions;
        this.outage = outage;
        this.key = new MessageKey(settings.key());
        this.pieceBytes = Math.min(MOST_PIECE, PIECES_OF_ALL / settings.workers());
        this.large = new LargeRecords(settings.maxRecord());
    }

    /** Begins the page in the message: takes its place in a transaction where there is one. */
    public void begin(Exchange exchange, @Variable(PageTask.VARIABLE) PageTask task)
            throws JobAbortedException, PageAgainException, InterruptedException {
        begun.put(task, System.nanoTime());
        // Records are UTF-8 whatever the platform's charset is, for the steps that read them as text too.
        exchange.setProperty(ExchangePropertyKey.CHARSET_NAME, StandardCharsets.UTF_8.name());
        exchange.removeProperty(KafkaPage.PROPERTY);
        exchange.removeProperty(DELIVERED);
        if (transactions.isPresent() && !transactions.get().join(task)) {
            exchange.setProperty(DELIVERED, true);
        }
    }

    /** The page's records, in pieces that fit the memory. */
    public Iterator<List<Message>> pieces(Exchange exchange) throws InvalidPayloadException {
        if (isDelivered(exchange)) {
            return Collections.emptyIterator();
        }
        // Opened by the step that reads it: in between, Camel would rewind the body.
        KafkaPage page = new KafkaPage(
                exchange.getContext(), exchange.getMessage().getMandatoryBody(InputStream.class), pieceBytes, large);
        exchange.setProperty(KafkaPage.PROPERTY, page);
        return page;
    }

    /** Gives a record its key and headers. */
    public void record(Exchange exchange, @Variable(PageTask.VARIABLE) PageTask task) throws IOException {
        Message message = exchange.getMessage();
        String place = settings.job() + "/" + task.getKey() + "/" + message.getHeader(SinkHeaders.INDEX);
        message.setHeader(
                KafkaConstants.KEY,
                key.of(message.getBody(byte[].class)).orElseGet(() -> place.getBytes(StandardCharsets.UTF_8)));
        message.setHeader(SinkHeaders.JOB, settings.job());
        message.setHeader(SinkHeaders.PAGE, task.getKey());
        message.setHeader(SinkHeaders.FETCHED_AT, task.getFetchedAt().toString());
    }

    /** Called with a piece's records when the steps are done with them, before they go to the brokers. */
    public void batch(Exchange exchange) throws PageUndeliverableException, InterruptedException {
        RecordBatch batch = batchOf(exchange);
        page(exchange).send(batch);
        for (KafkaRecord kept : batch.records()) {
            topics.ensure(kept.topic(settings.topic()));
        }
    }

    /** Sends a piece's records within the transaction. */
    public void send(Exchange exchange, @Variable(PageTask.VARIABLE) PageTask task)
            throws JobAbortedException, PageAgainException, InterruptedException {
        for (KafkaRecord kept : batchOf(exchange).records()) {
            transactions.orElseThrow().send(task, kept.index(), kept.forTopic(settings.topic()));
        }
    }

    /**
     * Ends the page: all its records have come by, and where there is a transaction it is committed.
     *
     * @throws IOException if a record is missing
     */
    public void complete(Exchange exchange, @Variable(PageTask.VARIABLE) PageTask task)
            throws IOException, JobAbortedException, PageAgainException, InterruptedException {
        if (isDelivered(exchange)) {
            return;
        }
        KafkaPage page = page(exchange);
        page.verify(task);
        // Before it waits for others, which may need the room to come to their end.
        page.free();
        if (transactions.isPresent()) {
            transactions.get().commit(task);
        }
        outage.over();
    }

    /** Called however the page's delivery has ended. */
    public void leave(Exchange exchange, @Variable(PageTask.VARIABLE) PageTask task) {
        Optional.ofNullable(page(exchange)).ifPresent(KafkaPage::free);
        begun.remove(task);
        transactions.ifPresent(all -> all.leave(task));
    }

    /** Says which page has been waiting for the brokers for long; empty if none has. */
    Optional<String> waitingFor() {
        long now = System.nanoTime();
        return begun.entrySet().stream()
                .min(Comparator.comparingLong(Map.Entry::getValue))
                .map(oldest -> Duration.ofNanos(now - oldest.getValue()))
                .filter(waited -> waited.compareTo(WORTH_TELLING) > 0)
                .map(waited -> settings.name() + " at " + settings.brokers() + " has not taken a page for "
                        + Durations.text(Duration.ofSeconds(waited.toSeconds())));
    }

    /** By a transaction that seemed to have failed. */
    private static boolean isDelivered(Exchange exchange) {
        return exchange.getProperty(DELIVERED, false, Boolean.class);
    }

    private static KafkaPage page(Exchange exchange) {
        return exchange.getProperty(KafkaPage.PROPERTY, KafkaPage.class);
    }

    private static RecordBatch batchOf(Exchange exchange) {
        return exchange.getMessage().getBody(RecordBatch.class);
    }
}
