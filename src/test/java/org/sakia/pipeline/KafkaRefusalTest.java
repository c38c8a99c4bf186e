package org.sakia.pipeline;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sakia.job.ExportJob;
import org.sakia.job.JobReport;
import org.sakia.kafka.KafkaBroker;
import org.sakia.kafka.NothingForbidden;
import org.slf4j.LoggerFactory;

/** A broker with users, permissions and a policy, and with transactions that it cannot keep: what the job says then. */
@Timeout(120)
class KafkaRefusalTest {

    private static final String PASSWORD = "correct-horse-battery";
    private static final int PORT = KafkaBroker.freePort();

    @TempDir
    static Path brokerFolder;

    private static KafkaBroker broker;

    @TempDir
    Path folder;

    @BeforeAll
    static void startBroker() {
        broker = KafkaBroker.start(
                brokerFolder,
                "listeners=PLAINTEXT://127.0.0.1:{port},CONTROLLER://127.0.0.1:{controller-port},LOGIN://127.0.0.1:"
                        + PORT,
                "advertised.listeners=PLAINTEXT://127.0.0.1:{port},LOGIN://127.0.0.1:" + PORT,
                "listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,LOGIN:SASL_PLAINTEXT",
                "sasl.enabled.mechanisms=PLAIN",
                "listener.name.login.plain.sasl.jaas.config="
                        + "org.apache.kafka.common.security.plain.PlainLoginModule required user_sakia=\"" + PASSWORD
                        + "\";",
                "authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "super.users=User:ANONYMOUS",
                "create.topic.policy.class.name=" + NothingForbidden.class.getName(),
                "transaction.state.log.replication.factor=3");
    }

    @AfterAll
    static void endBroker() {
        broker.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_wrong_password_ends_the_run_and_is_told_nobody(boolean transactional) throws Exception {
        String wrong = "hunter2-of-" + broker.freshName();
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        Logger kafka = (Logger) LoggerFactory.getLogger("org.apache.kafka");
        log.start();
        root.addAppender(log);
        kafka.setLevel(Level.INFO);
        try {
            String said = refused(broker.newTopic(1), transactional, wrong);

            assertThat(said)
                    .contains("127.0.0.1:" + PORT)
                    .contains("Invalid username or password")
                    .contains("kafka.producer");
            assertThat(said).doesNotContain(wrong);
            assertThat(log.list).isNotEmpty();
            assertThat(List.copyOf(log.list))
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .noneMatch(line -> line.contains(wrong));
            assertThat(filesWith(wrong)).isEmpty();
        } finally {
            kafka.setLevel(null);
            root.detachAppender(log);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_topic_that_the_user_may_not_write_to_ends_the_run(boolean transactional) throws Exception {
        String topic = broker.newTopic(1);

        assertThat(refused(topic, transactional, PASSWORD)).contains(topic).contains("permi");
    }

    @Test
    void a_topic_that_may_be_seen_but_not_written_to_ends_the_run() throws Exception {
        String topic = broker.newTopic(1);
        allow(ResourceType.TOPIC, topic, AclOperation.DESCRIBE);

        assertThat(refusedLater(topic)).contains(topic).contains("permi");
    }

    @Test
    void a_transactional_id_that_the_user_may_not_use_ends_the_run() throws Exception {
        String topic = broker.newTopic(1);
        allow(ResourceType.TOPIC, topic, AclOperation.ALL);
        allow(ResourceType.TOPIC, topic + "-sakia", AclOperation.ALL);

        assertThat(refused(topic, true, PASSWORD))
                .contains("sakia-" + topic + "-sakia-orders")
                .contains("permi");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_topic_that_the_brokers_do_not_create_ends_the_run(boolean transactional) throws Exception {
        String topic = "forbidden-" + broker.freshName();
        try (ScriptedApi api = ScriptedApi.of(25);
                Export export = new ToKafka(broker, topic, transactional).export(folder, api.uri())) {
            assertThat(aborted(api, export))
                    .contains(topic)
                    .contains("begin with the name of their team")
                    .contains("create it");
        }
    }

    @Test
    void transactions_that_the_brokers_cannot_keep_end_the_run() throws Exception {
        try (ScriptedApi api = ScriptedApi.of(25);
                Export export = new ToKafka(broker, broker.newTopic(1), true)
                        .export(folder, api.uri())
                        .with("give-up-after", "3s")) {
            assertThat(aborted(api, export))
                    .contains(broker.brokers())
                    .contains("3s (give-up-after)")
                    .contains("transactional id");
        }
    }

    @Test
    void a_stop_signal_ends_the_run_while_transactions_are_waited_for() throws Exception {
        try (ScriptedApi api = ScriptedApi.of(25);
                Export export = new ToKafka(broker, broker.newTopic(1), true).export(folder, api.uri())) {
            ExportJob job = export.prepare();
            CompletableFuture<Void> start = CompletableFuture.runAsync(() -> startQuietly(job));
            await().atMost(30, SECONDS).until(() -> job.waitingFor().isPresent());

            job.interrupt();

            assertThat(ToKafka.end(job).state()).isEqualTo("interrupted");
            await().atMost(15, SECONDS).until(start::isDone);
            assertThat(api.requests()).isZero();
        }
    }

    private static void startQuietly(ExportJob job) {
        try {
            job.start();
        } catch (Exception e) {
            job.fail(e);
        }
    }

    private String refused(String topic, boolean transactional, String password) throws Exception {
        try (ScriptedApi api = ScriptedApi.of(25);
                Export export = loggedIn(api, topic, transactional, password)) {
            return aborted(api, export);
        }
    }

    /** The brokers say so with the first records only. */
    private String refusedLater(String topic) throws Exception {
        try (ScriptedApi api = ScriptedApi.of(25);
                Export export = loggedIn(api, topic, false, PASSWORD)) {
            JobReport report = ToKafka.run(export);

            assertThat(report.state()).isEqualTo("aborted");
            assertThat(report.pages().failed()).isZero();
            return report.message();
        }
    }

    private Export loggedIn(ScriptedApi api, String topic, boolean transactional, String password) {
        return ToKafka.export(folder, api.uri(), "127.0.0.1:" + PORT, topic, transactional)
                .with("kafka.producer.security.protocol", "SASL_PLAINTEXT")
                .with("kafka.producer.sasl.mechanism", "PLAIN")
                .with(
                        "kafka.producer.sasl.jaas.config",
                        "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"sakia\" password=\""
                                + password + "\";");
    }

    private static String aborted(ScriptedApi api, Export export) throws Exception {
        JobReport report = ToKafka.run(export);

        assertThat(report.state()).as(report.message()).isEqualTo("aborted");
        assertThat(api.requests()).isZero();
        return report.message();
    }

    private static void allow(ResourceType type, String name, AclOperation operation) throws Exception {
        broker.admin()
                .createAcls(List.of(new AclBinding(
                        new ResourcePattern(type, name, PatternType.LITERAL),
                        new AccessControlEntry("User:sakia", "*", operation, AclPermissionType.ALLOW))))
                .all()
                .get();
    }

    private List<Path> filesWith(String secret) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> contains(file, secret))
                    .toList();
        }
    }

    private static boolean contains(Path file, String secret) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(secret);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
