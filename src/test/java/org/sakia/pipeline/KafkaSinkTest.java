package org.sakia.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sakia.job.JobReport;
import org.sakia.kafka.KafkaBroker;
import org.sakia.kafka.TopicContent;
import org.sakia.kafka.TopicContent.Message;
import org.sakia.ledger.PageRow;

/** The Kafka sink at a real broker, with transactions and without. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class KafkaSinkTest {

    private final KafkaBroker broker = KafkaBroker.shared();
    private final String topic = broker.newTopic(3);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void every_record_is_one_message_with_its_own_bytes_and_a_stable_key(boolean transactional) throws Exception {
        Instant before = Instant.now();
        try (ScriptedApi api = ScriptedApi.of(25);
                Export export = export(api, transactional)) {
            JobReport report = export.run();

            assertThat(report.state()).as(report.message()).isEqualTo("complete");
            List<Message> messages = messages();
            assertThat(messages)
                    .extracting(Message::value)
                    .containsExactlyInAnyOrderElementsOf(ScriptedApi.records(25));
            Message one = messages.stream()
                    .filter(message -> message.key().equals("orders/2/3"))
                    .findFirst()
                    .orElseThrow();
            assertThat(one.value()).isEqualTo(ScriptedApi.records(25).get(23));
            assertThat(one.headers())
                    .containsOnlyKeys("sakia-job", "sakia-page", "sakia-index", "sakia-fetched-at")
                    .containsEntry("sakia-job", "orders")
                    .containsEntry("sakia-page", "2")
                    .containsEntry("sakia-index", "3");
            assertThat(Instant.parse(one.headers().get("sakia-fetched-at"))).isBetween(before, Instant.now());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void the_key_comes_out_of_the_record_where_the_job_says_so(boolean transactional) throws Exception {
        String body =
                "{\"count\":4,\"results\":[{\"id\":{\"a\":[1, 2]}},{\"id\":\"h\\u00e9\"},{\"id\":1e400},{\"x\":1}]}";
        try (ScriptedApi api = ScriptedApi.of(4).at(0, Reply.json(body));
                Export export = export(api, transactional).with("kafka-key", "/id")) {
            export.run();

            assertThat(messages())
                    .extracting(Message::key)
                    .containsExactlyInAnyOrder("{\"a\":[1,2]}", "hé", "1e400", "orders/0/3");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_record_too_large_for_the_broker_fails_its_page_with_index_and_size(boolean transactional) throws Exception {
        String small = broker.newTopic(1, Map.of("max.message.bytes", "20000"));
        StringBuilder noise = new StringBuilder();
        new Random(7).ints(60_000, 'a', 'z').forEach(c -> noise.append((char) c));
        String body = "{\"count\":25,\"results\":[{\"id\":0},{\"id\":1,\"text\":\"" + noise + "\"}]}";
        try (ScriptedApi api = ScriptedApi.of(25).at(10, Reply.json(body));
                Export export = export(api, transactional).with("kafka-topic", small)) {
            JobReport report = export.run();

            assertThat(report.state()).isEqualTo("failed-pages");
            assertThat(report.records()).isEqualTo(15);
            assertThat(export.status().failedPages())
                    .extracting(PageRow::error)
                    .singleElement()
                    .asString()
                    .contains("record 1 of the page (60,");
        }
    }

    private Export export(ScriptedApi api, boolean transactional) {
        return Export.of(folder, api.uri())
                .with("rate", "none")
                .with("workers", 4)
                .with("page-size", 10)
                .with("sink", "kafka")
                .with("kafka-brokers", broker.brokers())
                .with("kafka-topic", topic)
                .with("kafka-transactional", transactional);
    }

    private List<Message> messages() {
        return TopicContent.committed(broker.brokers(), topic);
    }
}
