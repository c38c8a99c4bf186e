package org.sakia.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sakia.job.JobReport;
import org.sakia.kafka.KafkaBroker;
import org.sakia.kafka.TopicContent;
import org.sakia.kafka.TopicContent.Message;

/** The steps for a record that docs/routes.md shows, put where it says. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class KafkaEditsTest {

    private static final String PLACE = " ".repeat(28);

    private final KafkaBroker broker = KafkaBroker.shared();
    private final String topic = broker.newTopic(1);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_field_gets_another_name_and_the_rest_stays_as_it_was(boolean transactional) throws Exception {
        List<Message> messages = exported(
                transactional,
                "rename",
                topic,
                "{\"customer\":\"h\u00e9\\u00e9 \\\"customer\\\":\",\"amount\":1.0e400,\"x\":\"customer\"}",
                "{\"x\":1}");

        assertThat(messages)
                .extracting(Message::value)
                .containsExactlyInAnyOrder(
                        "{\"customer_id\":\"h\u00e9\\u00e9 \\\"customer\\\":\",\"amount\":1.0e400,\"x\":\"customer\"}",
                        "{\"x\":1}");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_record_is_left_out_and_those_behind_it_are_not(boolean transactional) throws Exception {
        List<Message> messages = exported(
                transactional,
                "drop",
                topic,
                "{\"id\":0,\"test\":true}",
                "{\"id\":1}",
                "{\"id\":2,\"test\":false}",
                "{\"id\":3,\"test\":true}",
                "{\"id\":4}");

        assertThat(messages)
                .extracting(Message::key)
                .containsExactlyInAnyOrder("orders/0/1", "orders/0/2", "orders/0/4");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_record_chooses_its_topic_by_what_is_in_it(boolean transactional) throws Exception {
        String country = "x" + broker.freshName();
        List<Message> messages = exported(
                transactional,
                "choose-topic",
                "orders-" + country,
                "{\"id\":0,\"country\":\"" + country + "\"}",
                "{\"id\":1,\"country\":\"" + country + "-2\"}",
                "{\"id\":2,\"country\":\"" + country + "\"}");

        assertThat(messages).extracting(Message::key).containsExactly("orders/0/0", "orders/0/2");
        assertThat(TopicContent.committed(broker.brokers(), "orders-" + country + "-2"))
                .hasSize(1);
    }

    private List<Message> exported(boolean transactional, String edit, String read, String... records)
            throws Exception {
        String body = "{\"count\":" + records.length + ",\"results\":[" + String.join(",", records) + "]}";
        try (ScriptedApi api = ScriptedApi.of(records.length).at(0, Reply.json(body));
                Export export = Export.of(folder, api.uri())
                        .with("rate", "none")
                        .with("page-size", 10)
                        .with("retry-attempts", 2)
                        .with("sink", "kafka")
                        .with("kafka-brokers", broker.brokers())
                        .with("kafka-topic", topic)
                        .with("kafka-transactional", transactional)
                        .routes(routesWith(edit))) {
            JobReport report = export.run();

            assertThat(report.state())
                    .as(() -> export.status().failedPages().toString())
                    .isEqualTo("complete");
            assertThat(report.records()).isEqualTo(records.length);
            return TopicContent.committed(broker.brokers(), read);
        }
    }

    /** A routes folder with the step of that name at the place for a record's steps. */
    private Path routesWith(String edit) throws IOException {
        Matcher step = Pattern.compile("```yaml\n([^`]*\"\\{\\{job}}-" + edit + "\"[^`]*)```")
                .matcher(Files.readString(Path.of("docs/routes.md")));
        assertThat(step.find()).as(edit).isTrue();
        String route = Files.readString(Path.of("routes/deliver-kafka.camel.yaml"));
        String comment = PLACE + "# Your own steps";
        assertThat(route).contains(comment);
        Path routes = Files.createDirectory(folder.resolve("routes"));
        Files.writeString(
                routes.resolve("deliver-kafka.camel.yaml"),
                route.replace(comment, step.group(1).indent(PLACE.length()) + comment));
        return routes;
    }
}
