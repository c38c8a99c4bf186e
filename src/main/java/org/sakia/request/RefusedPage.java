package org.sakia.request;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.sakia.plan.Page;
import org.sakia.plan.Plan;

/** What a refusal means where that depends on how the source is paged. Thread-safe. */
public final class RefusedPage {

    /** Fewer pages that are refused side by side may be bad ones in the middle. */
    private static final int CERTAIN = 3;

    private static final Set<Integer> BAD_PARAMETER = Set.of(400, 416, 422);
    private static final Set<Integer> GONE = Set.of(404, 410);
    private static final String IN_PARTS =
            "cut the export into parts that stay below (partition-values or" + " partition-window)";
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
     * Looks at a page that the API refuses.
     *
     * @param why the refusal, for the reader
     * @return the refusal with what may be done about it, where it speaks of this page alone
     * @throws JobAbortedException if it will meet all that would follow
     */
    String check(Page page, int status, String why) throws JobAbortedException {
        boolean badParameter = BAD_PARAMETER.contains(status);
        if (page.sequence() == 0 || !badParameter && !GONE.contains(status)) {
            return why;
        }
        if (!plan.isNumbered()) {
            throw new JobAbortedException("the API does not take what asks for page " + page + " any more: " + why
                    + "; cursors and next links may expire: start again at the first page, with --fresh or under another job name"
                    + (badParameter ? "; or a search may have a cap: " + IN_PARTS : ""));
        }
        List<Page> beyond = badParameter ? beyondAll(page) : List.of();
        if (beyond.size() >= CERTAIN) {
            throw new JobAbortedException("the API takes no page from page " + beyond.get(0) + " on: " + why
                    + "; it may have a cap on the offset: " + IN_PARTS + ", or page by a cursor if the API has one");
        }
        return beyond.isEmpty() ? why : why + " (if this is a cap on the offset: " + IN_PARTS + ")";
    }

    /** The pages of a partition that were refused, this one among them, and that none was delivered behind; first ones first. */
    private synchronized List<Page> beyondAll(Page page) {
        beyond.removeIf(earlier -> !plan.isBeyondAll(earlier));
        if (plan.isBeyondAll(page)) {
            beyond.add(page);
        }
        return beyond.stream()
                .filter(other -> other.partition().equals(page.partition()))
                .sorted(Comparator.comparingLong(Page::sequence))
                .toList();
    }
}
