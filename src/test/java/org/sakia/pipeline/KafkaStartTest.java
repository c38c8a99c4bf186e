package org.sakia.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sakia.job.FreshStart;
import org.sakia.job.JobReport;
import org.sakia.kafka.KafkaBroker;

/** A Kafka that cannot be spoken to ends the run before the API is asked for anything, with a sentence. */
@Timeout(120)
class KafkaStartTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nobody_at_kafka_brokers_ends_the_run(boolean transactional) throws Exception {
        String nobody = "127.0.0.1:" + KafkaBroker.freePort();

        String said = refused(nobody, transactional, "give-up-after", "2s");

        assertThat(said).contains("kafka-brokers").contains(nobody).contains("security.protocol");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_host_without_an_address_ends_the_run(boolean transactional) throws Exception {
        String said = refused("no-such-host.invalid:9092", transactional, "give-up-after", "2s");

        assertThat(said)
                .contains("kafka-brokers")
                .contains("no-such-host.invalid:9092")
                .contains("spelling");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Tag("slow")
    void a_producer_property_that_is_none_ends_the_run(boolean transactional) throws Exception {
        String said = refused(KafkaBroker.shared().brokers(), transactional, "kafka.producer.linger.ms", "soon");

        assertThat(said).contains("linger.ms").contains("soon").contains("kafka.producer");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void tls_spoken_to_a_broker_without_ends_the_run(boolean transactional) throws Exception {
        String said = refused(
                KafkaBroker.shared().brokers(),
                transactional,
                "kafka.producer.security.protocol",
                "SSL",
                "give-up-after",
                "2s");

        assertThat(said).contains(KafkaBroker.shared().brokers()).contains("security.protocol");
    }

    @Test
    void a_fresh_start_that_did_not_come_to_kafka_is_finished_by_the_next_run() throws Exception {
        ToKafka kafka = new ToKafka(KafkaBroker.shared(), KafkaBroker.shared().newTopic(1), true);
        try (ScriptedApi api = ScriptedApi.of(25)) {
            try (Export first = kafka.export(folder, api.uri())) {
                ToKafka.assertComplete(ToKafka.run(first));
            }
            try (Export killed = kafka.export(folder, api.uri())) {
                killed.prepare();
                FreshStart.forget(killed.options(), killed.ledger());
            }
            for (int resumed : List.of(0, 3)) {
                try (Export next = kafka.export(folder, api.uri())) {
                    JobReport report = ToKafka.run(next);

                    ToKafka.assertComplete(report);
                    assertThat(report.pages().resumed()).isEqualTo(resumed);
                }
            }
        }
    }

    private String refused(String brokers, boolean transactional, String... settings) throws Exception {
        String topic = KafkaBroker.shared().newTopic(1);
        try (ScriptedApi api = ScriptedApi.of(25);
                Export export = ToKafka.export(folder, api.uri(), brokers, topic, transactional)) {
            for (int i = 0; i < settings.length; i += 2) {
                export.with(settings[i], settings[i + 1]);
            }

            JobReport report = ToKafka.run(export);

            assertThat(report.state()).as(report.message()).isEqualTo("aborted");
            assertThat(api.requests()).isZero();
            return report.message();
        }
    }
}
