package org.sakia.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sakia.kafka.KafkaBroker;
import org.sakia.kafka.TopicContent;
import org.sakia.kafka.TopicContent.Message;

/** Many workers at one topic, with an API and a sink that fail now and then. */
@Timeout(120)
class KafkaConcurrencyTest {

    private static final int PAGES = 300;
    private static final int RECORDS = PAGES * ToKafka.PAGE_SIZE;

    private final KafkaBroker broker = KafkaBroker.shared();

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"4, false", "4, true", "32, false", "32, true"})
    @Tag("slow")
    void faults_of_the_api_and_the_sink_lose_nothing_and_double_nothing(int workers, boolean transactional)
            throws Exception {
        ToKafka kafka = new ToKafka(broker, broker.newTopic(3), transactional);
        FirstTime stumble = new FirstTime("0", "7", "70", "71", "72", "171", "299");
        try (ScriptedApi api = faulty();
                Export export = kafka.export(folder, api.uri())
                        .with("workers", workers)
                        .with("retry-attempts", 5)
                        .routes(
                                KafkaRoute.with(
                                        folder,
                                        "{{job}}-record",
                                        """
                                - choice:
                                    id: "{{job}}-stumble"
                                    when:
                                      - method:
                                          ref: stumble
                                          method: now
                                        steps:
                                          - throwException:
                                              exceptionType: java.io.IOException
                                              message: broken for once
                                """))) {
            export.context().getRegistry().bind("stumble", stumble);

            ToKafka.assertComplete(ToKafka.run(export));

            assertThat(stumble.times()).isEqualTo(7);
            kafka.assertHolds(RECORDS);
        }
    }

    @Test
    void many_workers_share_transactions() throws Exception {
        ToKafka kafka = new ToKafka(broker, broker.newTopic(1), true);
        try (ScriptedApi api = ScriptedApi.of(RECORDS);
                Export export = kafka.export(folder, api.uri()).with("workers", 32)) {
            ToKafka.assertComplete(ToKafka.run(export));

            List<Message> messages = TopicContent.committed(broker.brokers(), kafka.topic());
            // Nothing was aborted, so between the records there is one marker for every commit but the last.
            long commits = messages.get(messages.size() - 1).offset() + 1 - messages.size() + 1;
            assertThat(messages).hasSize(RECORDS);
            assertThat(commits).isLessThan(PAGES);
        }
    }

    private static ScriptedApi faulty() throws Exception {
        ScriptedApi api = ScriptedApi.of(RECORDS);
        for (int offset = 50; offset < RECORDS; offset += 170) {
            String body = ScriptedApi.body(RECORDS, offset, ToKafka.PAGE_SIZE);
            api.at(offset, Reply.status(500), Reply.halfInChunks(body));
            api.at(offset + 20, Reply.resetHalfWay(body));
            api.at(offset + 40, Reply.status(429));
        }
        return api;
    }
}
