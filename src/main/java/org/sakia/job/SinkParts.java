package org.sakia.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.sakia.config.Compression;
import org.sakia.config.JobOptions;
import org.sakia.config.Options;
import org.sakia.deliver.FileSink;
import org.sakia.deliver.Finish;
import org.sakia.deliver.KnownRecords;
import org.sakia.deliver.PageFiles;
import org.sakia.deliver.RecordKeyNotes;
import org.sakia.deliver.SinkFailure;
import org.sakia.deliver.SinkHeaders;
import org.sakia.deliver.kafka.KafkaDelivery;
import org.sakia.deliver.kafka.KafkaSettings;
import org.sakia.ledger.JobLedger;
import org.sakia.request.Answer;
import org.sakia.request.JobAbortedException;

/** The beans of one run's sink, whichever it is. */
final class SinkParts {

    private final JobOptions options;
    private final JobLedger ledger;
    private final boolean fresh;
    private final RecordKeyNotes keys;
    private final KnownRecords known;
    private final Optional<PageFiles> files;
    private final FileSink fileSink;
    private final SinkFailure failure;
    private final Optional<KafkaDelivery> kafka;
    private final Finish finish;
    private Optional<Thread> opener = Optional.empty();
    private boolean stopped;

    /**
     * @param spool       where a compressed page is kept until it is written
     * @param mostWorkers most pages delivered at once
     * @param complete    whether every page was delivered and the counts agree
     */
    SinkParts(
            JobOptions options,
            JobLedger ledger,
            JobSettings settings,
            Answer.SpoolSettings spool,
            int mostWorkers,
            BooleanSupplier complete) {
        this.options = options;
        this.ledger = ledger;
        UnaryOperator<String> mask = settings.secrets()::mask;
        fresh = settings.mode().fresh();
        boolean incremental = options.isSet(Options.INCREMENTAL_FIELD);
        keys = new RecordKeyNotes(
                incremental ? Optional.empty() : options.get(Options.RECORD_KEY), ledger.recordKeys());
        known = new KnownRecords(
                ledger,
                options.get(Options.INCREMENTAL_FIELD),
                options.get(Options.RECORD_KEY),
                spool.memoryBytes(),
                spool.folder());
        PageFiles pageFiles =
                new PageFiles(options.get(Options.OUT), options.get(Options.COMPRESS) == Compression.GZIP);
        boolean toFiles = options.get(Options.SINK).equals(Options.FILE_SINK);
        files = toFiles ? Optional.of(pageFiles) : Optional.empty();
        fileSink = new FileSink(pageFiles, spool.memoryBytes(), spool.folder());
        failure = new SinkFailure(toFiles ? options.get(Options.OUT).toString() : options.sinkName(), mask);
        kafka = options.get(Options.SINK).equals(Options.KAFKA_SINK)
                ? Optional.of(new KafkaDelivery(kafkaSettings(mostWorkers), ledger, mask))
                : Optional.empty();
        finish = new Finish(
                options.name(), ledger, complete, files, options.get(Options.MERGE), options.get(Options.MERGE_SIZE));
    }

    /** By the last part of the names that the routes know them by. */
    Map<String, Object> beans() {
        Map<String, Object> beans = new LinkedHashMap<>();
        beans.put("known", known);
        beans.put("keys", keys);
        beans.put("file", fileSink);
        beans.put("headers", new SinkHeaders(options.name()));
        beans.put("sink", failure);
        beans.put("finish", finish);
        kafka.ifPresent(delivery -> beans.putAll(delivery.beans()));
        return beans;
    }

    /**
     * Tries whether the sink can be written to, before the API is asked for anything. It may change what the ledger
     * knows, where the sink knows better.
     *
     * @throws JobAbortedException if it cannot
     */
    void open() throws JobAbortedException {
        if (files.isPresent()) {
            checkFolder(files.get().out());
        }
        if (kafka.isPresent()) {
            open(kafka.get());
        }
    }

    /**
     * Looks whether the sink could be written to; changes nothing. Only Kafka can be asked.
     *
     * @return what was found, as half a sentence
     * @throws JobAbortedException if it could not
     */
    Optional<String> look() throws JobAbortedException {
        if (kafka.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(kafka.get().look());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static JobAbortedException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new JobAbortedException("interrupted while Kafka was connected to", e);
    }

    private void open(KafkaDelivery delivery) throws JobAbortedException {
        beginOpening();
        try {
            delivery.open(fresh || FreshStart.isTopicToForget(ledger));
            FreshStart.topicHasForgotten(ledger);
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            endOpening();
        }
    }

    private synchronized void beginOpening() throws JobAbortedException {
        if (stopped) {
            throw new JobAbortedException("stopped before Kafka was connected to");
        }
        opener = Optional.of(Thread.currentThread());
    }

    private synchronized void endOpening() {
        opener = Optional.empty();
        if (stopped) {
            // Meant for what has ended now, and not for what this thread does next.
            Thread.interrupted();
        }
    }

    /** Ends {@link #open}, which may wait for long, and keeps it from beginning. */
    synchronized void stopOpening() {
        stopped = true;
        opener.ifPresent(Thread::interrupt);
    }

    /** Ends what is being delivered and has not come to an end by itself; those pages are left for the next run. */
    void cut() {
        kafka.ifPresent(KafkaDelivery::cut);
    }

    private static void checkFolder(Path out) throws JobAbortedException {
        try {
            Files.createDirectories(out);
            Files.delete(Files.createTempFile(out, "check-", ".part"));
            Files.deleteIfExists(out.resolve(Finish.COMPLETE_FILE));
        } catch (IOException e) {
            throw new JobAbortedException("the folder " + out + " (out) cannot be written to: " + e.getMessage(), e);
        }
    }

    /** Why the sink takes nothing at the moment. */
    Optional<String> waitingFor() {
        return kafka.flatMap(KafkaDelivery::waitingFor);
    }

    void close() {
        kafka.ifPresent(KafkaDelivery::close);
    }

    /** Where the pages lie, if they lie in files. */
    Optional<PageFiles> files() {
        return files;
    }

    Finish finish() {
        return finish;
    }

    private KafkaSettings kafkaSettings(int mostWorkers) {
        return new KafkaSettings(
                options.name(),
                options.get(Options.KAFKA_BROKERS).orElseThrow(),
                options.get(Options.KAFKA_TOPIC).orElseThrow(),
                options.get(Options.KAFKA_KEY),
                options.kafkaLedgerTopic(),
                options.get(Options.KAFKA_PARTITIONS),
                options.get(Options.KAFKA_REPLICATION),
                options.get(Options.KAFKA_PRODUCER),
                options.get(Options.MAX_RECORD),
                mostWorkers,
                options.get(Options.GIVE_UP_AFTER));
    }
}
