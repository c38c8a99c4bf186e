package org.sakia.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.camel.component.kafka.KafkaComponent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sakia.deliver.kafka.KafkaClients;
import org.sakia.kafka.KafkaBroker;

/** A Kafka job in the context of an application that has Kafka routes of its own. */
class KafkaInHostTest {

    @TempDir
    private Path folder;

    @Test
    void the_client_factory_of_a_job_is_not_given_to_the_endpoints_of_the_host() throws Exception {
        KafkaBroker broker = KafkaBroker.shared();
        try (ScriptedApi api = ScriptedApi.of(10);
                Export export = Export.of(folder, api.uri())
                        .with("rate", "none")
                        .with("sink", "kafka")
                        .with("kafka-brokers", broker.brokers())
                        .with("kafka-topic", broker.newTopic(1))) {
            assertThat(export.run().state()).isEqualTo("complete");

            KafkaComponent hosts = export.context().getComponent("kafka", KafkaComponent.class);
            assertThat(hosts.getKafkaClientFactory()).isNotInstanceOf(KafkaClients.class);
        }
    }
}
