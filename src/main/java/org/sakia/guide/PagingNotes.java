package org.sakia.guide;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the questions about paging have brought: the way that worked, and what there is to say. Not thread-safe. */
final class PagingNotes {

    private final List<String> known = new ArrayList<>();
    private final List<String> hints = new ArrayList<>();
    private Optional<Way> way = Optional.empty();
    private Optional<Integer> otherSize = Optional.empty();
    private boolean further;

    /** The way that was confirmed. */
    Optional<Way> way() {
        return way;
    }

    /** Whether a page behind the first was seen. */
    boolean sawFurther() {
        return further;
    }

    /** Records on a page that was asked for by its number, where the first answer has more. */
    Optional<Integer> otherSize() {
        return otherSize;
    }

    List<String> known() {
        return known;
    }

    List<String> hints() {
        return hints;
    }

    void hint(String sentence) {
        hints.add(sentence);
    }

    /** The answer to the question for a second page. */
    void second(FirstPage page, Way tried, String asked, Optional<PageRecords> heard, String status) {
        if (heard.isEmpty()) {
            hints.add("Asked with " + asked + ", the answer had no such records (" + status + ").");
            return;
        }
        PageRecords records = heard.get();
        int shared = records.shared(page.keys());
        if (records.isEmpty()) {
            if (page.signs().sayMore() || page.total().total().isPresent() && !page.isAll()) {
                hints.add("Asked with " + asked + ", the answer had no records, though there should be more.");
            } else {
                known.add("A second page, asked with " + asked + ", had no records: the first one seems to be all.");
                way = Optional.of(tried);
            }
        } else if (tried instanceof Way.ByNumber number
                && !number.counter().byRecords()
                && records.startIn(page.keys()) == records.size()) {
            known.add("Asked with " + asked + ", the answer had " + counted(records.size())
                    + ", the first of them record " + (records.size() + 1)
                    + " of the first answer: confirmed; pages that are asked for so are smaller.");
            otherSize = Optional.of(records.size());
            way = Optional.of(tried);
        } else if (2 * shared >= records.size()) {
            hints.add("Asked with " + asked + ", the answer had the same records again.");
        } else {
            known.add("A second page, asked with " + asked + ", had other records: confirmed."
                    + (shared > 0 ? " (" + shared + " stood on both: records move; ask for a stable sort.)" : ""));
            further = true;
            way = Optional.of(tried);
        }
    }

    /** The answer to the question for a half of the first page. */
    void half(FirstPage page, Question.Half tried, String asked, Optional<PageRecords> heard) {
        if (heard.filter(records -> records.startIn(page.keys()) == tried.size())
                .isPresent()) {
            known.add("Asked with " + asked + ", the answer began with record " + (tried.size() + 1)
                    + " of the first: confirmed.");
            way = Optional.of(tried.way());
        } else {
            hints.add("Asked with " + asked + ", the answer did not begin with record " + (tried.size() + 1)
                    + " of the first.");
        }
    }

    /** The answer to a question with many parameters. */
    void solved(
            FirstPage page,
            Riddle riddle,
            String asked,
            Optional<PageRecords> heard,
            String status,
            Riddle.Solution solution) {
        if (solution.way().isPresent()) {
            Counters.Counter counter = solution.way().get();
            way = Optional.of(new Way.ByNumber(counter));
            int start = heard.orElseThrow().startIn(page.keys());
            known.add("Asked with " + asked + ", the answer had "
                    + counted(heard.orElseThrow().size())
                    + (start < 0
                            ? ", none of them on the first page"
                            : ", the first of them record " + (start + 1) + " of the first page")
                    + "; " + counter.param() + " is heard: confirmed.");
            further = start < 0;
        } else if (heard.isEmpty()) {
            hints.add("Asked with " + asked + ", the answer had no such records (" + status + ").");
        } else {
            hints.add("Asked with " + asked + ", the answer had "
                    + counted(heard.get().size())
                    + (heard.get().startIn(page.keys()) == 0 ? ", from the first one on" : "")
                    + ": none of these asks for another page.");
        }
    }

    private static String counted(int records) {
        return records == 1 ? "1 record" : records + " records";
    }
}
