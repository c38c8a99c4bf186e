package org.sakia.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.sakia.job.ExportJob;
import org.sakia.job.JobReport;
import org.sakia.kafka.KafkaBroker;
import org.sakia.kafka.TopicContent;
import org.sakia.kafka.TopicContent.Message;
import org.sakia.ledger.LedgerException;
import org.sakia.request.JobAbortedException;

/**
 * A job whose records go to Kafka, and what must stand there afterwards, counted by key. Records and pages are those of
 * {@link ScriptedApi}.
 *
 * @param transactional the mode
 */
record ToKafka(KafkaBroker broker, String topic, boolean transactional) {

    static final int PAGE_SIZE = 10;

    /** A job with four workers and no patience to speak of with what fails. */
    Export export(Path folder, Object url) {
        return export(folder, url, broker.brokers(), topic, transactional);
    }

    static Export export(Path folder, Object url, String brokers, String topic, boolean transactional) {
        return Export.of(folder, url)
                .with("rate", "none")
                .with("workers", 4)
                .with("page-size", PAGE_SIZE)
                .with("retry-attempts", 2)
                .with("sink", "kafka")
                .with("kafka-brokers", brokers)
                .with("kafka-topic", topic)
                .with("kafka-transactional", transactional);
    }

    /** Begins the run as the application does: what keeps it from starting ends it. */
    static ExportJob start(Export export) throws Exception {
        ExportJob job = export.prepare();
        try {
            job.start();
        } catch (JobAbortedException | LedgerException e) {
            job.fail(e);
        }
        return job;
    }

    static JobReport run(Export export) throws Exception {
        return end(start(export));
    }

    static JobReport end(ExportJob job) throws InterruptedException {
        return job.report(job.await());
    }

    static void assertComplete(JobReport report) {
        assertThat(report.state()).as(report.message()).isEqualTo("complete");
        assertThat(report.pages().failed()).isZero();
    }

    /** Exactly once for those who read committed messages in transactional mode, else at least once under its key. */
    void assertHolds(int records) {
        List<Message> messages = TopicContent.committed(broker.brokers(), topic);
        Map<String, List<String>> byKey = messages.stream()
                .collect(Collectors.groupingBy(Message::key, Collectors.mapping(Message::value, Collectors.toList())));
        if (transactional) {
            assertThat(byKey).allSatisfy((key, values) -> assertThat(values).hasSize(1));
        }
        Map<String, String> firstByKey = new LinkedHashMap<>();
        byKey.forEach((key, values) -> {
            assertThat(values).as(key).containsOnly(values.get(0));
            firstByKey.put(key, values.get(0));
        });
        assertThat(firstByKey).isEqualTo(expected(records));
    }

    private static Map<String, String> expected(int records) {
        List<String> values = ScriptedApi.records(records);
        Map<String, String> expected = new LinkedHashMap<>();
        for (int id = 0; id < records; id++) {
            expected.put(Export.JOB + "/" + id / PAGE_SIZE + "/" + id % PAGE_SIZE, values.get(id));
        }
        return expected;
    }
}
