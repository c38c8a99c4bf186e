package org.sakia.plan;

import java.util.Map;
import java.util.Optional;
import org.sakia.page.CutPage;

/**
 * Tells an API that does not look at what selects a partition: it would give all of its records for each of them. Not
 * thread-safe; {@link Plan} guards it.
 */
final class SamePartitions {

    /** Of single records, small things such as a state, many may well be equal. */
    private static final int FEWEST = 2;

    private final boolean allowed;
    private Optional<Map.Entry<Page, CutPage>> seen = Optional.empty();

    /** @param allowed whether partitions may hold the same records */
    SamePartitions(boolean allowed) {
        this.allowed = allowed;
    }

    /** @throws EndlessSourceException for a first page that holds the same records as another partition's */
    void check(Page page, CutPage cut) throws EndlessSourceException {
        if (allowed || page.sequence() > 0 || cut.records() < FEWEST) {
            return;
        }
        if (seen.isEmpty()) {
            seen = Optional.of(Map.entry(page, cut));
        }
        Page other = seen.get().getKey();
        if (!other.equals(page) && Repeats.isSame(seen.get().getValue(), cut)) {
            throw new EndlessSourceException("page " + page + " holds the same " + cut.records() + " records as page "
                    + other
                    + ": the API does not look at what selects a partition; correct the parameter's name, or, if"
                    + " partitions may well be equal, set allow-repeats = true");
        }
    }
}
