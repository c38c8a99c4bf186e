package org.sakia.deliver.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sakia.deliver.PageLedger;
import org.sakia.kafka.KafkaBroker;
import org.sakia.kafka.TopicContent;
import org.sakia.kafka.TopicContent.Message;
import org.sakia.ledger.FingerprintChangedException;
import org.sakia.ledger.PageRow;
import org.sakia.plan.Page;
import org.sakia.plan.PageTask;
import org.sakia.request.JobAbortedException;

class TopicLedgerTest {

    private static final String CURSOR = "{\"step\":100,\"total\":1000,\"end\":-1}";

    @TempDir
    private Path state;

    private final KafkaBroker broker = KafkaBroker.shared();

    @Test
    void another_machine_goes_on_with_what_the_topic_knows() throws Exception {
        try (TransactionalJob here =
                TransactionalJob.on(broker, state.resolve("here")).open()) {
            here.local.saveCursor(Page.NO_PARTITION, CURSOR);
            here.deliver(TransactionalJob.task(0, 3));
            here.deliver(TransactionalJob.task(2, 5));
            PageRow row = here.local.delivered(new Page(Page.NO_PARTITION, 2)).orElseThrow();

            try (TransactionalJob there = TransactionalJob.on(broker, state.resolve("there"))
                    .topics(here)
                    .open()) {
                assertThat(there.local.endedSequences(Page.NO_PARTITION, 0, 10)).containsExactly(0L, 2L);
                assertThat(there.local.delivered(row.page()).orElseThrow())
                        .usingRecursiveComparison()
                        .ignoringFields("endedAt")
                        .isEqualTo(row);
                assertThat(there.local.cursor(Page.NO_PARTITION)).contains(CURSOR);
            }
        }
    }

    @Test
    void a_page_that_only_the_local_ledger_has_is_delivered_again() throws Exception {
        TransactionalJob.Setup setup = TransactionalJob.on(broker, state);
        try (TransactionalJob job = setup.open()) {
            job.deliver(TransactionalJob.task(0, 3));
            job.local.save(PageLedger.row(TransactionalJob.task(1, 3)));
        }
        try (TransactionalJob next = setup.open()) {
            assertThat(next.hasLocally(0)).isTrue();
            assertThat(next.hasLocally(1)).isFalse();
        }
    }

    @Test
    void a_row_that_differs_from_the_topics_is_corrected() throws Exception {
        TransactionalJob.Setup setup = TransactionalJob.on(broker, state);
        try (TransactionalJob job = setup.open()) {
            job.deliver(TransactionalJob.task(0, 3));
            job.local.save(PageLedger.row(TransactionalJob.task(0, 4)));
        }
        try (TransactionalJob next = setup.open()) {
            assertThat(next.local.totals().records()).isEqualTo(3);
        }
    }

    @Test
    void a_tombstone_takes_a_page_back() throws Exception {
        TransactionalJob.Setup setup = TransactionalJob.on(broker, state);
        try (TransactionalJob job = setup.open()) {
            job.deliver(TransactionalJob.task(0, 3));
            job.deliver(TransactionalJob.task(1, 3));
            try (Producer<String, String> other = producer(Map.of())) {
                other.send(new ProducerRecord<>(job.ledgerTopic, 0, "orders/page/0", null))
                        .get(1, TimeUnit.MINUTES);
            }
        }
        try (TransactionalJob next = setup.open()) {
            assertThat(next.hasLocally(0)).isFalse();
            assertThat(next.hasLocally(1)).isTrue();
        }
    }

    @Test
    void other_jobs_of_the_same_topic_are_left_alone() throws Exception {
        try (TransactionalJob job =
                TransactionalJob.on(broker, state.resolve("1")).open()) {
            job.deliver(TransactionalJob.task(0, 3));
            try (TransactionalJob other = TransactionalJob.on(broker, state.resolve("2"))
                    .topics(job)
                    .job("orders-2")
                    .fingerprint(Map.of("url", "http://api/other"))
                    .open()) {
                other.deliver(TransactionalJob.task(7, 3));
                other.transactions.forget();
            }
            job.transactions.open();
            assertThat(job.local.endedSequences(Page.NO_PARTITION, 0, 10)).containsExactly(0L);
        }
    }

    @Test
    void an_open_transaction_of_another_job_does_not_hide_what_was_committed_after_it_began() throws Exception {
        TransactionalJob.Setup setup = TransactionalJob.on(broker, state);
        ExecutorService starter = Executors.newSingleThreadExecutor();
        try (TransactionalJob job = setup.open();
                Producer<String, String> other = producer(Map.of("transactional.id", broker.freshName()))) {
            other.initTransactions();
            other.beginTransaction();
            other.send(new ProducerRecord<>(job.ledgerTopic, 0, "other/page/0", "{}"))
                    .get(1, TimeUnit.MINUTES);
            PageTask task = TransactionalJob.task(0, 3);
            job.transactions.join(task);
            job.send(task);
            job.transactions.commit(task);
            job.transactions.leave(task);

            Future<Void> opening = starter.submit(() -> {
                job.transactions.open();
                return null;
            });
            await().during(Duration.ofMillis(500)).atMost(Duration.ofMinutes(1)).until(() -> !opening.isDone());
            other.abortTransaction();

            opening.get(1, TimeUnit.MINUTES);
            assertThat(job.hasLocally(0)).isTrue();
        } finally {
            starter.shutdownNow();
        }
    }

