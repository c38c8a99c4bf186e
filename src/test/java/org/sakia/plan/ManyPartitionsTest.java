package org.sakia.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sakia.ledger.Increment;
import org.sakia.ledger.JobLedger;
import org.sakia.ledger.Ledger;
import org.sakia.ledger.PageRow;
import org.sakia.ledger.PageState;
import org.sakia.page.CutPage;

/** What the plan does with partitions: which are open, when one is over, and what they add up to. */
class ManyPartitionsTest {

    private static final int RECORDS = 7;
    private static final long EVERY = Long.MAX_VALUE;

    @TempDir
    Path folder;

    private Ledger ledger;
    private JobLedger job;

    @BeforeEach
    void open() {
        ledger = Ledger.open(folder);
        job = ledger.take("orders", Map.of());
    }

    @AfterEach
    void close() {
        job.close();
        ledger.close();
    }

    @Test
    void of_five_thousand_partitions_only_a_few_are_open() throws Exception {
        int[] read = new int[1];
        Plan plan = plan(
                () -> IntStream.range(0, 5_000)
                        .peek(number -> read[0] = number)
                        .mapToObj(number -> "r" + number)
                        .iterator(),
                20,
                EVERY);

        int pages = 0;
        while (plan.hasNext()) {
            Page page = plan.next();
            pages++;
            assertThat(read[0]).isLessThanOrEqualTo(pages + 20);
            deliver(plan, page, OptionalLong.of(RECORDS));
        }

        assertThat(pages).isEqualTo(5_000);
        assertThat(plan.expectedRecords()).hasValue(5_000L * RECORDS);
        assertThat(job.totals().records()).isEqualTo(5_000L * RECORDS);
    }

    @Test
    void pages_that_may_not_be_there_are_planned_when_no_partition_has_fewer_under_way() throws Exception {
        Plan plan = plan(List.of("a", "b", "c"), 3, EVERY, "none");
        List<String> keys = new ArrayList<>();
        for (int first = 0; first < 3; first++) {
            assertThat(plan.hasNext()).isTrue();
            keys.add(plan.next().key());
        }
        for (String partition : List.of("a", "b", "c")) {
            deliver(plan, new Page(partition, 0), OptionalLong.empty());
        }
        for (int more = 0; more < 6; more++) {
            assertThat(plan.hasNext()).isTrue();
            keys.add(plan.next().key());
        }

        assertThat(keys).containsExactly("a/0", "b/0", "c/0", "a/1", "b/1", "c/1", "a/2", "b/2", "c/2");
    }

    @Test
    void a_value_that_is_there_twice_is_planned_once() throws Exception {
        Plan plan = plan(List.of("eu", "us", "eu", "us", "eu"), 2, EVERY);

        assertThat(export(plan)).containsExactlyInAnyOrder("eu/0", "us/0");
        assertThat(plan.expectedRecords()).hasValue(2 * RECORDS);
    }

    @Test
    void so_is_one_that_has_failed() throws Exception {
        Plan plan = plan(List.of("eu", "us", "eu"), 1, EVERY);
        assertThat(plan.hasNext()).isTrue();
        verify(plan, plan.next(), OptionalLong.of(RECORDS));
        fail(plan, new Page("eu", 0));

        assertThat(export(plan)).containsExactly("us/0");
        assertThat(plan.expectedRecords()).hasValue(2 * RECORDS);
    }

    @Test
    void a_trial_that_leaves_partitions_unopened_is_one() throws Exception {
        Plan plan = plan(List.of("a", "b", "c"), 2, 2);

        assertThat(export(plan)).hasSize(2);
        assertThat(plan.isTrial()).isTrue();
        assertThat(plan.isTrial()).isTrue();
    }

    @Test
    void a_trial_that_reaches_the_last_partition_is_none() throws Exception {
        Plan plan = plan(List.of("a", "b", "c"), 1, 3);

        assertThat(export(plan)).hasSize(3);
        assertThat(plan.isTrial()).isFalse();
    }

