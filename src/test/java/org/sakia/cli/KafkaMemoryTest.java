package org.sakia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sakia.kafka.KafkaBroker;
import org.sakia.lab.ApiProfile;
import org.sakia.lab.ApiSimulator;

/** Guarantee 6 with the Kafka sink: 64 MiB of heap do, with the producer's buffers in them. */
@Tag("slow")
class KafkaMemoryTest {

    private static final Pattern AFTER_FULL = Pattern.compile("Pause Full.*?M->(\\d+)M\\(");

    private final KafkaBroker broker = KafkaBroker.shared();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void fifty_workers_with_pages_of_5_mb_fit(boolean transactional) throws Exception {
        ApiProfile large = ApiProfile.builder()
                .total(60 * 500)
                .maxPageSize(500)
                .recordBytes(10_000)
                .latency(Duration.ofMillis(500), Duration.ofMillis(600))
                .build();

        JsonNode job = exported(large, transactional, 500, 50);

        assertThat(job.path("bytes").longValue()).isEqualTo(60L * 500 * 10_001);
        assertThat(job.path("peak_in_flight").intValue()).isBetween(40, 50);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_hundred_workers_with_records_of_1_mib_fit(boolean transactional) throws Exception {
        ApiProfile large = ApiProfile.builder()
                .total(120)
                .maxPageSize(1)
                .recordBytes(1 << 20)
                .latency(Duration.ofMillis(500), Duration.ofMillis(600))
                .build();

        JsonNode job = exported(large, transactional, 1, 100);

        assertThat(job.path("records").longValue()).isEqualTo(120);
    }

    private JsonNode exported(ApiProfile profile, boolean transactional, int pageSize, int workers) throws Exception {
        Path collections = folder.resolve("gc.log");
        String topic = broker.newTopic(3, Map.of("max.message.bytes", "3000000"));
        try (ApiSimulator api = ApiSimulator.start(profile)) {
            Launcher app = Launcher.in(folder, api.uri())
                    .jvm("-XX:+ExitOnOutOfMemoryError", "-Xlog:gc:file=" + collections)
                    .with("page-size", pageSize)
                    .with("workers", workers)
                    .with("sink", "kafka")
                    .with("kafka-brokers", broker.brokers())
                    .with("kafka-topic", topic)
                    .with("kafka-transactional", transactional);

            try (Launch run = app.start("run", "--report", "report.json", "--no-progress")) {
                Launch.End end = run.await(Duration.ofMinutes(10));

                assertThat(end.code()).as(end.said()).isZero();
            }
            System.out.printf(
                    "KafkaMemoryTest: %d workers, transactional=%s: %d MB of heap at most after a full collection, of 64%n",
                    workers, transactional, most(collections));
            return new ObjectMapper()
                    .readTree(app.work().resolve("report.json").toFile())
                    .path("jobs")
                    .path(0);
        }
    }

    private static int most(Path collections) throws IOException {
        return AFTER_FULL
                .matcher(Files.readString(collections))
                .results()
                .map(found -> found.group(1))
                .mapToInt(Integer::parseInt)
                .max()
                .orElse(0);
    }
}
