package org.sakia.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.sakia.ledger.LedgerFixtures.NOON;
import static org.sakia.ledger.LedgerFixtures.ORDERS;
import static org.sakia.ledger.LedgerFixtures.delivered;
import static org.sakia.ledger.LedgerFixtures.failed;
import static org.sakia.ledger.LedgerFixtures.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {

    @TempDir
    private Path state;

    private String query(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + state.resolve("ledger.db"));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    values.add(rows.getString(column));
                }
            }
            return String.join("|", values);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + state.resolve("ledger.db"));
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    @Test
    void folderAndFileAreMade() {
        Path deep = state.resolve("a/b");

        Ledger.open(deep).close();

        assertThat(Files.exists(deep.resolve("ledger.db"))).isTrue();
    }

    @Test
    void aPersonCanReadTheSummary() throws Exception {
        try (Ledger ledger = Ledger.open(state);
                JobLedger job = ledger.take("orders", ORDERS)) {
            job.save(delivered(0));
            job.save(failed(1));
            job.state(JobState.FAILED_PAGES, OptionalLong.of(200), "1 page failed");

            assertThat(query("SELECT * FROM job_summary"))
                    .isEqualTo("orders|failed-pages|200|100|1|1|6000|2026-11-21T12:00:00.000Z"
                            + "|2026-11-21T12:00:00.000Z|1 page failed");
        }
    }

    @Test
    void aPersonCanReadThePages() throws Exception {
        try (Ledger ledger = Ledger.open(state);
                JobLedger job = ledger.take("orders", ORDERS)) {
            job.save(failed(1));
        }

        assertThat(query("SELECT job, partition, sequence, state, attempts, status, error, ended_at FROM page"))
                .isEqualTo("orders||1|failed|10|503|the API answered 503 ten times|2026-11-21T12:00:00.000Z");
    }

    @Test
    void timesComeFromTheClockAndAreUtcText() throws Exception {
        try (Ledger ledger = Ledger.open(state, Clock.fixed(NOON, ZoneOffset.ofHours(5)));
                JobLedger job = ledger.take("orders", ORDERS)) {
            job.state(JobState.RUNNING);

            assertThat(query("SELECT created_at, updated_at, holder_since FROM job"))
                    .isEqualTo("2026-11-21T12:00:00.000Z|2026-11-21T12:00:00.000Z|2026-11-21T12:00:00.000Z");
        }
    }

    @Test
    void theTablesExplainThemselves() throws Exception {
        Ledger.open(state).close();

        assertThat(query("SELECT sql FROM sqlite_schema WHERE name = 'page'")).contains("-- One row for each page");
    }

    @Test
    void theFileIsWrittenAhead() throws Exception {
        Ledger.open(state).close();

        assertThat(query("PRAGMA journal_mode")).isEqualTo("wal");
        assertThat(query("PRAGMA user_version")).isEqualTo("2");
    }

    @Test
    void aNewerLedgerIsRefusedWithoutBeingTouched() throws Exception {
        Ledger.open(state).close();
        execute("PRAGMA user_version = 99");

        assertThatThrownBy(() -> Ledger.open(state))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("newer version (99, this Sakia knows 2)");
        assertThatThrownBy(() -> Ledger.status(state, List.of("orders"), 0))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("newer version");
        assertThat(query("PRAGMA user_version")).isEqualTo("99");
    }

    @Test
    void theDatabaseOfAnotherProgramIsRefusedWithoutBeingTouched() throws Exception {
        execute("CREATE TABLE theirs (a)");

        assertThatThrownBy(() -> Ledger.open(state))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("the database of another program");
        assertThat(query("SELECT name FROM sqlite_schema")).isEqualTo("theirs");
    }

    @Test
    void aFileThatIsNoDatabaseIsRefused() throws IOException {
        Files.writeString(state.resolve("ledger.db"), "orders;customers\n".repeat(100));

        assertThatThrownBy(() -> Ledger.open(state))
                .isInstanceOf(LedgerException.class)
                .hasMessage("the ledger " + state.resolve("ledger.db")
                        + " cannot be read: file is not a database; move the file away or restore it from a backup");
    }

    @Test
    void aStateFolderThatIsAFileIsRefused() throws IOException {
        Path file = Files.createFile(state.resolve("file"));

        assertThatThrownBy(() -> Ledger.open(file))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("the state folder " + file + " cannot be created");
    }

    @Test
    void aLedgerThatCannotBeOpenedIsRefused() throws IOException {
        Files.createDirectory(state.resolve("ledger.db"));

        assertThatThrownBy(() -> Ledger.open(state))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("check that this user may write");
    }

    @Test
    void manyCanOpenAFreshFolderAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            CountDownLatch together = new CountDownLatch(8);
            List<Future<?>> done = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                String job = "job-" + i;
                done.add(threads.submit(() -> {
                    together.countDown();
                    together.await();
                    try (Ledger ledger = Ledger.open(state)) {
                        ledger.take(job, Map.of()).save(delivered(0));
                    }
                    return job;
                }));
            }
            for (Future<?> each : done) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(query("SELECT count(*) FROM page")).isEqualTo("8");
    }

    @Test
    void aChangedFingerprintIsRefusedWithEachDifferenceAndTheWaysOut() {
        try (Ledger ledger = Ledger.open(state)) {
            try (JobLedger job = ledger.take("orders", ORDERS)) {
                job.save(delivered(0));
            }

            FingerprintChangedException refusal = catchThrowableOfType(
                    FingerprintChangedException.class,
                    () -> ledger.take(
                            "orders", Map.of("url", "http://api/orders", "page-size", "500", "records", "items")));

            assertThat(refusal.differences()).containsExactly("page-size: 100 -> 500", "records: (not set) -> items");
            assertThat(refusal)
                    .hasMessageContaining("page-size: 100 -> 500")
                    .hasMessageContaining(
                            "run with --fresh to start over, or give the changed export another job name");
        }
    }

    @Test
    void aCursorAloneIsEnoughToKeepTheFingerprint() {
        try (Ledger ledger = Ledger.open(state)) {
            try (JobLedger job = ledger.take("orders", ORDERS)) {
                job.saveCursor("", "{}");
            }

            assertThatThrownBy(() -> ledger.take("orders", Map.of())).isInstanceOf(FingerprintChangedException.class);
        }
    }

    @Test
    void aRefusedFingerprintLeavesTheJobFree() {
        try (Ledger ledger = Ledger.open(state)) {
            try (JobLedger job = ledger.take("orders", ORDERS)) {
                job.save(delivered(0));
            }
            assertThatThrownBy(() -> ledger.take("orders", Map.of())).isInstanceOf(FingerprintChangedException.class);

            try (JobLedger job = ledger.take("orders", ORDERS)) {
                assertThat(job.ended(page(0))).isTrue();
            }
        }
    }

    @Test
    void aJobWithoutPagesTakesOnANewFingerprint() {
        try (Ledger ledger = Ledger.open(state)) {
            ledger.take("orders", Map.of("url", "http://typo")).close();
            try (JobLedger job = ledger.take("orders", ORDERS)) {
                job.save(delivered(0));
            }

            ledger.take("orders", ORDERS).close();
        }
    }

    @Test
    void aJobTakenAnewKeepsItsOldFingerprintUntilItIsForgotten() {
        Map<String, String> changed = Map.of("url", "http://api/v2/orders");
        try (Ledger ledger = Ledger.open(state)) {
            try (JobLedger job = ledger.take("orders", ORDERS)) {
                job.save(delivered(0));
            }

            ledger.takeAnew("orders", changed).close();
            assertThatThrownBy(() -> ledger.take("orders", changed)).isInstanceOf(FingerprintChangedException.class);

            try (JobLedger job = ledger.takeAnew("orders", changed)) {
                job.forget();
                job.save(delivered(0));
            }
            ledger.take("orders", changed).close();
        }
    }

    @Test
    void aJobNameThatWouldLeaveTheFolderIsRefused() {
        try (Ledger ledger = Ledger.open(state)) {
            assertThatThrownBy(() -> ledger.take("../orders", Map.of())).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void theStatusOfAFolderWithoutALedgerIsEmptyAndLeavesNoFile() {
        assertThat(Ledger.status(state, List.of("orders"), 10)).isEmpty();
        assertThat(state).isEmptyDirectory();
    }

    @Test
    void theStatusIsReadWhileARunIsOn() {
        try (Ledger ledger = Ledger.open(state);
                JobLedger job = ledger.take("orders", ORDERS)) {
            job.state(JobState.RUNNING, OptionalLong.of(1_000), "");
            job.save(delivered(0));
            job.save(failed(1));
            job.save(failed(2));

            List<JobStatus> status = Ledger.status(state, List.of("unknown", "orders"), 1);

            assertThat(status).hasSize(1);
            assertThat(status.get(0).state()).isEqualTo(JobState.RUNNING);
            assertThat(status.get(0).expectedRecords()).hasValue(1_000);
            assertThat(status.get(0).totals()).isEqualTo(new Totals(1, 2, 100, 6_000, 0));
            assertThat(status.get(0).failedPages()).containsExactly(failed(1));
            assertThat(status.get(0).holder()).isPresent();
            job.save(delivered(3));
        }
    }

    @Test
    void theStatusIsReadWhileATransactionIsOpen() throws Exception {
        try (Ledger ledger = Ledger.open(state);
                Connection writer = DriverManager.getConnection("jdbc:sqlite:" + state.resolve("ledger.db"));
                Statement statement = writer.createStatement()) {
            ledger.take("orders", ORDERS).save(delivered(0));
            statement.executeUpdate("BEGIN IMMEDIATE");
            statement.executeUpdate("DELETE FROM page");

            assertThat(Ledger.status(state, List.of("orders"), 0)
                            .get(0)
                            .totals()
                            .deliveredPages())
                    .isEqualTo(1);

            statement.executeUpdate("ROLLBACK");
        }
    }

    @Test
    void theStatusIsReadAfterARunEnded() {
        try (Ledger ledger = Ledger.open(state);
                JobLedger job = ledger.take("orders", ORDERS)) {
            job.state(JobState.COMPLETE, OptionalLong.of(0), "all delivered");
        }

        JobStatus status = Ledger.status(state, List.of("orders"), 0).get(0);

        assertThat(status.message()).isEqualTo("all delivered");
        assertThat(status.holder()).isEmpty();
    }
}
