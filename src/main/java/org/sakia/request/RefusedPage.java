package org.sakia.request;

import java.util.HashSet;
import java.util.Set;
import org.sakia.plan.Page;
import org.sakia.plan.Plan;

/** What a refusal means where that depends on how the source is paged. Thread-safe. */
public final class RefusedPage {

    /** Fewer pages that are refused side by side may be bad ones in the middle. */
    private static final int CERTAIN = 3;

    private static final Set<Integer> BAD_PARAMETER = Set.of(400, 416, 422);
    private static final Set<Integer> GONE = Set.of(400, 404, 410, 416, 422);
    private static final int NOT_FOUND = 404;

    private final Plan plan;
    private final Set<Page> beyond = new HashSet<>();

    public RefusedPage(Plan plan) {
        this.plan = plan;
    }

    /** Whether an API whose total nobody knows says in this way that it has no such page any more. */
    boolean isEnd(Page page, int status) {
        return status == NOT_FOUND && page.sequence() > 0 && plan.mayEndBefore(page);
    }

    /**
     * Does nothing if the refusal speaks of this page alone.
     *
     * @param why the refusal, for the reader
     * @throws JobAbortedException if it will meet all that would follow
     */
    void check(Page page, int status, String why) throws JobAbortedException {
        if (!plan.isNumbered()) {
            if (page.sequence() > 0 && GONE.contains(status)) {
                throw new JobAbortedException("the API does not take what asks for page " + page + " any more: " + why
                        + "; cursors and next links may expire: run with --fresh to start again at the first page");
            }
        } else if (BAD_PARAMETER.contains(status) && isBeyondAll(page)) {
            throw new JobAbortedException("the API takes no page from page " + page + " on: " + why
                    + "; it may have a cap on the offset: cut the export into parts that stay below (partition-values or"
                    + " partition-window), or page by a cursor if the API has one");
        }
    }

    private synchronized boolean isBeyondAll(Page page) {
        beyond.removeIf(earlier -> !plan.isBeyondAll(earlier));
        if (page.sequence() > 0 && plan.isBeyondAll(page)) {
            beyond.add(page);
        }
        return beyond.stream()
                        .filter(other -> other.partition().equals(page.partition()))
                        .count()
                >= CERTAIN;
    }
}
