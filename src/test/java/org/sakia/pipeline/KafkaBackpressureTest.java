package org.sakia.pipeline;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sakia.job.ExportJob;
import org.sakia.kafka.KafkaBroker;

/** A broker that takes nothing holds up the plan and the requests: nothing piles up in between. */
@Timeout(120)
class KafkaBackpressureTest {

    private static final int RECORDS = 4_000;
    private static final int WORKERS = 4;
    private static final int QUEUE = 6;

    @TempDir
    static Path brokerFolder;

    private static KafkaBroker broker;

    @TempDir
    Path folder;

    @BeforeAll
    static void startBroker() {
        broker = KafkaBroker.start(brokerFolder);
    }

    @AfterAll
    static void endBroker() {
        broker.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Tag("slow")
    void a_broker_that_takes_nothing_holds_up_plan_and_requests(boolean transactional) throws Exception {
        ToKafka kafka = new ToKafka(broker, broker.newTopic(3), transactional);
        try (ScriptedApi api = ScriptedApi.of(RECORDS);
                Export export = kafka.export(folder, api.uri())
                        .with("rate", "200/1s")
                        .with("workers", WORKERS)
                        .with("queue", QUEUE)) {
            ExportJob job = ToKafka.start(export);
            await().atMost(30, SECONDS).until(() -> job.totals().deliveredPages() > 10);

            broker.pause();
            try {
                await().atMost(30, SECONDS).until(() -> job.waitingFor().isPresent());
                long delivered = job.totals().deliveredPages();
                int requests = api.requests();
                long planned = job.plan().planned();
                await().during(Duration.ofSeconds(2))
                        .atMost(20, SECONDS)
                        .until(() -> api.requests() == requests && job.plan().planned() == planned);

                assertThat(planned).isLessThan(RECORDS / ToKafka.PAGE_SIZE);
                assertThat(planned - delivered).isLessThanOrEqualTo(QUEUE + WORKERS + 2);
                assertThat(requests - delivered).isLessThanOrEqualTo(WORKERS);
            } finally {
                broker.resume();
            }

            ToKafka.assertComplete(ToKafka.end(job));
            kafka.assertHolds(RECORDS);
        }
    }
}
