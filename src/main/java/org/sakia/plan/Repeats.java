package org.sakia.plan;

import java.util.Optional;
import java.util.OptionalLong;
import org.sakia.ledger.JobLedger;
import org.sakia.page.CutPage;

/**
 * Tells a source that goes round in circles. A chain of pages names no page twice. Pages that stand beside each other,
 * or beside the first one, do not hold the same records: an API that ignores the parameter that pages, or serves its
 * last page for ever, would otherwise be exported without an end. For one partition; not thread-safe.
 */
final class Repeats {

    /** APIs that filter behind the scenes give empty pages in the middle, but not that many of them. */
    private static final int MOST_EMPTY = 100;

    private final JobLedger ledger;
    private final boolean allowed;
    private Optional<PageContent> first = Optional.empty();
    private int emptyPages;

    /** @param allowed whether pages may hold the same records; a cursor may not come twice in any case */
    Repeats(JobLedger ledger, boolean allowed) {
        this.ledger = ledger;
        this.allowed = allowed;
    }

    void check(String partition, long sequence, PageContent content) throws EndlessSourceException {
        CutPage cut = content.cut();
        if (sequence == 0) {
            first = Optional.of(content);
        }
        if (allowed || cut.records() == 0) {
            return;
        }
        OptionalLong same =
                sequence > 0 && first.filter(page -> isSame(page.cut(), cut)).isPresent()
                        // The sink may not have taken it yet.
                        ? OptionalLong.of(0)
                        : ledger.sameAs(new Page(partition, sequence), cut.records(), cut.bytes(), cut.checksum());
        if (same.isPresent()) {
            throw new EndlessSourceException("page " + new Page(partition, sequence) + " holds the same "
                    + cut.records() + " records as page " + new Page(partition, same.getAsLong())
                    + ": the API does not do what pagination and its parameters say; if its pages may well be equal,"
                    + " set allow-repeats = true");
        }
    }

    private static boolean isSame(CutPage one, CutPage other) {
        return one.records() == other.records() && one.bytes() == other.bytes() && one.checksum() == other.checksum();
    }

    /** For a page that names another one behind it. */
    void checkEmpty(String partition, long sequence, PageContent content) throws EndlessSourceException {
        emptyPages = content.cut().records() == 0 ? emptyPages + 1 : 0;
        if (emptyPages >= MOST_EMPTY && !allowed) {
            throw new EndlessSourceException("page " + new Page(partition, sequence - emptyPages + 1)
                    + " and all behind it up to page " + new Page(partition, sequence)
                    + " are empty, and each names one more: the API never comes to an end; if so many empty pages are in"
                    + " order, set allow-repeats = true");
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
