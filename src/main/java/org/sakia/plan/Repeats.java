package org.sakia.plan;

import java.util.OptionalLong;
import org.sakia.ledger.JobLedger;
import org.sakia.page.CutPage;

/**
 * Tells a source that goes round in circles. A chain of pages names no page twice. Pages that stand beside each other,
 * or beside the first one, do not hold the same records: an API that ignores the parameter that pages, or serves its
 * last page for ever, would otherwise be exported without an end. Keeps nothing in memory.
 */
final class Repeats {

    private final JobLedger ledger;
    private final boolean allowed;

    /** @param allowed whether pages may hold the same records; a cursor may not come twice in any case */
    Repeats(JobLedger ledger, boolean allowed) {
        this.ledger = ledger;
        this.allowed = allowed;
    }

    void check(String partition, long sequence, PageContent content) throws EndlessSourceException {
        CutPage cut = content.cut();
        if (allowed || cut.records() == 0) {
            return;
        }
        OptionalLong same = ledger.sameAs(new Page(partition, sequence), cut.records(), cut.bytes(), cut.checksum());
        if (same.isPresent()) {
            throw new EndlessSourceException("page " + new Page(partition, sequence) + " holds the same "
                    + cut.records() + " records as page " + new Page(partition, same.getAsLong())
                    + ": the API does not do what pagination and its parameters say; if its pages may well be equal,"
                    + " set allow-repeats = true");
        }
    }

    void checkNext(String partition, long sequence, String next) throws EndlessSourceException {
        OptionalLong named = ledger.pageNaming(partition, next, sequence);
        if (named.isPresent()) {
            throw new EndlessSourceException(
                    "page " + new Page(partition, sequence) + " names the same next page as page "
                            + new Page(partition, named.getAsLong())
                            + ": the API goes round in circles and never comes to an end; what was delivered so far is kept");
        }
    }
}
