package org.sakia.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.sakia.plan.Page;

/** The rows of one job's ended pages. Thread-safe. */
final class PageTable {

    private final Sqlite database;
    private final String job;

    PageTable(Sqlite database, String job) {
        this.database = database;
        this.job = job;
    }

    void save(PageRow row) {
        database.update(
                """
                INSERT OR REPLACE INTO page (job, partition, sequence, state, attempts, records, bytes, checksum,
                    file, file_bytes, total, next, highest, skipped, status, error, ended_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                job,
                row.page().partition(),
                row.page().sequence(),
                row.state().word(),
                row.attempts(),
                row.records(),
                row.bytes(),
                row.checksum(),
                row.file(),
                row.fileBytes(),
                row.total().isPresent() ? row.total().getAsLong() : null,
                row.next().orElse(null),
                row.increment().highest().orElse(null),
                row.increment().skipped(),
                row.status(),
                row.error(),
                IsoTime.millis(row.endedAt()));
    }

    void delete(Page page) {
        database.update(
                "DELETE FROM page WHERE job = ? AND partition = ? AND sequence = ?",
                job,
                page.partition(),
                page.sequence());
    }

    Optional<PageState> state(Page page) {
        return database.first(
                "SELECT state FROM page WHERE job = ? AND partition = ? AND sequence = ?",
                row -> PageState.of(row.getString(1)),
                job,
                page.partition(),
                page.sequence());
    }

    List<Long> sequences(String partition, long from, int limit, boolean failedToo) {
        return database.list(
                """
                SELECT sequence FROM page
                WHERE job = ? AND partition = ? AND sequence >= ? AND (state = 'delivered' OR ?)
                ORDER BY sequence LIMIT ?""",
                row -> row.getLong(1),
                job,
                partition,
                from,
                failedToo,
                limit);
    }

    List<PageRow> delivered(String partition, long from, int limit) {
        return database.list(
                """
                SELECT * FROM page
                WHERE job = ? AND partition = ? AND sequence >= ? AND state = 'delivered'
                ORDER BY sequence LIMIT ?""",
                PageTable::read,
                job,
                partition,
                from,
                limit);
    }

    Optional<PageRow> row(Page page) {
        return database.first(
                "SELECT * FROM page WHERE job = ? AND partition = ? AND sequence = ?",
                PageTable::read,
                job,
                page.partition(),
                page.sequence());
    }

    OptionalLong sameAs(Page page, long records, long bytes, long checksum) {
        return sequence(
                """
                SELECT sequence FROM page
                WHERE job = ? AND partition = ? AND sequence IN (0, ?, ?, ?) AND sequence <> ?
                    AND state = 'delivered' AND records = ? AND bytes = ? AND checksum = ? LIMIT 1""",
                job,
                page.partition(),
                page.sequence() - 2,
                page.sequence() - 1,
                page.sequence() + 1,
                page.sequence(),
                records,
                bytes,
                checksum);
    }

    /** @param round the begin of its partitions' names; empty for the first */
    Optional<PageRow> firstBeginning(String round, long fewestRecords) {
        return database.first(
                """
                SELECT * FROM page
                WHERE job = ? AND sequence = 0 AND state = 'delivered' AND records >= ? AND substr(partition, 1, ?) = ?"""
                        + (round.isEmpty() ? " AND substr(partition, 1, 1) <> '@'" : "")
                        + " ORDER BY partition LIMIT 1",
                PageTable::read,
                job,
                fewestRecords,
                round.length(),
                round);
    }

    OptionalLong naming(String partition, String next, long otherThan) {
        return sequence(
                "SELECT sequence FROM page WHERE job = ? AND partition = ? AND next = ? AND sequence <> ? LIMIT 1",
                job,
                partition,
                next,
                otherThan);
    }

    OptionalLong lastWithRecords(String partition) {
        return sequence(
                """
                SELECT sequence FROM page
                WHERE job = ? AND partition = ? AND state = 'delivered' AND records > 0
                ORDER BY sequence DESC LIMIT 1""",
                job,
                partition);
    }

    private OptionalLong sequence(String query, Object... parameters) {
        return database.first(query, row -> OptionalLong.of(row.getLong(1)), parameters)
                .orElse(OptionalLong.empty());
    }

    Map<Long, Long> shortLast(String partition, int step) {
        Map<Long, Long> found = new HashMap<>();
        database.list(
                        """
                SELECT sequence, total FROM page
                WHERE job = ? AND partition = ? AND state = 'delivered' AND records + skipped < ? AND total IS NOT NULL
                    AND sequence * ? + records + skipped >= total""",
                        row -> Map.entry(row.getLong(1), row.getLong(2)),
                        job,
                        partition,
                        step,
                        step)
                .forEach(page -> found.put(page.getKey(), page.getValue()));
        return found;
    }

    boolean hasFailed(String partition) {
        return sequence(
                        "SELECT sequence FROM page INDEXED BY page_failed"
                                + " WHERE job = ? AND partition = ? AND state = 'failed' LIMIT 1",
                        job,
                        partition)
                .isPresent();
    }

    /** In source order, whatever their partition. */
    List<PageRow> deliveredAfter(Page page, int limit) {
        return database.list(
                """
                SELECT * FROM page
                WHERE job = ? AND (partition, sequence) > (?, ?) AND state = 'delivered'
                ORDER BY partition, sequence LIMIT ?""",
                PageTable::read,
                job,
                page.partition(),
                page.sequence(),
                limit);
    }

    List<PageRow> failed(int limit) {
        return database.list(
                """
                SELECT * FROM page INDEXED BY page_failed
                WHERE job = ? AND state = 'failed'
                ORDER BY partition, sequence LIMIT ?""",
                PageTable::read,
                job,
                limit);
    }

    /** @param round the begin of its partitions' names; empty for the first */
    Totals totals(String round) {
        return database.first(
                        """
                SELECT count(CASE state WHEN 'delivered' THEN 1 END),
                       count(CASE state WHEN 'failed' THEN 1 END),
                       sum(CASE state WHEN 'delivered' THEN records END),
                       sum(CASE state WHEN 'delivered' THEN bytes END),
                       sum(CASE state WHEN 'delivered' THEN skipped END)
                FROM page WHERE job = ? AND substr(partition, 1, ?) = ?"""
                                + (round.isEmpty() ? " AND substr(partition, 1, 1) <> '@'" : ""),
                        row -> new Totals(
                                row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5)),
                        job,
                        round.length(),
                        round)
                .orElseThrow();
    }

    private static PageRow read(ResultSet row) throws SQLException {
        return new PageRow(
                new Page(row.getString("partition"), row.getLong("sequence")),
                PageState.of(row.getString("state")),
                row.getInt("attempts"),
                row.getLong("records"),
                row.getLong("bytes"),
                row.getLong("checksum"),
                row.getString("file"),
                row.getLong("file_bytes"),
                JobTable.optionalLong(row, "total"),
                Optional.ofNullable(row.getString("next")),
                new Increment(Optional.ofNullable(row.getString("highest")), row.getLong("skipped")),
                row.getInt("status"),
                row.getString("error"),
                Instant.parse(row.getString("ended_at")));
    }
}
