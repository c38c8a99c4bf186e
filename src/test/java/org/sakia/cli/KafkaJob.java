package org.sakia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.camel.util.FileUtil;
import org.sakia.kafka.KafkaBroker;
import org.sakia.kafka.TopicContent;
import org.sakia.kafka.TopicContent.Message;

/** The application with a job that writes to a topic of its own at the shared broker. Used by one thread. */
final class KafkaJob {

    private static final Pattern KEY = Pattern.compile(Launcher.JOB + "/(\\d+)/(\\d+)");
    private static final Pattern ID = Pattern.compile("\\{\"id\":(\\d+),.*");
    private static final int PARTITIONS = 3;

    private final KafkaBroker broker = KafkaBroker.shared();
    private final Launcher app;
    private final String topic;
    private final int pageSize;

    /** @param folder empty */
    KafkaJob(Path folder, URI api, boolean transactional, int pageSize) throws IOException {
        this.topic = broker.newTopic(PARTITIONS);
        this.pageSize = pageSize;
        this.app = Launcher.in(folder, api)
                .with("page-size", pageSize)
                .with("sink", "kafka")
                .with("kafka-brokers", broker.brokers())
                .with("kafka-topic", topic)
                .with("kafka-transactional", transactional);
    }

    Launcher app() {
        return app;
    }

    String topic() {
        return topic;
    }

    String ledgerTopic() {
        return topic + "-sakia";
    }

    /** As another machine would run the job: without ledger and log. */
    void forgetState() {
        Path state = app.work().resolve(".sakia");
        FileUtil.removeDir(state.toFile());
        assertThat(state).doesNotExist();
    }

    List<Message> committed() {
        return TopicContent.committed(broker.brokers(), topic);
    }

    List<Message> uncommitted() {
        return TopicContent.uncommitted(broker.brokers(), topic);
    }

    /** The pages that read_committed consumers have seen records of. */
    Set<Long> committedPages() {
        return committed().stream().map(KafkaJob::page).collect(Collectors.toSet());
    }

    static long page(Message message) {
        return number(KEY, 1, message.key());
    }

    /** What {@code read_committed} consumers have is every record once, under its key. */
    void assertExactlyOnce(long records) {
        assertThat(committed()).extracting(Message::key).containsExactlyInAnyOrderElementsOf(keys(records));
        assertOwnRecords(committed());
    }

    /** Nothing is missing, and there is nothing but the expected keys. */
    List<Message> assertAtLeastOnce(long records) {
        List<Message> messages = committed();
        assertThat(messages.stream().map(Message::key).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(keys(records));
        assertOwnRecords(messages);
        return messages;
    }

    /** The messages whose key was there before, in the order of the topic. */
    static List<Message> repeated(List<Message> messages) {
        return messages.stream().collect(Collectors.groupingBy(Message::key)).values().stream()
                .flatMap(same -> same.stream().skip(1))
                .toList();
    }

    private void assertOwnRecords(List<Message> messages) {
        assertThat(messages).allSatisfy(message -> assertThat(number(ID, 1, message.value()))
                .as("record under the key %s", message.key())
                .isEqualTo(page(message) * pageSize + number(KEY, 2, message.key())));
    }

    private List<String> keys(long records) {
        return new ArrayList<>(LongStream.range(0, records)
                .mapToObj(record -> Launcher.JOB + "/" + record / pageSize + "/" + record % pageSize)
                .toList());
    }

    private static long number(Pattern pattern, int group, String text) {
        Matcher found = pattern.matcher(text);
        assertThat(found.matches()).as("%s is as in %s", text, pattern).isTrue();
        return Long.parseLong(found.group(group));
    }
}
