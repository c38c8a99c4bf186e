package org.sakia.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaTest {

    private static final Schema ONE = new Schema(List.of("CREATE TABLE a (x); INSERT INTO a VALUES (1)"));
    private static final Schema TWO =
            new Schema(List.of("CREATE TABLE a (x); INSERT INTO a VALUES (1)", "ALTER TABLE a ADD y DEFAULT 7"));
    private static final Schema BROKEN =
            new Schema(List.of("CREATE TABLE a (x)", "CREATE TABLE b (x); this is no SQL"));

    @TempDir
    private Path folder;

    private Sqlite open() {
        return Sqlite.writer(folder.resolve("ledger.db"));
    }

    @Test
    void anOlderDatabaseIsUpgradedAndKeepsItsRows() {
        try (Sqlite database = open()) {
            ONE.upgrade(database);
            TWO.upgrade(database);

            assertThat(database.first("SELECT x + y FROM a", row -> row.getInt(1)))
                    .contains(8);
        }
    }

    @Test
    void anUpgradeHappensOnce() {
        try (Sqlite database = open()) {
            TWO.upgrade(database);
            TWO.upgrade(database);

            assertThat(database.first("SELECT count(*) FROM a", row -> row.getInt(1)))
                    .contains(1);
        }
    }

    @Test
    void anUpgradeThatFailsChangesNothing() {
        try (Sqlite database = open()) {
            ONE.upgrade(database);

            assertThatThrownBy(() -> BROKEN.upgrade(database)).isInstanceOf(LedgerException.class);

            assertThat(database.first("SELECT name FROM sqlite_schema WHERE name = 'b'", row -> row.getString(1)))
                    .isEmpty();
            assertThat(ONE.isReadable(database)).isTrue();
        }
    }

    @Test
    void aReaderRefusesAnOlderDatabaseWithWhatToDo() {
        try (Sqlite database = open()) {
            ONE.upgrade(database);

            assertThatThrownBy(() -> TWO.isReadable(database))
                    .isInstanceOf(LedgerException.class)
                    .hasMessageContaining("the next run upgrades it");
        }
    }

    @Test
    void aReaderFindsNothingInADatabaseThatWasNeverWritten() {
        try (Sqlite database = open()) {
            assertThat(ONE.isReadable(database)).isFalse();
        }
    }
}
