package org.sakia.pipeline;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sakia.job.ExportJob;
import org.sakia.job.JobReport;
import org.sakia.kafka.KafkaBroker;

/** Brokers that go away in mid-run: the job holds, no page pays for it, and in the end it is given up. */
@Timeout(180)
class KafkaOutageTest {

    private static final int RECORDS = 900;

    @TempDir
    static Path brokerFolder;

    private static KafkaBroker broker;

    private boolean away;

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

    @AfterEach
    void bringBack() {
        if (away) {
            broker.startAgain();
            away = false;
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Tag("slow")
    void a_run_goes_on_when_the_broker_is_back(boolean transactional) throws Exception {
        outlives(transactional, Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Tag("slow")
    void a_run_goes_on_when_the_broker_is_back_after_20_seconds(boolean transactional) throws Exception {
        outlives(transactional, Duration.ofSeconds(20));
    }

    private void outlives(boolean transactional, Duration gone) throws Exception {
        ToKafka kafka = new ToKafka(broker, broker.newTopic(3), transactional);
        try (ScriptedApi api = ScriptedApi.of(RECORDS);
                Export export = kafka.export(folder, api.uri()).with("rate", "50/1s")) {
            ExportJob job = ToKafka.start(export);
            await().atMost(30, SECONDS).until(() -> job.totals().deliveredPages() > 10);

            stopBroker();
            await().pollDelay(gone).atMost(gone.plusSeconds(30)).until(() -> job.waitingFor()
                    .isPresent());
            String waitingFor = job.waitingFor().orElse("");
            long delivered = job.totals().deliveredPages();
            bringBack();
            JobReport report = ToKafka.end(job);

            assertThat(waitingFor).contains("Kafka").contains(broker.brokers());
            assertThat(delivered).isLessThan(RECORDS / ToKafka.PAGE_SIZE);
            ToKafka.assertComplete(report);
            kafka.assertHolds(RECORDS);
        }
    }

    @Test
    void an_outage_longer_than_give_up_after_ends_the_run_and_the_next_one_completes() throws Exception {
        givesUp(false);
    }

    @Test
    @Tag("slow")
    void an_outage_longer_than_give_up_after_ends_the_run_and_the_next_one_completes_with_transactions()
            throws Exception {
        givesUp(true);
    }

    private void givesUp(boolean transactional) throws Exception {
        ToKafka kafka = new ToKafka(broker, broker.newTopic(3), transactional);
        try (ScriptedApi api = ScriptedApi.of(RECORDS)) {
            try (Export export =
                    kafka.export(folder, api.uri()).with("rate", "50/1s").with("give-up-after", "3s")) {
                ExportJob job = ToKafka.start(export);
                await().atMost(30, SECONDS).until(() -> job.totals().deliveredPages() > 10);
                killBroker();

                JobReport report = ToKafka.end(job);

                assertThat(report.state()).isEqualTo("aborted");
                assertThat(report.message())
                        .contains(broker.brokers())
                        .contains("3s (give-up-after)")
                        .contains("run again");
                assertThat(report.pages().failed()).isZero();
            }
            bringBack();
            try (Export again = kafka.export(folder, api.uri())) {
                ToKafka.assertComplete(ToKafka.run(again));
            }
            kafka.assertHolds(RECORDS);
        }
    }

    @Test
    @Tag("slow")
    void a_stop_signal_ends_the_run_while_the_broker_is_gone() throws Exception {
        stops(false);
    }

    @Test
    @Tag("slow")
    void a_stop_signal_ends_the_run_while_the_broker_is_gone_with_transactions() throws Exception {
        stops(true);
    }

    private void stops(boolean transactional) throws Exception {
        ToKafka kafka = new ToKafka(broker, broker.newTopic(3), transactional);
        try (ScriptedApi api = ScriptedApi.of(RECORDS)) {
            Export export =
                    kafka.export(folder, api.uri()).with("rate", "50/1s").with("stop-timeout", "1s");
            try (export) {
                ExportJob job = ToKafka.start(export);
                await().atMost(30, SECONDS).until(() -> job.totals().deliveredPages() > 10);
                killBroker();
                await().atMost(30, SECONDS).until(() -> job.waitingFor().isPresent());

                job.interrupt();
                long begin = System.nanoTime();
                JobReport report = ToKafka.end(job);

                assertThat(report.state()).isEqualTo("interrupted");
                assertThat(report.pages().failed()).isZero();
                export.close();
                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(14));
            }
            bringBack();
            try (Export again = kafka.export(folder, api.uri())) {
                ToKafka.assertComplete(ToKafka.run(again));
            }
            kafka.assertHolds(RECORDS);
        }
    }

    private void stopBroker() {
        broker.stop();
        away = true;
    }

    private void killBroker() {
        broker.kill();
        away = true;
    }
}
