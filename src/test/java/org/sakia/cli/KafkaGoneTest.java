package org.sakia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sakia.kafka.KafkaBroker;

/** What somebody reads who runs a job while Kafka is not there. */
class KafkaGoneTest {

    @TempDir
    private Path folder;

    @Test
    void one_sentence_stands_in_the_console_and_the_details_in_the_log() throws Exception {
        String nobody = "127.0.0.1:" + KafkaBroker.freePort();
        try (FixedApi api = FixedApi.withPages(3, 10)) {
            Launcher app = Launcher.in(folder, api.uri())
                    .with("sink", "kafka")
                    .with("kafka-brokers", nobody)
                    .with("kafka-topic", "orders")
                    .with("give-up-after", "2s");

            Launch.End end = app.run("run", "--no-progress");

            assertThat(end.code()).as(end.said()).isEqualTo(4);
            assertThat(end.said())
                    .containsOnlyOnce("the brokers at " + nobody + " (kafka-brokers) do not answer")
                    .doesNotContain("could not be established");
            assertThat(Files.readString(app.work().resolve(".sakia").resolve("sakia.log")))
                    .contains("could not be established")
                    .doesNotContain("bootstrap.servers = ");
            assertThat(api.requests()).isZero();
        }
    }
}
