package org.sakia.ledger;

import java.util.stream.LongStream;
import org.sakia.plan.Page;

/**
 * Hashes of the records' keys, to count records that came twice because the table moved under the export.
 * Thread-safe for different pages.
 */
public final class RecordKeys {

    private static final int BATCH = 1_000;

    private final Sqlite writer;
    private final Sqlite reader;
    private final String job;

    RecordKeys(Sqlite writer, Sqlite reader, String job) {
        this.writer = writer;
        this.reader = reader;
        this.job = job;
    }

    /**
     * Sets the hashes of a page, in place of what an earlier attempt left. To be called before the page's row is
     * saved: the batches are transactions of their own, and only a page whose row is delivered counts.
     *
     * @param hashes in record order; consumed here, at most one batch of {@value #BATCH} is held in memory
     */
    public void replace(Page page, LongStream hashes) {
        delete(page);
        Batch batch = new Batch(page);
        hashes.sequential().forEachOrdered(batch::add);
        batch.write();
    }

    /** Whether a page of an earlier round has delivered a record with this hash. */
    public boolean isKnown(long hash, Round round) {
        return reader.first(
                        """
                SELECT 1 FROM record_key JOIN page USING (job, partition, sequence)
                WHERE job = ? AND hash = ? AND page.state = 'delivered' AND substr(partition, 1, ?) <> ? LIMIT 1""",
                        row -> true,
                        job,
                        hash,
                        round.prefix().length(),
                        round.prefix())
                .isPresent();
    }

    void delete(Page page) {
        writer.update(
                "DELETE FROM record_key WHERE job = ? AND partition = ? AND sequence = ?",
                job,
                page.partition(),
                page.sequence());
    }

    /**
     * Records of delivered pages whose hash was there already: all less the different ones. Sorts all of them, in
     * temporary files of SQLite's: seconds for millions of records, without heap.
     */
    public long repeated() {
        return reader.first(
                        """
                SELECT sum(times - 1) FROM (
                    SELECT count(*) AS times
                    FROM page CROSS JOIN record_key USING (job, partition, sequence)
                    WHERE page.job = ? AND page.state = 'delivered'
                    GROUP BY hash HAVING count(*) > 1)""",
                        row -> row.getLong(1),
                        job)
                .orElse(0L);
    }

    private final class Batch {

        private final Page page;
        private final long[] hashes = new long[BATCH];
        private int size;
        private long position;

        Batch(Page page) {
            this.page = page;
        }

        void add(long hash) {
            hashes[size++] = hash;
            if (size == BATCH) {
                write();
            }
        }

        void write() {
            writer.transaction(() -> {
                for (int i = 0; i < size; i++) {
                    writer.update(
                            "INSERT INTO record_key (job, partition, sequence, position, hash) VALUES (?, ?, ?, ?, ?)",
                            job,
                            page.partition(),
                            page.sequence(),
                            position + i,
                            hashes[i]);
                }
            });
            position += size;
            size = 0;
        }
    }
}
