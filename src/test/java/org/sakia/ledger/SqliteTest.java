package org.sakia.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteTest {

    @TempDir
    private Path folder;

    private Sqlite database;
    private PageTable pages;

    @BeforeEach
    void open() {
        database = Sqlite.writer(folder.resolve("ledger.db"));
        Schema.current().upgrade(database);
        pages = new PageTable(database, "orders");
    }

    @AfterEach
    void close() {
        database.close();
    }

    private LedgerException fill() {
        database.first("PRAGMA max_page_count = 20", row -> row.getInt(1));
        return catchThrowableOfType(LedgerException.class, () -> LongStream.range(0, 10_000)
                .forEach(n -> pages.save(LedgerFixtures.delivered(n))));
    }

    private void makeRoom() {
        database.first("PRAGMA max_page_count = 100000", row -> row.getInt(1));
    }

    @Test
    void aFullDiskIsNamedAndRecognised() {
        LedgerException full = fill();

        assertThat(full.isFull()).isTrue();
        assertThat(full)
                .hasMessage(
                        "the ledger " + folder.resolve("ledger.db") + " cannot be written: database or disk is full");
    }

    @Test
    void theSameConnectionWorksOnceThereIsSpace() {
        fill();
        long before = pages.totals("").deliveredPages();
        makeRoom();

        pages.save(LedgerFixtures.delivered(20_000));

        assertThat(before).isPositive();
        assertThat(pages.totals("").deliveredPages()).isEqualTo(before + 1);
    }

    @Test
    void aTransactionThatMeetsAFullDiskLeavesNothingAndBlocksNothing() {
        database.first("PRAGMA max_page_count = 20", row -> row.getInt(1));

        LedgerException full = catchThrowableOfType(
                LedgerException.class,
                () -> database.transaction(
                        () -> LongStream.range(0, 10_000).forEach(n -> pages.save(LedgerFixtures.delivered(n)))));
        makeRoom();

        assertThat(full.isFull()).isTrue();
        assertThat(pages.totals("").deliveredPages()).isZero();
        database.transaction(() -> pages.save(LedgerFixtures.delivered(0)));
        assertThat(pages.totals("").deliveredPages()).isEqualTo(1);
    }

    @Test
    void anExceptionInATransactionRollsItBack() {
        catchThrowableOfType(
                IllegalStateException.class,
                () -> database.transaction(() -> {
                    pages.save(LedgerFixtures.delivered(0));
                    throw new IllegalStateException("the caller's own trouble");
                }));

        assertThat(pages.totals("").deliveredPages()).isZero();
        database.transaction(() -> pages.save(LedgerFixtures.delivered(1)));
    }

    @Test
    void anotherFailureIsNotAFullDisk() {
        LedgerException failure =
                catchThrowableOfType(LedgerException.class, () -> database.update("INSERT INTO nowhere VALUES (1)"));

        assertThat(failure.isFull()).isFalse();
        assertThat(failure).hasMessageContaining("no such table: nowhere");
    }
}
