package org.sakia.ledger;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.sakia.plan.Page;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger of one job, in the hands of the process that took it. Thread-safe. Every call that writes is a
 * transaction of its own, safe from a kill of the process once it returned. Every call throws {@link LedgerException}
 * when the file cannot be used, and can be made again when the cause is gone.
 *
 * <p>Scans over many pages go through a second connection, so that they never hold up a worker that writes.
 */
public final class JobLedger implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JobLedger.class);
    private static final int CHUNK = 1_000;
    /** What the name of a note begins with that {@link #forget} leaves; no partition has such a name. */
    public static final String KEPT = Round.KEY + "kept-";

    private static final String FORGETTING = Round.KEY + "forgetting";
    private static final Page BEFORE_ALL = new Page(Page.NO_PARTITION, -1);

    private final Path folder;
    private final String job;
    private final Map<String, String> fingerprint;
    private final JobLock lock;
    private final Sqlite writer;
    private final Clock clock;
    private final JobTable row;
    private final PageTable pages;
    private final PageTable scannedPages;
    private final RecordKeys recordKeys;
    private volatile boolean retryFailed;
    private volatile Round round;
    private boolean closed;

    JobLedger(
            Path folder,
            String job,
            Map<String, String> fingerprint,
            JobLock lock,
            Sqlite writer,
            Sqlite reader,
            Clock clock) {
        this.folder = folder;
        this.job = job;
        this.fingerprint = fingerprint;
        this.lock = lock;
        this.writer = writer;
        this.clock = clock;
        this.row = new JobTable(writer, job);
        this.pages = new PageTable(writer, job);
        this.scannedPages = new PageTable(reader, job);
        this.recordKeys = new RecordKeys(writer, reader, job);
        this.round = Round.of(cursor(Round.KEY), Optional.empty(), clock.instant());
    }

    /** The job's name. */
    public String job() {
        return job;
    }

    /** The state folder that it lies in, absolute. */
    public Path folder() {
        return folder;
    }

    /** What decides the content of its pages, as it was taken. */
    public Map<String, String> fingerprint() {
        return fingerprint;
    }

    /**
     * Does nothing if pages of that fingerprint and of this job fit together.
     *
     * @param begunWith the fingerprint that pages outside of this ledger have
     * @throws FingerprintChangedException if they differ
     */
    public void refuseOther(Map<String, String> begunWith) {
        FingerprintChangedException.refuse(job, begunWith, fingerprint);
    }

    /** What is remembered of the limit that is this job's own. */
    public LimitLedger limit() {
        return new LimitLedger(writer, job, Optional.empty());
    }

    /**
     * What is remembered of the limit of a group of jobs; taken for this process until it is closed or the process
     * dies.
     *
     * @param group {@code [a-z0-9-]+}
     * @throws JobLockedException if somebody holds it
     */
    public LimitLedger takeLimit(String group) {
        String name = LimitLedger.OF_GROUP + group;
        JobLock groupLock = JobLock.take(folder, name)
                .orElseThrow(() -> new JobLockedException("job " + job + ": its limit group " + group
                        + " is at work in another process (" + name + ".lock in the state folder); the jobs of a group"
                        + " share one limit in one process, so run them together, or wait until it ends"));
        return new LimitLedger(writer, name, Optional.of(groupLock));
    }

    /** The hashes of its records' keys. */
    public RecordKeys recordKeys() {
        return recordKeys;
    }

    /** Writes the end of a page, in place of an earlier one. */
    public void save(PageRow end) {
        pages.save(end);
    }

    /** Takes a page's end back, so that it is exported again: its file is gone or was changed, for example. */
    public void undo(Page page) {
        writer.transaction(() -> {
            recordKeys.delete(page);
            pages.delete(page);
            writer.update("UPDATE cursor SET ended = 0 WHERE job = ? AND partition = ?", job, page.partition());
        });
    }

    /** From now on failed pages count as not ended. Their rows stay until they are replaced. */
    public void retryFailed() {
        retryFailed = true;
    }

    /** Whether the page needs no more work: delivered, or failed and not to be retried. */
    public boolean ended(Page page) {
        return pages.state(page)
                .filter(state -> state == PageState.DELIVERED || !retryFailed)
                .isPresent();
    }

    /** Sequences of ended pages from {@code from} on, ascending, at most {@code limit}. */
    public List<Long> endedSequences(String partition, long from, int limit) {
        return pages.sequences(partition, from, limit, !retryFailed);
    }

    /** The first sequence, {@code from} or later, whose page has not ended. Holds a chunk of 1,000 in memory. */
    public long firstNotEnded(String partition, long from) {
        long next = from;
        while (true) {
            List<Long> chunk = endedSequences(partition, next, CHUNK);
            for (long ended : chunk) {
                if (ended != next) {
                    return next;
                }
                next++;
            }
            if (chunk.size() < CHUNK) {
                return next;
            }
        }
    }

    /** The row of a page that has ended. */
    public Optional<PageRow> row(Page page) {
        return pages.row(page);
    }

    /** A page beside this one, or the first of its partition, that is delivered and holds the same records. */
    public OptionalLong sameAs(Page page, long records, long bytes, long checksum) {
        return pages.sameAs(page, records, bytes, checksum);
    }

    /** The first page of a partition of this round that is delivered and has so many records; of the first by name. */
    public Optional<PageRow> firstBeginning(long fewestRecords) {
        return pages.firstBeginning(round.prefix(), fewestRecords);
    }

    /** Another page of the partition whose row names this next one. */
    public OptionalLong pageNaming(String partition, String next, long otherThan) {
        return pages.naming(partition, next, otherThan);
    }

    /** The last delivered page of a partition that has records. */
    public OptionalLong lastWithRecords(String partition) {
        return pages.lastWithRecords(partition);
    }

    /** Delivered pages shorter than {@code step} that reached the total they came with, and that total. */
    public Map<Long, Long> shortLastPages(String partition, int step) {
        return pages.shortLast(partition, step);
    }

    /** The row of a page if it is delivered. */
    public Optional<PageRow> delivered(Page page) {
        return pages.delivered(page.partition(), page.sequence(), 1).stream()
                .filter(row -> row.page().equals(page))
                .findFirst();
    }

    /** Delivered pages of a partition from {@code from} on, ascending, at most {@code limit}. */
    public List<PageRow> delivered(String partition, long from, int limit) {
        return pages.delivered(partition, from, limit);
    }

    /**
     * Every delivered page in source order: by partition, then sequence. Chunks of 1,000 are held in memory, and no
     * lock while the action runs, which may use this ledger; a page saved meanwhile may be met or not.
     */
    public void forEachDelivered(Consumer<PageRow> action) {
        Page last = BEFORE_ALL;
        List<PageRow> chunk;
        do {
            chunk = scannedPages.deliveredAfter(last, CHUNK);
            chunk.forEach(action);
            last = chunk.isEmpty() ? last : chunk.get(chunk.size() - 1).page();
        } while (chunk.size() == CHUNK);
    }

    /** Failed pages in source order, at most {@code limit}. */
    public List<PageRow> failedPages(int limit) {
        return scannedPages.failed(limit);
    }

    /** Which export of an incremental job this is. */
    public Round round() {
        return round;
    }

    /** Begins a round; what follows adds up its pages alone. */
    public void begin(Round next) {
        saveCursor(Round.KEY, next.json());
        round = next;
    }

    /** Takes up the round again, if something has changed it. */
    public void restoreRound(Optional<String> start) {
        round = Round.of(cursor(Round.KEY), start, clock.instant());
    }

    /** What the pages of the present round add up to; reads all rows, some tenths of a second for 200,000 pages. */
    public Totals totals() {
        return scannedPages.totals(round.prefix());
    }

    /** Where the plan of a partition stood, as {@link #saveCursor} was told. */
    public Optional<String> cursor(String partition) {
        return writer.first(
                "SELECT value FROM cursor WHERE job = ? AND partition = ?", row -> row.getString(1), job, partition);
    }

    /** Keeps where the plan of a partition stands; the ledger does not read it. */
    public void saveCursor(String partition, String json) {
        writer.update(
                "INSERT OR REPLACE INTO cursor (job, partition, value, saved_at) VALUES (?, ?, ?, ?)",
                job,
                partition,
                json,
                IsoTime.millis(clock.instant()));
    }

    /** Takes back what {@link #saveCursor} was told. */
    public void deleteCursor(String partition) {
        writer.update("DELETE FROM cursor WHERE job = ? AND partition = ?", job, partition);
    }

    /**
     * Notes that a partition needs no more work; a page that is taken back opens it again.
     *
     * @param expected records that the source says it has
     */
    public void endPartition(String partition, String json, OptionalLong expected) {
        writer.transaction(() -> {
            saveCursor(partition, json);
            writer.update(
                    "UPDATE cursor SET ended = 1, expected = ? WHERE job = ? AND partition = ?",
                    expected.isPresent() ? expected.getAsLong() : null,
                    job,
                    partition);
        });
    }

    /** Whether {@link #endPartition} was told so. */
    public boolean isPartitionEnded(String partition) {
        return writer.first(
                        "SELECT 1 FROM cursor WHERE job = ? AND partition = ? AND ended = 1",
                        row -> true,
                        job,
                        partition)
                .isPresent();
    }

    /** Records that ended partitions of the present round are said to have; empty if one of them does not say. */
    public OptionalLong expectedOfEndedPartitions() {
        return writer.first(
                        "SELECT count(*) - count(expected), coalesce(sum(expected), 0) FROM cursor"
                                + " WHERE job = ? AND ended = 1 AND substr(partition, 1, ?) = ?"
                                + (round.number() == 1 ? " AND substr(partition, 1, 1) <> '@'" : ""),
                        row -> row.getLong(1) > 0 ? OptionalLong.empty() : OptionalLong.of(row.getLong(2)),
                        job,
                        round.prefix().length(),
                        round.prefix())
                .orElseThrow();
    }

    /** Whether a page of the partition has failed. */
    public boolean hasFailedPages(String partition) {
        return pages.hasFailed(partition);
    }

    /** When {@link #saveCursor} was called last for a partition, to the millisecond. */
    public Optional<Instant> cursorSavedAt(String partition) {
        return writer.first(
                "SELECT saved_at FROM cursor WHERE job = ? AND partition = ?",
                row -> Instant.parse(row.getString(1)),
                job,
                partition);
    }

    /** How the job stands. */
    public JobState state() {
        return row.status().orElseThrow().state();
    }

    /** What {@link #state(JobState, OptionalLong, String)} was told last. */
    public OptionalLong expectedRecords() {
        return row.status().orElseThrow().expectedRecords();
    }

    /** Notes how many records the source says it has; empty when it does not say. */
    public void expected(OptionalLong records) {
        row.expected(records, clock.instant());
    }

    /** Changes the state and clears its message; the expected records stay. */
    public void state(JobState state) {
        state(state, expectedRecords(), "");
    }

    /** Changes the state, with what the source says it has and the reason as a sentence without secrets. */
    public void state(JobState state, OptionalLong expectedRecords, String message) {
        row.state(state, expectedRecords, message, clock.instant());
    }

    /**
     * Starts over: deletes what the ledger knows of the job except the times of its sends and {@link #KEPT} notes, and
     * takes on the fingerprint it was taken with. Files are to be deleted before, by {@link #forEachDelivered}: a kill between the
     * two then leaves rows without files, which a run notices, and never files without rows.
     */
    public void forget() {
        // Rows go in pieces. After a kill the rest would tell of partitions that have ended without any page.
        saveCursor(FORGETTING, "{}");
        deleteAll("record_key", "job, partition, sequence, position");
        deleteAll("page", "job, partition, sequence");
        writer.transaction(() -> {
            writer.update(
                    "DELETE FROM cursor WHERE job = ? AND substr(partition, 1, ?) <> ?", job, KEPT.length(), KEPT);
            row.fingerprint(fingerprint);
            row.state(JobState.NEW, OptionalLong.empty(), "", clock.instant());
        });
        restoreRound(Optional.empty());
    }

    /** Whether the process was killed that was about to {@link #forget}. */
    static boolean isHalfForgotten(Sqlite database, String job) {
        return database.first("SELECT 1 FROM cursor WHERE job = ? AND partition = ?", row -> true, job, FORGETTING)
                .isPresent();
    }

    // In pieces, so that other jobs' workers are not held up by the transaction.
    private void deleteAll(String table, String key) {
        String delete = "DELETE FROM " + table + " WHERE (" + key + ") IN (SELECT " + key + " FROM " + table
                + " WHERE job = ? LIMIT " + 10 * CHUNK + ")";
        while (writer.update(delete, job) > 0) {
            LOG.debug("job {}: forgot a piece of table {}", job, table);
        }
    }

    /** Gives the job back. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            row.givenBack();
        } catch (LedgerException e) {
            LOG.warn(
                    "job {}: the ledger still names this process as its holder, which does no harm: {}",
                    job,
                    e.getMessage());
        } finally {
            lock.close();
        }
    }
}
