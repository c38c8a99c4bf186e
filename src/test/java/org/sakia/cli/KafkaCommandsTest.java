package org.sakia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sakia.kafka.KafkaBroker;
import org.sakia.kafka.TopicContent;
import org.sakia.kafka.TopicContent.Message;

/** What the commands do and say of a job that writes to Kafka. */
class KafkaCommandsTest {

    private static final String NOBODY = "127.0.0.1:1";
    private static final String SECRET = "s3cr3t-of-the-broker";

    private final KafkaBroker broker = KafkaBroker.shared();

    @TempDir
    private Path folder;

    @Test
    void fresh_exports_a_second_time_and_leaves_other_jobs_in_the_ledger_topic_alone() throws Exception {
        try (FixedApi api = FixedApi.withPages(3, 10)) {
            KafkaJob job = new KafkaJob(folder, api.uri(), true, 10);
            job.app()
                    .job("items", api.uri())
                    .set("items", "sink", "kafka")
                    .set("items", "kafka-brokers", broker.brokers())
                    .set("items", "kafka-topic", broker.newTopic(1))
                    .set("items", "kafka-transactional", true)
                    .set("items", "kafka-ledger-topic", job.ledgerTopic());
            Launch.End first = job.app().run("run");
            Map<String, String> before = ledgerTopic(job);

            Launch.End again = job.app().run("run", "--fresh", Launcher.JOB);

            assertThat(first.code()).as(first.said()).isZero();
            assertThat(again.code()).as(again.said()).isZero();
            assertThat(KafkaJob.repeated(job.assertAtLeastOnce(30)))
                    .extracting(Message::key)
                    .hasSize(30)
                    .doesNotHaveDuplicates();
            assertThat(tombstones(job))
                    .containsExactlyInAnyOrderElementsOf(before.keySet().stream()
                            .filter(key -> key.startsWith("orders/"))
                            .toList());
            assertThat(ledgerTopic(job)).containsOnlyKeys(before.keySet());
        }
    }

    @Test
    @Tag("slow")
    void another_page_size_is_refused_even_if_only_the_topic_knows_the_old_one() throws Exception {
        try (FixedApi api = FixedApi.withPages(3, 10)) {
            KafkaJob job = new KafkaJob(folder, api.uri(), true, 10);
            job.app().run("run", "--max-pages", "2");
            int requests = api.requests();
            job.app().with("page-size", 20);

            Launch.End known = job.app().run("run");
            job.forgetState();
            Launch.End onAnotherMachine = job.app().run("run");
            int refused = api.requests();
            Launch.End fresh = job.app().run("run", "--fresh", "--max-pages", "1");

            String sentence =
                    "ob orders was begun with another configuration (page-size: 10 -> 20); run with --fresh to"
                            + " start over, or give the changed export another job name";
            assertThat(known.code()).as(known.said()).isEqualTo(2);
            assertThat(known.err()).contains(sentence).doesNotContain("Exception");
            assertThat(onAnotherMachine.code()).as(onAnotherMachine.said()).isEqualTo(4);
            assertThat(onAnotherMachine.out()).contains(sentence);
            assertThat(onAnotherMachine.said()).doesNotContain("Exception", "\tat ");
            assertThat(refused).isEqualTo(requests);
            assertThat(fresh.code()).as(fresh.said()).isZero();
        }
    }

    @Test
    @Tag("slow")
    void a_page_with_too_large_a_record_stands_in_status_and_retry_delivers_it_once_there_is_room() throws Exception {
        try (FixedApi api = FixedApi.withPages(3, 10)) {
            KafkaJob job = new KafkaJob(folder, api.uri(), true, 10);
            api.page(10, FixedApi.status(200, withLargeFirst(10, 20)));
            limit(job.topic(), "20000");

            Launch.End run = job.app().run("run");
            Launch.End status = job.app().run("status");
            limit(job.topic(), "200000");
            Launch.End retry = job.app().run("retry");

            assertThat(run.code()).as(run.said()).isEqualTo(3);
            assertThat(status.out())
                    .contains("20 records in 2 pages delivered, 30 records expected, 1 page failed")
                    .contains("page 1 failed after 1 attempt: record 0 of the page (60,")
                    .contains("raise the topic's max.message.bytes");
            assertThat(retry.code()).as(retry.said()).isZero();
            assertThat(retry.out())
                    .contains("Expected 30 records, delivered 30, 0 pages failed")
                    .contains("The records are in the Kafka topic " + job.topic() + " at " + broker.brokers()
                            + ", for consumers with isolation.level=read_committed.");
            job.assertExactlyOnce(30);
        }
    }