    @Test
    void a_transaction_that_never_ends_is_given_up() throws Exception {
        TransactionalJob.Setup setup = TransactionalJob.on(broker, state).giveUpAfter(Duration.ofSeconds(1));
        try (TransactionalJob job = setup.open();
                Producer<String, String> other = producer(Map.of("transactional.id", broker.freshName()))) {
            other.initTransactions();
            other.beginTransaction();
            other.send(new ProducerRecord<>(job.ledgerTopic, 0, "other/page/0", "{}"))
                    .get(1, TimeUnit.MINUTES);

            assertThatExceptionOfType(JobAbortedException.class)
                    .isThrownBy(job.topicLedger::reconcile)
                    .withMessageContaining(
                            "given up after 1s (give-up-after) of waiting for the ledger topic " + job.ledgerTopic);
            other.abortTransaction();
        }
    }

    @Test
    void pages_of_another_configuration_are_refused_and_nothing_is_taken_over() throws Exception {
        try (TransactionalJob here =
                TransactionalJob.on(broker, state.resolve("here")).open()) {
            here.deliver(TransactionalJob.task(0, 3));
            try (TransactionalJob there = TransactionalJob.on(broker, state.resolve("there"))
                    .topics(here)
                    .fingerprint(Map.of("url", "http://api/other"))
                    .prepare()) {
                assertThatExceptionOfType(FingerprintChangedException.class)
                        .isThrownBy(there.transactions::open)
                        .withMessageContaining("url: http://api/orders -> http://api/other");
                assertThat(there.hasLocally(0)).isFalse();
            }
        }
    }

    @Test
    void what_was_learnt_later_counts_for_the_cursor() throws Exception {
        TransactionalJob.Setup setup = TransactionalJob.on(broker, state);
        String grown = CURSOR.replace("1000", "1100");
        try (TransactionalJob job = setup.open()) {
            job.local.saveCursor(Page.NO_PARTITION, CURSOR);
            job.deliver(TransactionalJob.task(0, 3));
            job.local.saveCursor(Page.NO_PARTITION, grown);
        }
        try (TransactionalJob next = setup.open()) {
            assertThat(next.local.cursor(Page.NO_PARTITION)).contains(grown);
        }
    }

    @Test
    void fingerprint_and_cursor_are_written_once() throws Exception {
        try (TransactionalJob job = TransactionalJob.on(broker, state).open()) {
            job.local.saveCursor(Page.NO_PARTITION, CURSOR);
            job.deliver(TransactionalJob.task(0, 3));
            job.deliver(TransactionalJob.task(1, 3));
            job.transactions.open();
            job.deliver(TransactionalJob.task(2, 3));

            assertThat(TopicContent.committed(job.brokers, job.ledgerTopic))
                    .extracting(Message::key)
                    .containsExactly(
                            "orders/fingerprint", "orders/cursor/", "orders/page/0", "orders/page/1", "orders/page/2");
        }
    }

    @Test
    void a_forgotten_job_begins_anew_even_with_another_configuration() throws Exception {
        TransactionalJob.Setup setup = TransactionalJob.on(broker, state.resolve("1"));
        try (TransactionalJob job = setup.open()) {
            job.local.saveCursor(Page.NO_PARTITION, CURSOR);
            for (int page = 0; page < 3; page++) {
                job.deliver(TransactionalJob.task(page, 3));
            }
            job.transactions.forget();
            try (TransactionalJob changed = TransactionalJob.on(broker, state.resolve("2"))
                    .topics(job)
                    .fingerprint(Map.of("url", "http://api/other"))
                    .open()) {
                assertThat(changed.local.totals().deliveredPages()).isZero();
                assertThat(changed.local.cursor(Page.NO_PARTITION)).isEmpty();
                changed.deliver(TransactionalJob.task(0, 4));
                changed.transactions.open();
                assertThat(changed.local.totals().records()).isEqualTo(4);
            }
        }
    }

    @Test
    void a_missing_topic_is_named() throws Exception {
        TransactionalJob.Setup setup = TransactionalJob.on(broker, state).ledgerTopic("not-there");
        try (TransactionalJob job = setup.prepare()) {
            assertThatExceptionOfType(JobAbortedException.class)
                    .isThrownBy(job.transactions::open)
                    .withMessageContaining("the ledger topic not-there (kafka-ledger-topic) does not exist");
        }
    }

    @Test
    void a_message_that_cannot_be_read_is_named() throws Exception {
        TransactionalJob.Setup setup = TransactionalJob.on(broker, state);
        try (TransactionalJob job = setup.prepare();
                Producer<String, String> other = producer(Map.of())) {
            other.send(new ProducerRecord<>(job.ledgerTopic, 0, "orders/page/3", "{\"version\":2}"))
                    .get(1, TimeUnit.MINUTES);

            assertThatExceptionOfType(JobAbortedException.class)
                    .isThrownBy(job.transactions::open)
                    .withMessageContaining("key orders/page/3 at offset 0")
                    .withMessageContaining("newer Sakia");
        }
    }

    private Producer<String, String> producer(Map<String, String> settings) {
        Properties all = new Properties();
        all.put("bootstrap.servers", broker.brokers());
        all.putAll(settings);
        return new KafkaProducer<>(all, new StringSerializer(), new StringSerializer());
    }
}
