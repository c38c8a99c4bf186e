package org.sakia.deliver.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sakia.deliver.PageAgainException;
import org.sakia.kafka.KafkaBroker;
import org.sakia.kafka.TopicContent;
import org.sakia.kafka.TopicContent.Message;
import org.sakia.plan.PageTask;
import org.sakia.request.JobAbortedException;

/** What becomes of transactions when the broker goes away, is slow, or has enough of waiting. */
@Timeout(300)
class TransactionsOutageTest {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    @TempDir
    private static Path folder;

    private static KafkaBroker broker;

    @TempDir
    private Path state;

    private final ExecutorService workers = Executors.newCachedThreadPool();

    @BeforeAll
    static void start() {
        broker = KafkaBroker.start(folder, "transaction.abort.timed.out.transaction.cleanup.interval.ms=100");
    }

    @AfterAll
    static void end() {
        broker.close();
    }

    @AfterEach
    void stop() {
        broker.resume();
        workers.shutdownNow();
    }

    @Test
    void a_transaction_that_the_broker_timed_out_is_repeated_and_delivers_once() throws Exception {
        try (TransactionalJob job = TransactionalJob.on(broker, state)
                .producer(Map.of("transaction.timeout.ms", "3000"))
                .open()) {
            PageTask task = TransactionalJob.task(0, 3);
            job.transactions.join(task);
            job.send(task);
            awaitAborted(job);

            assertThatExceptionOfType(PageAgainException.class).isThrownBy(() -> job.transactions.commit(task));
            job.transactions.leave(task);
            job.deliver(task);

            assertThat(keys(job)).containsExactlyInAnyOrder("0/0", "0/1", "0/2");
        }
    }

    @Test
    void a_page_that_takes_longer_than_a_transaction_may_is_told_so_when_it_was_alone() throws Exception {
        try (TransactionalJob job = TransactionalJob.on(broker, state)
                .producer(Map.of("transaction.timeout.ms", "1000"))
                .open()) {
            PageTask task = TransactionalJob.task(0, 3);
            job.transactions.join(task);
            job.transactions.leave(task);
            job.transactions.join(task);
            job.send(task);
            awaitAborted(job);

            assertThatExceptionOfType(KafkaException.class)
                    .isThrownBy(() -> job.transactions.commit(task))
                    .withMessageContaining("longer than transaction.timeout.ms (1s)");
            job.transactions.leave(task);
        }
    }

    private static void awaitAborted(TransactionalJob job) {
        String id = job.topic + "-" + TransactionalJob.NAME;
        await().atMost(LIMIT)
                .ignoreExceptions()
                .until(() -> broker.admin()
                                .describeTransactions(List.of(id))
                                .description(id)
                                .get()
                                .state()
                        == TransactionState.COMPLETE_ABORT);
    }

    @Test
    void a_broker_that_is_away_between_send_and_commit_costs_nothing() throws Exception {
        try (TransactionalJob job = TransactionalJob.on(broker, state).open()) {
            PageTask task = TransactionalJob.task(0, 3);
            job.transactions.join(task);
            job.send(task);
            broker.stop();
            Future<Integer> delivered = workers.submit(() -> commitOrDeliver(job, task));

            broker.startAgain();

            delivered.get(2, TimeUnit.MINUTES);
            job.deliver(TransactionalJob.task(1, 3));
            assertThat(keys(job)).containsExactlyInAnyOrder("0/0", "0/1", "0/2", "1/0", "1/1", "1/2");
        }
    }

    @Test
    @Tag("slow")
    void a_broker_that_dies_during_the_commits_leaves_every_record_once() throws Exception {
        try (TransactionalJob job = TransactionalJob.on(broker, state).open()) {
            List<Future<Integer>> pages = LongStream.range(0, 40)
                    .mapToObj(page -> workers.submit(() -> job.deliver(TransactionalJob.task(page, 3))))
                    .toList();
            await().atMost(LIMIT).until(() -> pages.stream().anyMatch(Future::isDone));

            broker.kill();
            broker.startAgain();

            for (Future<Integer> page : pages) {
                page.get(2, TimeUnit.MINUTES);
            }
            assertThat(keys(job)).hasSize(120).doesNotHaveDuplicates();
            assertThat(job.local.totals().deliveredPages()).isEqualTo(40);
        }
    }

