package org.sakia.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.sakia.ledger.LedgerFixtures.NOON;
import static org.sakia.ledger.LedgerFixtures.ORDERS;
import static org.sakia.ledger.LedgerFixtures.delivered;
import static org.sakia.ledger.LedgerFixtures.failed;
import static org.sakia.ledger.LedgerFixtures.page;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sakia.plan.Page;

class JobLedgerTest {

    @TempDir
    private Path state;

    private Ledger ledger;
    private JobLedger job;

    @BeforeEach
    void open() {
        ledger = Ledger.open(state);
        job = ledger.take("orders", ORDERS);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private void reopen() {
        ledger.close();
        open();
    }

    @Test
    void aPageWithoutARowHasNotEnded() {
        assertThat(job.ended(page(0))).isFalse();
    }

    @Test
    void deliveredAndFailedPagesHaveEnded() {
        job.save(delivered(0));
        job.save(failed(1));

        assertThat(job.ended(page(0))).isTrue();
        assertThat(job.ended(page(1))).isTrue();
    }

    @Test
    void aPageOfTheSameSequenceInAnotherPartitionOrJobIsAnotherPage() {
        job.save(delivered(new Page("eu", 7)));

        assertThat(job.ended(new Page("us", 7))).isFalse();
        try (JobLedger other = ledger.take("customers", Map.of())) {
            assertThat(other.ended(new Page("eu", 7))).isFalse();
        }
    }

    @Test
    void aRowComesBackAsItWasSavedInANewProcess() {
        job.save(delivered(3));
        job.save(failed(4));

        reopen();

        assertThat(job.delivered("", 0, 10)).containsExactly(delivered(3));
        assertThat(job.failedPages(10)).containsExactly(failed(4));
    }

    @Test
    void aLaterEndReplacesAnEarlierOne() {
        job.save(failed(0));
        job.save(delivered(0));

        assertThat(job.totals()).isEqualTo(new Totals(1, 0, 100, 6_000, 0));
    }

    @Test
    void aPageThatIsUndoneHasNotEndedAndItsKeysAreGone() {
        job.recordKeys().replace(page(0), LongStream.of(1, 1));
        job.save(delivered(0));

        job.undo(page(0));
        job.save(delivered(0));

        assertThat(job.recordKeys().repeated()).isZero();
    }

    @Test
    void failedPagesCountAsNotEndedWhenTheyAreRetried() {
        job.save(delivered(0));
        job.save(failed(1));

        job.retryFailed();

        assertThat(job.ended(page(0))).isTrue();
        assertThat(job.ended(page(1))).isFalse();
        assertThat(job.firstNotEnded("", 0)).isEqualTo(1);
        assertThat(job.failedPages(10)).hasSize(1);
    }

    @Test
    void theFirstPageThatHasNotEndedIsFoundAcrossChunks() {
        LongStream.range(0, 2_500).filter(n -> n != 2_100).forEach(n -> job.save(delivered(n)));

        assertThat(job.firstNotEnded("", 0)).isEqualTo(2_100);
        assertThat(job.firstNotEnded("", 2_100)).isEqualTo(2_100);
        assertThat(job.firstNotEnded("", 2_101)).isEqualTo(2_500);
        assertThat(job.firstNotEnded("", 9_999)).isEqualTo(9_999);
    }

    @Test
    void endedSequencesStartWhereAskedAndKeepTheLimit() {
        List.of(5L, 1L, 3L).forEach(n -> job.save(delivered(n)));
        job.save(failed(4));

        assertThat(job.endedSequences("", 2, 2)).containsExactly(3L, 4L);
    }

    @Test
    void deliveredPagesAreMetOnceInSourceOrderWithoutTheFailedOnes() {
        job.save(delivered(new Page("us", 0)));
        LongStream.iterate(2_200, n -> n >= 0, n -> n - 1).forEach(n -> job.save(delivered(new Page("eu", n))));
        job.save(PageRow.failed(new Page("eu", 2_201), 1, Optional.empty(), 0, "reset", NOON));

        List<Page> met = new ArrayList<>();
        job.forEachDelivered(row -> met.add(row.page()));

        assertThat(met).hasSize(2_202).endsWith(new Page("eu", 2_200), new Page("us", 0));
        assertThat(met.subList(0, 2_201)).extracting(Page::sequence).isSorted();
    }

    @Test
    void theLedgerCanBeWrittenWhileDeliveredPagesAreGoneThrough() {
        LongStream.range(0, 10).forEach(n -> job.save(delivered(n)));

        job.forEachDelivered(row -> job.undo(row.page()));

        assertThat(job.totals()).isEqualTo(new Totals(0, 0, 0, 0, 0));
    }

    @Test
    void totalsAddUpDeliveredPagesAndCountFailedOnes() {
        LongStream.range(0, 3).forEach(n -> job.save(delivered(n)));
        job.save(failed(3));

        assertThat(job.totals()).isEqualTo(new Totals(3, 1, 300, 18_000, 0));
    }

    @Test
    void failedPagesAreListedInOrderUpToALimit() {
        List.of(9L, 2L, 5L).forEach(n -> job.save(failed(n)));

        assertThat(job.failedPages(2)).extracting(row -> row.page().sequence()).containsExactly(2L, 5L);
    }

    @Test
    void aCursorIsKeptForEachPartitionAcrossProcesses() {
        job.saveCursor("eu", "{\"next\":\"a\"}");
        job.saveCursor("eu", "{\"next\":\"b\"}");

        reopen();

        assertThat(job.cursor("eu")).contains("{\"next\":\"b\"}");
        assertThat(job.cursor("us")).isEmpty();
    }

    @Test
    void aJobIsNewUntilItsStateIsChanged() {
        assertThat(job.state()).isEqualTo(JobState.NEW);
    }

    @Test
    void theStateIsKeptAcrossProcesses() {
        job.state(JobState.FAILED_PAGES, OptionalLong.of(1_000), "1 page failed");

        reopen();

        assertThat(job.state()).isEqualTo(JobState.FAILED_PAGES);
        assertThat(job.expectedRecords()).hasValue(1_000);
    }

    @Test
    void aStateAloneKeepsTheExpectedRecords() {
        job.state(JobState.FAILED_PAGES, OptionalLong.of(1_000), "1 page failed");

        job.state(JobState.RUNNING);

        assertThat(job.state()).isEqualTo(JobState.RUNNING);
        assertThat(job.expectedRecords()).hasValue(1_000);
    }

    @Test
    void everyStateCanBeStored() {
        for (JobState each : JobState.values()) {
            job.state(each);
            assertThat(job.state()).isEqualTo(each);
        }
    }

    @Test
    void forgettingLeavesOnlyTheSendsNotesToKeepAndOtherJobs() {
        job.save(delivered(0));
        job.save(failed(1));
        job.saveCursor("", "{}");
        job.saveCursor(JobLedger.KEPT + "note", "{}");
        job.recordKeys().replace(page(0), LongStream.of(1, 1));
        job.limit().sends().sent(NOON);
        job.state(JobState.COMPLETE, OptionalLong.of(100), "");
        try (JobLedger other = ledger.take("customers", Map.of())) {
            other.save(delivered(0));

            job.forget();

            assertThat(other.ended(page(0))).isTrue();
        }
        assertThat(job.totals()).isEqualTo(new Totals(0, 0, 0, 0, 0));
        assertThat(job.cursor("")).isEmpty();
        assertThat(job.cursor(JobLedger.KEPT + "note")).isPresent();
        assertThat(job.state()).isEqualTo(JobState.NEW);
        assertThat(job.expectedRecords()).isEmpty();
        assertThat(job.limit().sends().since(NOON)).containsExactly(NOON);
        job.save(delivered(0));
        assertThat(job.recordKeys().repeated()).isZero();
    }

    @Test
    void aJobThatWasHalfForgottenWhenTheProcessWasKilledIsForgottenWhole() throws Exception {
        Page first = new Page("eu", 0);
        job.save(delivered(first));
        job.endPartition("eu", "{}", OptionalLong.of(100));
        job.state(JobState.COMPLETE, OptionalLong.of(100), "");
        ledger.close();
        execute("CREATE TRIGGER killed BEFORE DELETE ON cursor BEGIN SELECT RAISE(ABORT, 'killed'); END");
        open();
        assertThatExceptionOfType(LedgerException.class).isThrownBy(job::forget);
        ledger.close();
        execute("DROP TRIGGER killed");

        open();

        assertThat(job.isPartitionEnded("eu")).isFalse();
        assertThat(job.state()).isEqualTo(JobState.NEW);
        reopen();
        job.save(delivered(first));
        reopen();
        assertThat(job.ended(first)).isTrue();
    }

    private void execute(String sql) throws SQLException {
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + state.resolve("ledger.db"));
                Statement statement = database.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void everyRowOfManyThreadsStands() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> done = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                long first = thread * 250L;
                done.add(threads.submit(
                        () -> LongStream.range(first, first + 250).forEach(n -> job.save(delivered(n)))));
            }
            for (Future<?> each : done) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }

        reopen();

        assertThat(job.totals().deliveredPages()).isEqualTo(2_000);
        assertThat(job.firstNotEnded("", 0)).isEqualTo(2_000);
    }

    @Test
    void theRowOfADeliveredPageIsFoundByItsKey() {
        job.save(delivered(1));
        job.save(failed(2));

        assertThat(job.delivered(page(1))).contains(delivered(1));
        assertThat(job.delivered(page(0))).isEmpty();
        assertThat(job.delivered(page(2))).isEmpty();
    }

    @Test
    void theLedgerKnowsWhenACursorWasSaved() {
        Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS);

        job.saveCursor("eu", "{}");

        assertThat(job.cursorSavedAt("eu").orElseThrow()).isBetween(before, Instant.now());
        assertThat(job.cursorSavedAt("us")).isEmpty();
    }

    @Test
    void pagesOfAnotherFingerprintAreRefusedWhereverTheyAre() {
        job.refuseOther(job.fingerprint());

        assertThatExceptionOfType(FingerprintChangedException.class)
                .isThrownBy(() -> job.refuseOther(Map.of("url", "http://api/orders", "page-size", "500")))
                .withMessageContaining("page-size: 500 -> 100");
    }
}