    @Test
    void check_says_that_kafka_answers_and_makes_no_topic() throws Exception {
        try (FixedApi api = FixedApi.withPages(3, 10)) {
            KafkaJob job = new KafkaJob(folder, api.uri(), true, 10);

            Launch.End end = job.app().run("check");

            assertThat(end.code()).as(end.said()).isZero();
            assertThat(end.out())
                    .contains("30 records in 3 pages")
                    .contains("orders: Kafka answers; the topic " + job.topic()
                            + " is there, the ledger topic " + job.ledgerTopic()
                            + " is missing, run will create it");
            assertThat(job.committed()).isEmpty();
            assertThat(broker.admin().listTopics().names().get()).doesNotContain(job.ledgerTopic());
        }
    }

    @Test
    @Tag("slow")
    void brokers_that_do_not_answer_are_told_with_4_and_no_secret_and_no_flood() throws Exception {
        try (FixedApi api = FixedApi.withPages(3, 10)) {
            KafkaJob job = new KafkaJob(folder, api.uri(), false, 10);
            job.app()
                    .with("kafka-brokers", NOBODY)
                    .with("give-up-after", "4s")
                    .with("kafka.producer.security.protocol", "SASL_PLAINTEXT")
                    .with("kafka.producer.sasl.mechanism", "PLAIN")
                    .with(
                            "kafka.producer.sasl.jaas.config",
                            "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"sakia\" password=\""
                                    + SECRET + "\";");

            Launch.End run = job.app().run("run", "-v");
            Launch.End check = job.app().run("check", "-v");

            assertThat(run.code()).as(run.said()).isEqualTo(4);
            assertThat(run.out())
                    .contains("the brokers at 127.0.0.1:1 (kafka-brokers) do not answer", "see to host, port");
            assertThat(run.err().split("could not be established", -1))
                    .as("lines of Kafka's client")
                    .hasSizeLessThan(5);
            assertThat(check.code()).as(check.said()).isEqualTo(4);
            assertThat(check.out())
                    .contains("30 records in 3 pages")
                    .contains("orders: the brokers at 127.0.0.1:1 (kafka-brokers) do not answer");
            assertThat(api.requests()).as("only check asks").isEqualTo(1);
            assertThat(run.said() + check.said()).doesNotContain(SECRET);
            assertThat(kept(job))
                    .allSatisfy((file, content) -> assertThat(content).as(file).doesNotContain(SECRET));
        }
    }

    @Test
    void a_stop_signal_ends_the_wait_for_brokers_that_do_not_answer() throws Exception {
        try (FixedApi api = FixedApi.withPages(3, 10)) {
            KafkaJob job = new KafkaJob(folder, api.uri(), true, 10);
            // So long that the test would fail without the signal.
            job.app()
                    .with("kafka-brokers", NOBODY)
                    .with("kafka.producer.request.timeout.ms", 600_000)
                    .with("kafka.producer.default.api.timeout.ms", 600_000);
            try (Launch run = job.app().start("run", "-v")) {
                run.until(() -> run.said().contains("could not be established"));
                run.signal("TERM");

                Launch.End end = run.await();

                assertThat(end.code()).as(end.said()).isEqualTo(130);
                assertThat(end.out()).contains("orders: interrupted");
                assertThat(api.requests()).isZero();
            }
        }
    }

    private static String withLargeFirst(int from, int to) {
        StringBuilder noise = new StringBuilder();
        new Random(7).ints(60_000, 'a', 'z').forEach(letter -> noise.append((char) letter));
        String records = IntStream.range(from, to)
                .mapToObj(id -> "{\"id\":" + id + ",\"note\":\"" + (id == from ? noise : "") + "\"}")
                .collect(Collectors.joining(","));
        return "{\"count\":30,\"results\":[" + records + "]}";
    }

    private void limit(String topic, String bytes) throws ExecutionException, InterruptedException {
        ConfigEntry entry = new ConfigEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, bytes);
        broker.admin()
                .incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.TOPIC, topic),
                        List.of(new AlterConfigOp(entry, AlterConfigOp.OpType.SET))))
                .all()
                .get();
    }

    /** What the ledger topic says last under each key. */
    private Map<String, String> ledgerTopic(KafkaJob job) {
        Map<String, String> last = new HashMap<>();
        TopicContent.committed(broker.brokers(), job.ledgerTopic())
                .forEach(message -> last.put(message.key(), message.value()));
        last.values().removeIf(String::isEmpty);
        return last;
    }

    private List<String> tombstones(KafkaJob job) {
        return TopicContent.committed(broker.brokers(), job.ledgerTopic()).stream()
                .filter(message -> message.value().isEmpty())
                .map(Message::key)
                .toList();
    }

    /** All that the working folder keeps of the runs. */
    private static Map<String, String> kept(KafkaJob job) throws IOException {
        Map<String, String> kept = new HashMap<>();
        try (Stream<Path> files = Files.walk(job.app().work().resolve(".sakia"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                kept.put(file.toString(), new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return kept;
    }
}