    @Test
    void a_retry_does_not_count_partitions_twice_that_have_ended() throws Exception {
        export(plan(List.of("a", "b"), 2, EVERY));
        job.retryFailed();
        Plan again = plan(List.of("a", "b", "c"), 3, EVERY);

        assertThat(again.hasNext()).isTrue();
        Page page = again.next();
        assertThat(page.key()).isEqualTo("c/0");
        verify(again, page, OptionalLong.of(RECORDS));
        assertThat(again.expectedRecords()).hasValue(3 * RECORDS);
    }

    @Test
    void a_page_that_is_taken_back_opens_its_partition_again() throws Exception {
        export(plan(List.of("a", "b"), 2, EVERY));
        job.undo(new Page("a", 0));

        assertThat(export(plan(List.of("a", "b"), 2, EVERY))).containsExactly("a/0");
    }

    @Test
    void a_partition_is_not_over_when_its_last_page_was_dropped() throws Exception {
        Plan stopping = plan(List.of("a"), 1, EVERY);
        assertThat(stopping.hasNext()).isTrue();
        deliver(stopping, stopping.next(), OptionalLong.of(2 * RECORDS));
        assertThat(stopping.hasNext()).isTrue();
        end(stopping, stopping.next(), PageTask.Outcome.DROPPED);

        assertThat(stopping.hasNext()).isFalse();
        assertThat(job.isPartitionEnded("a")).isFalse();
        assertThat(export(plan(List.of("a"), 1, EVERY))).containsExactly("a/1");
    }

    @Test
    void names_of_partitions_are_file_names_and_differ() {
        List<String> values = List.of("", " ", "%", "%20", "a/b", "a", "a%2Fb", "..", "é", "*", "_", "+");

        List<String> names = values.stream().map(Partition::name).toList();

        assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches("[A-Za-z0-9._%-]+"));
    }

    /** Takes what the plan gives out to its end, as one worker. */
    private List<String> export(Plan plan) throws Exception {
        List<String> keys = new ArrayList<>();
        while (plan.hasNext()) {
            Page page = plan.next();
            keys.add(page.key());
            deliver(plan, page, OptionalLong.of(RECORDS));
        }
        return keys;
    }

    private static void verify(Plan plan, Page page, OptionalLong total) throws Exception {
        CutPage cut = new CutPage(RECORDS, 100, page.hashCode(), total, Map.of());
        plan.verified(page, new PageContent(cut, total, Optional.empty(), Optional.empty(), 0, Duration.ZERO));
    }

    private void deliver(Plan plan, Page page, OptionalLong total) throws Exception {
        verify(plan, page, total);
        job.save(new PageRow(
                page,
                PageState.DELIVERED,
                1,
                RECORDS,
                100,
                page.hashCode(),
                "",
                0,
                total,
                Optional.empty(),
                Increment.NONE,
                200,
                "",
                Instant.EPOCH));
        end(plan, page, PageTask.Outcome.DELIVERED);
    }

    private void fail(Plan plan, Page page) {
        job.save(PageRow.failed(page, 1, Optional.empty(), 500, "no", Instant.EPOCH));
        end(plan, page, PageTask.Outcome.FAILED);
    }

    private static void end(Plan plan, Page page, PageTask.Outcome outcome) {
        PageTask task = new PageTask(page);
        task.ended(outcome);
        plan.ended(task);
    }

    private Plan plan(Iterable<String> values, int mostOpen, long mostPages) {
        return plan(values, mostOpen, mostPages, "count");
    }

    private Plan plan(Iterable<String> values, int mostOpen, long mostPages, String total) {
        Plan plan = new Plan(
                job,
                new PlanSettings(
                        new Paging.Offset(Optional.of("offset"), Optional.of("limit")),
                        Partitions.ofValues(values, Optional.of("region")),
                        TotalSource.parse(total),
                        10,
                        mostPages,
                        mostOpen,
                        false,
                        true),
                latency -> {});
        plan.restore();
        return plan;
    }
}
