package org.sakia.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sakia.job.JobReport;
import org.sakia.kafka.KafkaBroker;

/** Topics that are missing are made as the job says, and a ledger topic that forgets is none. */
@Timeout(120)
class KafkaTopicsTest {

    private final KafkaBroker broker = KafkaBroker.shared();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_missing_topic_is_created_as_the_job_says(boolean transactional) throws Exception {
        ToKafka kafka = new ToKafka(broker, broker.freshName(), transactional);
        try (ScriptedApi api = ScriptedApi.of(25);
                Export export = kafka.export(folder, api.uri())
                        .with("kafka-partitions", 5)
                        .with("kafka-replication", 1)) {
            ToKafka.assertComplete(ToKafka.run(export));

            assertThat(described(kafka.topic()).partitions())
                    .hasSize(5)
                    .allSatisfy(partition -> assertThat(partition.replicas()).hasSize(1));
            kafka.assertHolds(25);
        }
    }

    @Test
    void the_ledger_topic_is_created_with_one_partition_and_compacted() throws Exception {
        ToKafka kafka = new ToKafka(broker, broker.newTopic(1), true);
        try (ScriptedApi api = ScriptedApi.of(25);
                Export export = kafka.export(folder, api.uri()).with("kafka-partitions", 5)) {
            ToKafka.assertComplete(ToKafka.run(export));

            String ledgerTopic = kafka.topic() + "-sakia";
            assertThat(described(ledgerTopic).partitions()).hasSize(1);
            ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, ledgerTopic);
            assertThat(broker.admin()
                            .describeConfigs(List.of(resource))
                            .all()
                            .get()
                            .get(resource)
                            .get("cleanup.policy")
                            .value())
                    .isEqualTo("compact");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"delete", "compact,delete"})
    void a_ledger_topic_that_forgets_is_refused_before_anything_is_asked(String policy) throws Exception {
        ToKafka kafka = new ToKafka(broker, broker.newTopic(1), true);
        String forgets = broker.newTopic(1, Map.of("cleanup.policy", policy));
        try (ScriptedApi api = ScriptedApi.of(25);
                Export export = kafka.export(folder, api.uri()).with("kafka-ledger-topic", forgets)) {
            JobReport report = ToKafka.run(export);

            assertThat(report.state()).isEqualTo("aborted");
            assertThat(report.message())
                    .contains(forgets)
                    .contains("kafka-ledger-topic")
                    .contains("cleanup.policy is " + policy)
                    .contains("set it to compact");
            assertThat(api.requests()).isZero();
        }
    }

    @Test
    void more_copies_than_there_are_brokers_are_refused_before_anything_is_asked() throws Exception {
        ToKafka kafka = new ToKafka(broker, broker.freshName(), false);
        try (ScriptedApi api = ScriptedApi.of(25);
                Export export = kafka.export(folder, api.uri()).with("kafka-replication", 3)) {
            JobReport report = ToKafka.run(export);

            assertThat(report.state()).isEqualTo("aborted");
            assertThat(report.message()).contains(kafka.topic()).contains("kafka-replication");
            assertThat(api.requests()).isZero();
        }
    }

    private TopicDescription described(String topic) throws Exception {
        return broker.admin()
                .describeTopics(List.of(topic))
                .allTopicNames()
                .get()
                .get(topic);
    }
}