    @Test
    @Tag("slow")
    void every_record_is_there_once_though_broker_and_pages_fail_again_and_again() throws Exception {
        int pages = 600;
        ExecutorService pool = Executors.newFixedThreadPool(16);
        try (TransactionalJob job = TransactionalJob.on(broker, state)
                .producer(Map.of("max.block.ms", "2000", "transaction.timeout.ms", "5000"))
                .open()) {
            List<Future<Integer>> all = LongStream.range(0, pages)
                    .mapToObj(page -> pool.submit(() -> deliverInSpiteOfAll(job, TransactionalJob.task(page, 5))))
                    .toList();
            for (int deaths = 1; deaths <= 4; deaths++) {
                long enough = (long) pages * deaths / 6;
                await().atMost(Duration.ofMinutes(2)).until(() -> count(all) >= enough);
                if (deaths % 2 == 0) {
                    broker.stop();
                } else {
                    broker.kill();
                }
                broker.startAgain();
            }
            for (Future<Integer> page : all) {
                page.get(3, TimeUnit.MINUTES);
            }

            assertThat(keys(job)).hasSize(5 * pages).doesNotHaveDuplicates();
            assertThat(job.local.totals().deliveredPages()).isEqualTo(pages);
            job.transactions.open();
            assertThat(job.local.totals().deliveredPages()).isEqualTo(pages);
        } finally {
            pool.shutdownNow();
        }
    }

    private static long count(List<Future<Integer>> all) {
        return all.stream().filter(Future::isDone).count();
    }

    /** Every seventh page gives up half-way at first, and every failure is followed by another delivery. */
    private static int deliverInSpiteOfAll(TransactionalJob job, PageTask task) throws Exception {
        int failures = 0;
        if (task.getPage().sequence() % 7 == 0) {
            failures++;
            try {
                job.transactions.join(task);
                job.transactions.send(task, 0, job.record(task, 0));
            } catch (PageAgainException | KafkaException e) {
                failures++;
            } finally {
                job.transactions.leave(task);
            }
        }
        while (true) {
            try {
                return failures + job.deliver(task);
            } catch (KafkaException e) {
                failures++;
            }
        }
    }

    @Test
    void a_commit_that_is_not_answered_in_time_is_asked_for_again_and_the_wait_is_told() throws Exception {
        try (TransactionalJob job = TransactionalJob.on(broker, state)
                .producer(Map.of("max.block.ms", "500"))
                .make(settings -> TappedProducer.of(settings, "commitTransaction", (call, real) -> {
                    if (call == 0) {
                        broker.pause();
                    }
                    return real.call();
                }))
                .open()) {
            PageTask task = TransactionalJob.task(0, 3);
            Future<Integer> delivered = workers.submit(() -> job.deliver(task));
            await().atMost(LIMIT).until(() -> job.transactions.waitingFor().isPresent());
            assertThat(job.transactions.waitingFor()).hasValueSatisfying(text -> assertThat(text)
                    .startsWith("waiting for Kafka (" + job.brokers + ") to confirm a transaction, for "));

            broker.resume();

            assertThat(delivered.get(1, TimeUnit.MINUTES)).isZero();
            assertThat(keys(job)).containsExactlyInAnyOrder("0/0", "0/1", "0/2");
            assertThat(job.transactions.waitingFor()).isEmpty();
        }
    }

    @Test
    @Tag("slow")
    void a_broker_that_stays_away_ends_the_job_and_the_next_run_goes_on() throws Exception {
        Duration giveUpAfter = Duration.ofSeconds(2);
        TransactionalJob.Setup setup =
                TransactionalJob.on(broker, state).giveUpAfter(giveUpAfter).producer(Map.of("max.block.ms", "500"));
        try (TransactionalJob job = setup.open()) {
            PageTask task = TransactionalJob.task(0, 3);
            job.transactions.join(task);
            job.send(task);
            broker.stop();

            assertThatExceptionOfType(JobAbortedException.class)
                    .isThrownBy(() -> commitOrDeliver(job, task))
                    .withMessageContaining("given up after 2s (give-up-after) of waiting for Kafka (" + job.brokers)
                    .withMessageContaining("run again when it answers");
        }
        broker.startAgain();
        try (TransactionalJob next = setup.giveUpAfter(LIMIT).open()) {
            if (!next.hasLocally(0)) {
                next.deliver(TransactionalJob.task(0, 3));
            }
            assertThat(keys(next)).containsExactlyInAnyOrder("0/0", "0/1", "0/2");
        }
    }

    @Test
    void closing_does_not_wait_for_a_broker_that_is_gone() throws Exception {
        TransactionalJob job = TransactionalJob.on(broker, state).open();
        PageTask task = TransactionalJob.task(0, 3);
        job.transactions.join(task);
        job.send(task);
        broker.pause();
        Future<?> closed = workers.submit(job::close);

        // Seconds, where the broker's absence would be waited for for minutes.
        await().atMost(Duration.ofSeconds(40)).until(closed::isDone);
        broker.resume();
        assertThat(keys(job)).isEmpty();
    }

    private static int commitOrDeliver(TransactionalJob job, PageTask task) throws Exception {
        try {
            job.transactions.commit(task);
            return 0;
        } catch (PageAgainException e) {
            job.transactions.leave(task);
            return job.deliver(task);
        } finally {
            job.transactions.leave(task);
        }
    }

    private static List<String> keys(TransactionalJob job) {
        return TopicContent.committed(job.brokers, job.topic).stream()
                .map(Message::key)
                .toList();
    }
}
