package org.sakia.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** The row of one job: its state, its holder and its fingerprint. Thread-safe. */
final class JobTable {

    private final Sqlite database;
    private final String job;

    JobTable(Sqlite database, String job) {
        this.database = database;
        this.job = job;
    }

    void create(Instant now) {
        database.update(
                "INSERT INTO job (name, state, created_at, updated_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                job,
                JobState.NEW.word(),
                IsoTime.millis(now),
                IsoTime.millis(now));
    }

    boolean hasBegun() {
        return database.first(
                        "SELECT EXISTS (SELECT 1 FROM page WHERE job = ?) OR EXISTS (SELECT 1 FROM cursor WHERE job = ?)",
                        row -> row.getBoolean(1),
                        job,
                        job)
                .orElse(false);
    }

    Map<String, String> fingerprint() {
        Map<String, String> fingerprint = new TreeMap<>();
        database.list(
                "SELECT key, value FROM fingerprint WHERE job = ?",
                row -> fingerprint.put(row.getString(1), row.getString(2)),
                job);
        return fingerprint;
    }

    void fingerprint(Map<String, String> fingerprint) {
        database.update("DELETE FROM fingerprint WHERE job = ?", job);
        fingerprint.forEach((key, value) ->
                database.update("INSERT INTO fingerprint (job, key, value) VALUES (?, ?, ?)", job, key, value));
    }

    void state(JobState state, OptionalLong expectedRecords, String message, Instant now) {
        database.update(
                "UPDATE job SET state = ?, expected_records = ?, message = ?, updated_at = ? WHERE name = ?",
                state.word(),
                expectedRecords.isPresent() ? expectedRecords.getAsLong() : null,
                message,
                IsoTime.millis(now),
                job);
    }

    void expected(OptionalLong records, Instant now) {
        database.update(
                "UPDATE job SET expected_records = ?, updated_at = ? WHERE name = ?",
                records.isPresent() ? records.getAsLong() : null,
                IsoTime.millis(now),
                job);
    }

    void heldBy(Holder holder) {
        database.update(
                "UPDATE job SET holder_pid = ?, holder_host = ?, holder_since = ? WHERE name = ?",
                holder.pid(),
                holder.host(),
                IsoTime.millis(holder.since()),
                job);
    }

    void givenBack() {
        database.update(
                "UPDATE job SET holder_pid = NULL, holder_host = NULL, holder_since = NULL WHERE name = ?", job);
    }

    Optional<Holder> holder() {
        return status().flatMap(JobStatus::holder);
    }

    /** The row alone: without totals and failed pages. */
    Optional<JobStatus> status() {
        return database.first("SELECT * FROM job WHERE name = ?", JobTable::read, job);
    }

    private static JobStatus read(ResultSet row) throws SQLException {
        String since = row.getString("holder_since");
        return new JobStatus(
                row.getString("name"),
                JobState.ofWord(row.getString("state")),
                optionalLong(row, "expected_records"),
                row.getString("message"),
                new Totals(0, 0, 0, 0, 0),
                List.of(),
                since == null
                        ? Optional.empty()
                        : Optional.of(new Holder(
                                row.getLong("holder_pid"), row.getString("holder_host"), Instant.parse(since))),
                Instant.parse(row.getString("updated_at")));
    }

    static OptionalLong optionalLong(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
