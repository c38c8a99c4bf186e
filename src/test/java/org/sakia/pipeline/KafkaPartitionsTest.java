package org.sakia.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sakia.job.ExportJob;
import org.sakia.job.JobReport;
import org.sakia.kafka.KafkaBroker;
import org.sakia.kafka.TopicContent;
import org.sakia.lab.ApiProfile;
import org.sakia.lab.ApiSimulator;
import org.sakia.lab.PagedBy;
import org.sakia.ledger.JobState;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class KafkaPartitionsTest {

    private static final ApiProfile PROFILE = ApiProfile.builder()
            .total(240)
            .regions(4)
            .latency(Duration.ofMillis(10), Duration.ofMillis(40))
            .build();

    @TempDir
    Path folder;

    @Test
    void another_machine_goes_on_at_the_cursor_of_each_partition() throws Exception {
        KafkaBroker broker = KafkaBroker.shared();
        String topic = broker.newTopic(2);
        try (ApiSimulator api = ApiSimulator.start(PROFILE)) {
            long delivered;
            try (Export here = export("here", broker, topic, api)) {
                ExportJob job = here.start();
                await().atMost(Duration.ofMinutes(1)).until(() -> job.stats().pagesDelivered() >= 8);
                job.interrupt();
                assertThat(job.await().state()).isEqualTo(JobState.INTERRUPTED);
                delivered = job.totals().deliveredPages();
            }
            long before = api.referee().repeatedRequests();
            try (Export there = export("there", broker, topic, api)) {
                JobReport report = ToKafka.run(there);

                ToKafka.assertComplete(report);
                assertThat(report.pages().resumed()).isEqualTo(delivered);
                assertThat(report.expectedRecords()).hasValue(240);
                assertThat(api.referee().repeatedRequests() - before).isZero();
            }
            assertThat(TopicContent.committed(broker.brokers(), topic).stream().map(TopicContent.Message::value))
                    .containsExactlyInAnyOrderElementsOf(ExportTest.records(PROFILE, 240));
        }
    }

    private Export export(String machine, KafkaBroker broker, String topic, ApiSimulator api) throws Exception {
        Path own = Files.createDirectories(folder.resolve(machine));
        return ToKafka.export(own, PagedBy.CURSOR.uriOfCustomers(api), broker.brokers(), topic, true)
                .with(PagedBy.CURSOR.options())
                .with("partition-values", "r0,r1,r2,r3")
                .with("total", "count");
    }
}
