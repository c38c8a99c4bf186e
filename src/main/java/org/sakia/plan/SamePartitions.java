package org.sakia.plan;

import java.util.Optional;
import org.sakia.ledger.JobLedger;
import org.sakia.ledger.PageRow;
import org.sakia.page.CutPage;

/**
 * Tells an API that does not look at what selects a partition: it would give all of its records for each of them. Not
 * thread-safe; {@link Plan} guards it.
 */
final class SamePartitions {

    /** Of single records, small things such as a state, many may well be equal. */
    private static final int FEWEST = 2;

    private final JobLedger ledger;
    private final boolean allowed;
    private Optional<Beginning> seen = Optional.empty();

    private record Beginning(Page page, long records, long bytes, long checksum) {

        static Beginning of(PageRow row) {
            return new Beginning(row.page(), row.records(), row.bytes(), row.checksum());
        }

        boolean isSame(Beginning other) {
            return records == other.records && bytes == other.bytes && checksum == other.checksum;
        }
    }

    /** @param allowed whether partitions may hold the same records */
    SamePartitions(JobLedger ledger, boolean allowed) {
        this.ledger = ledger;
        this.allowed = allowed;
    }

    /** @throws EndlessSourceException for a first page that holds the same records as another partition's */
    void check(Page page, CutPage cut) throws EndlessSourceException {
        if (allowed || page.sequence() > 0 || cut.records() < FEWEST) {
            return;
        }
        Beginning asked = new Beginning(page, cut.records(), cut.bytes(), cut.checksum());
        if (seen.isEmpty()) {
            // What an earlier run delivered counts: run again, a job that ended here must not come to another end.
            seen = ledger.firstBeginning(FEWEST).map(Beginning::of).or(() -> Optional.of(asked));
        }
        Beginning other = seen.get();
        if (!other.page().equals(page) && other.isSame(asked)) {
            throw new EndlessSourceException("page " + page + " holds the same " + cut.records() + " records as page "
                    + other.page()
                    + ": the API does not look at what selects a partition; correct the parameter's name, or, if"
                    + " partitions may well be equal, set allow-repeats = true");
        }
    }
}
