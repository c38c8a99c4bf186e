package org.sakia.pipeline;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sakia.job.ExportJob;
import org.sakia.job.JobReport;
import org.sakia.kafka.KafkaBroker;

/** Transactions that do not come to their end: somebody else has taken over, or the broker has timed them out. */
@Timeout(120)
class KafkaFencedTest {

    private static final int RECORDS = 900;

    @TempDir
    static Path brokerFolder;

    private static KafkaBroker broker;

    @TempDir
    Path folder;

    @BeforeAll
    static void startBroker() {
        broker = KafkaBroker.start(
                brokerFolder,
                "transaction.abort.timed.out.transaction.cleanup.interval.ms=200",
                "transaction.state.log.num.partitions=1");
    }

    @AfterAll
    static void endBroker() {
        broker.close();
    }

    @Test
    void whoever_takes_over_the_transactional_id_ends_the_run_and_nothing_is_doubled() throws Exception {
        ToKafka kafka = new ToKafka(broker, broker.newTopic(3), true);
        try (ScriptedApi api = ScriptedApi.of(RECORDS)) {
            try (Export export = kafka.export(folder, api.uri()).with("rate", "50/1s")) {
                ExportJob job = ToKafka.start(export);
                await().atMost(30, SECONDS).until(() -> job.totals().deliveredPages() > 10);
                takeOver("sakia-" + kafka.topic() + "-sakia-" + Export.JOB);

                JobReport report = ToKafka.end(job);

                assertThat(report.state()).isEqualTo("aborted");
                assertThat(report.message())
                        .contains("another process has taken up the transactional id sakia-" + kafka.topic())
                        .contains("run again");
                assertThat(report.pages().failed()).isZero();
                assertThat(job.totals().deliveredPages()).isLessThan(RECORDS / ToKafka.PAGE_SIZE);
            }
            try (Export again = kafka.export(folder, api.uri())) {
                ToKafka.assertComplete(ToKafka.run(again));
            }
            kafka.assertHolds(RECORDS);
        }
    }

    @Test
    void a_transaction_that_the_broker_has_timed_out_is_made_again() throws Exception {
        ToKafka kafka = new ToKafka(broker, broker.newTopic(3), true);
        FirstTime dawdler = new FirstTime("3");
        try (ScriptedApi api = ScriptedApi.of(100);
                Export export = kafka.export(folder, api.uri())
                        .with("kafka.producer.transaction.timeout.ms", 1_000)
                        .routes(
                                KafkaRoute.with(
                                        folder,
                                        "{{job}}-complete",
                                        """
                                - choice:
                                    id: "{{job}}-dawdle"
                                    when:
                                      - method:
                                          ref: dawdler
                                          method: now
                                        steps:
                                          - delay:
                                              constant: "4000"
                                """))) {
            export.context().getRegistry().bind("dawdler", dawdler);

            JobReport report = ToKafka.run(export);

            ToKafka.assertComplete(report);
            assertThat(dawdler.times()).isEqualTo(1);
            kafka.assertHolds(100);
        }
    }

    private static void takeOver(String transactionalId) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", broker.brokers(), "transactional.id", transactionalId);
        try (KafkaProducer<byte[], byte[]> other =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            other.initTransactions();
        }
    }
}
