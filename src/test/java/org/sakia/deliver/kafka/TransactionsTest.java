package org.sakia.deliver.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sakia.deliver.PageAgainException;
import org.sakia.kafka.KafkaBroker;
import org.sakia.kafka.TopicContent;
import org.sakia.kafka.TopicContent.Message;
import org.sakia.plan.PageTask;
import org.sakia.request.JobAbortedException;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class TransactionsTest {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    @TempDir
    private Path state;

    private final KafkaBroker broker = KafkaBroker.shared();
    private final AtomicInteger lost = new AtomicInteger();
    private final ExecutorService workers = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        workers.shutdownNow();
    }

    @Test
    void a_page_is_seen_whole_when_it_is_committed_and_not_before() throws Exception {
        try (TransactionalJob job = TransactionalJob.on(broker, state).open()) {
            PageTask task = TransactionalJob.task(7, 3);
            job.transactions.join(task);
            job.send(task);
            assertThat(committed(job)).isEmpty();

            job.transactions.commit(task);
            job.transactions.leave(task);

            assertThat(committed(job)).extracting(Message::key).containsExactlyInAnyOrder("7/0", "7/1", "7/2");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 32})
    void every_record_is_there_once_whatever_fails_on_the_way(int threads) throws Exception {
        int pages = 160;
        AtomicInteger failures = new AtomicInteger();
        try (TransactionalJob job = TransactionalJob.on(broker, state).open()) {
            List<PageTask> tasks = tasks(pages);
            each(threads, tasks, task -> {
                boolean fails = task.getPage().sequence() % 5 == 0;
                while (true) {
                    try {
                        if (fails) {
                            fails = false;
                            failHalfWay(job, task);
                        } else {
                            job.deliverOnce(task);
                            return;
                        }
                    } catch (PageAgainException e) {
                        failures.incrementAndGet();
                    }
                }
            });

            assertThat(committed(job))
                    .extracting(Message::key)
                    .hasSize(3 * pages)
                    .doesNotHaveDuplicates();
            assertThat(job.local.totals().deliveredPages()).isEqualTo(pages);
            assertThat(pageKeys(job)).hasSize(pages);
        }
        assertThat(failures).hasPositiveValue();
    }

    @Test
    void pages_that_come_together_share_a_commit() throws Exception {
        AtomicInteger commits = new AtomicInteger();
        try (TransactionalJob job = TransactionalJob.on(broker, state)
                .make(settings -> TappedProducer.of(settings, "commitTransaction", (call, real) -> {
                    commits.incrementAndGet();
                    return real.call();
                }))
                .open()) {
            each(32, tasks(128), job::deliver);

            assertThat(committed(job)).hasSize(3 * 128);
        }
        assertThat(commits).hasValueLessThan(128);
    }

    @Test
    void a_record_that_the_producer_finds_too_large_is_named_and_takes_nobody_along_twice() throws Exception {
        largeRecord(Map.of("max.request.size", "20000"), Map.of(), 30_000);
    }

    @Test
    void a_record_that_the_broker_finds_too_large_is_named_and_takes_nobody_along_twice() throws Exception {
        largeRecord(Map.of(), Map.of("max.message.bytes", "20000"), 30_000);
    }

    private void largeRecord(Map<String, String> producer, Map<String, String> topic, int size) throws Exception {
        try (TransactionalJob job = TransactionalJob.on(broker, state)
                .topic(broker.newTopic(2, topic))
                .producer(producer)
                .open()) {
            PageTask bad = TransactionalJob.task(0, 3);
            PageTask good = TransactionalJob.task(1, 3);
            job.transactions.join(bad);
            job.transactions.join(good);
            Future<Integer> innocent = workers.submit(() -> {
                try {
                    job.send(good);
                    job.transactions.commit(good);
                    return -1;
                } catch (PageAgainException e) {
                    job.transactions.leave(good);
                    return job.deliver(good);
                }
            });

            RecordFailedException refused = untilBlamed(job, bad, size);

            assertThat(refused.index()).isEqualTo(1);
            assertThat(refused.bytes()).isEqualTo(size + 3);
            assertThat(refused).hasMessageContaining("record 1 of the page, 30,003 bytes: ");
            assertThat(refused).hasCauseInstanceOf(RecordTooLargeException.class);
            assertThat(innocent.get(1, TimeUnit.MINUTES)).isZero();
            assertThat(committed(job)).extracting(Message::key).containsExactlyInAnyOrder("1/0", "1/1", "1/2");
        }
    }

    /** The page is in a transaction already, and comes again as often as it is told to. */
    private static RecordFailedException untilBlamed(TransactionalJob job, PageTask bad, int size) throws Exception {
        byte[] large = new byte[size];
        while (true) {
            try {
                job.transactions.send(bad, 0, job.record(bad, 0));
                job.transactions.send(bad, 1, new ProducerRecord<>(job.topic, "0/1".getBytes(UTF_8), large));
                job.transactions.send(bad, 2, job.record(bad, 2));
                job.transactions.commit(bad);
            } catch (RecordFailedException e) {
                return e;
            } catch (PageAgainException e) {
                // Comes again, below.
            } finally {
                job.transactions.leave(bad);
            }
            job.transactions.join(bad);
        }
    }

    @Test
    void a_page_that_joins_a_second_time_does_not_wait_for_itself() throws Exception {
        try (TransactionalJob job = TransactionalJob.on(broker, state).open()) {
            PageTask twice = TransactionalJob.task(0, 3);
            PageTask other = TransactionalJob.task(1, 3);
            job.transactions.join(twice);
            job.transactions.join(other);
            job.send(other);
            Future<Boolean> committed = workers.submit(() -> {
                job.transactions.commit(other);
                return true;
            });
            // When the other one is ready, the transaction takes no more.
            await().during(Duration.ofMillis(300)).atMost(LIMIT).until(() -> !committed.isDone());

            assertThat(job.transactions.join(twice)).isTrue();
            job.send(twice);
            job.transactions.commit(twice);
            job.transactions.leave(twice);

            assertThat(committed.get(1, TimeUnit.MINUTES)).isTrue();
            job.transactions.leave(other);
        }
    }

    @Test
    void a_page_that_failed_is_alone_the_next_time() throws Exception {
        try (TransactionalJob job = TransactionalJob.on(broker, state).open()) {
            PageTask failed = TransactionalJob.task(0, 3);
            PageTask other = TransactionalJob.task(1, 3);
            job.transactions.join(failed);
            job.transactions.leave(failed);
            job.transactions.join(failed);

            Future<Boolean> joined = workers.submit(() -> job.transactions.join(other));
            await().during(Duration.ofMillis(300)).atMost(LIMIT).until(() -> !joined.isDone());
            job.send(failed);
            job.transactions.commit(failed);
            job.transactions.leave(failed);

            assertThat(joined.get(1, TimeUnit.MINUTES)).isTrue();
            job.transactions.leave(other);
        }
    }

    @Test
    void nothing_of_a_page_that_gave_up_is_ever_seen() throws Exception {
        try (TransactionalJob job = TransactionalJob.on(broker, state).open()) {
            PageTask task = TransactionalJob.task(0, 3);
            job.transactions.join(task);
            job.send(task);
            job.transactions.leave(task);

            job.deliver(TransactionalJob.task(1, 3));

            assertThat(committed(job)).extracting(Message::key).containsExactlyInAnyOrder("1/0", "1/1", "1/2");
            assertThat(TopicContent.uncommitted(job.brokers, job.topic)).hasSizeLessThanOrEqualTo(6);
        }
    }

    @Test
    void another_process_with_the_same_job_ends_this_one() throws Exception {
        try (TransactionalJob first =
                TransactionalJob.on(broker, state.resolve("1")).open()) {
            first.deliver(TransactionalJob.task(0, 3));
            try (TransactionalJob second = TransactionalJob.on(broker, state.resolve("2"))
                    .topics(first)
                    .open()) {
                assertThatExceptionOfType(JobAbortedException.class)
                        .isThrownBy(() -> first.deliver(TransactionalJob.task(1, 3)))
                        .withMessageContaining("another process has taken up the transactional id")
                        .withMessageContaining(first.topic + "-orders");
                assertThatExceptionOfType(JobAbortedException.class)
                        .isThrownBy(() -> first.transactions.join(TransactionalJob.task(2, 3)));

                second.deliver(TransactionalJob.task(1, 3));
                assertThat(committed(second))
                        .hasSize(6)
                        .extracting(Message::key)
                        .doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void a_second_process_also_ends_one_that_is_in_a_transaction() throws Exception {
        try (TransactionalJob first =
                TransactionalJob.on(broker, state.resolve("1")).open()) {
            PageTask task = TransactionalJob.task(1, 3);
            first.transactions.join(task);
            first.send(task);
            try (TransactionalJob second = TransactionalJob.on(broker, state.resolve("2"))
                    .topics(first)
                    .open()) {
                assertThatExceptionOfType(JobAbortedException.class)
                        .isThrownBy(() -> first.transactions.commit(task))
                        .withMessageContaining("another process");
                first.transactions.leave(task);
                assertThat(committed(second)).isEmpty();
            }
        }
    }

    @Test
    void an_interrupted_worker_leaves_without_a_trace_and_others_go_on() throws Exception {
        try (TransactionalJob job = TransactionalJob.on(broker, state).open()) {
            PageTask slow = TransactionalJob.task(0, 3);
            PageTask waiting = TransactionalJob.task(1, 3);
            job.transactions.join(slow);
            job.transactions.join(waiting);
            Set<Thread> thread = ConcurrentHashMap.newKeySet();
            Future<Void> interrupted = workers.submit(() -> {
                thread.add(Thread.currentThread());
                try {
                    job.send(waiting);
                    job.transactions.commit(waiting);
                } finally {
                    job.transactions.leave(waiting);
                }
                return null;
            });
            await().atMost(LIMIT)
                    .until(() -> thread.stream().anyMatch(each -> each.getState() == Thread.State.WAITING));
            thread.forEach(Thread::interrupt);

            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> interrupted.get(1, TimeUnit.MINUTES))
                    .withCauseInstanceOf(InterruptedException.class);
            assertThatExceptionOfType(PageAgainException.class).isThrownBy(() -> job.send(slow));
            job.transactions.leave(slow);
            job.deliver(slow);
            assertThat(committed(job)).extracting(Message::key).containsExactlyInAnyOrder("0/0", "0/1", "0/2");
        }
    }

    @Test
    void a_commit_whose_answer_is_lost_is_found_in_the_ledger_topic() throws Exception {
        try (TransactionalJob job = TransactionalJob.on(broker, state)
                .make(settings -> TappedProducer.of(settings, "commitTransaction", (call, real) -> {
                    Object answer = real.call();
                    if (lost.getAndIncrement() == 0) {
                        throw new KafkaException("the answer was lost");
                    }
                    return answer;
                }))
                .open()) {
            PageTask task = TransactionalJob.task(0, 3);

            assertThat(job.deliver(task)).isEqualTo(1);

            job.deliver(TransactionalJob.task(1, 3));
            assertThat(committed(job))
                    .extracting(Message::key)
                    .containsExactlyInAnyOrder("0/0", "0/1", "0/2", "1/0", "1/1", "1/2");
            assertThat(job.hasLocally(0)).isTrue();
        }
    }

    @Test
    void a_commit_that_did_not_come_through_is_made_again() throws Exception {
        try (TransactionalJob job = TransactionalJob.on(broker, state)
                .make(settings -> TappedProducer.of(settings, "commitTransaction", (call, real) -> {
                    if (lost.getAndIncrement() == 0) {
                        throw new KafkaException("the request was lost");
                    }
                    return real.call();
                }))
                .open()) {
            each(4, tasks(20), job::deliver);

            assertThat(committed(job)).hasSize(60).extracting(Message::key).doesNotHaveDuplicates();
        }
    }

    @Test
    void who_waits_when_the_job_stops_is_let_go() throws Exception {
        TransactionalJob job = TransactionalJob.on(broker, state).open();
        PageTask open = TransactionalJob.task(0, 3);
        job.transactions.join(open);
        job.send(open);
        PageTask ready = TransactionalJob.task(1, 3);
        job.transactions.join(ready);
        Future<Integer> waiting = workers.submit(() -> {
            job.transactions.commit(ready);
            return 0;
        });

        job.close();

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> waiting.get(1, TimeUnit.MINUTES))
                .withCauseInstanceOf(InterruptedException.class);
        assertThat(committed(job)).isEmpty();
    }

    @Test
    void a_page_that_nobody_has_joined_is_a_mistake_of_the_caller() throws Exception {
        try (TransactionalJob job = TransactionalJob.on(broker, state).open()) {
            PageTask task = TransactionalJob.task(0, 1);

            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> job.transactions.send(task, 0, job.record(task, 0)));
        }
    }

    private static void failHalfWay(TransactionalJob job, PageTask task) throws Exception {
        try {
            job.transactions.join(task);
            job.transactions.send(task, 0, job.record(task, 0));
        } finally {
            job.transactions.leave(task);
        }
    }

    private static List<PageTask> tasks(int pages) {
        return IntStream.range(0, pages)
                .mapToObj(page -> TransactionalJob.task(page, 3))
                .toList();
    }

    private interface Work {
        void on(PageTask task) throws Exception;
    }

    private static void each(int threads, List<PageTask> tasks, Work work) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Void>> running = new ArrayList<>();
            for (PageTask task : tasks) {
                running.add(pool.submit(() -> {
                    work.on(task);
                    return null;
                }));
            }
            for (Future<Void> one : running) {
                one.get(1, TimeUnit.MINUTES);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static List<Message> committed(TransactionalJob job) {
        return TopicContent.committed(job.brokers, job.topic);
    }

    private static Set<String> pageKeys(TransactionalJob job) {
        Set<String> keys = ConcurrentHashMap.newKeySet();
        TopicContent.committed(job.brokers, job.ledgerTopic).stream()
                .map(Message::key)
                .filter(key -> key.startsWith("orders/page/"))
                .forEach(keys::add);
        return keys;
    }
}
