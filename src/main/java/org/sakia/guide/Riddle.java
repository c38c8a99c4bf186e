package org.sakia.guide;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One question that asks an API that shows nothing of its paging for many things at once. Every parameter has another
 * value, so that the number of the records that come, and the place of the first of them in the first page, tell which
 * were heard. It needs records of the first page only. Immutable.
 *
 * @param sizes   parameters for the size of a page, with their values
 * @param offsets parameters that count records, with their values
 * @param page    whether {@code page=2} is asked as well
 * @param records of the first page
 */
record Riddle(Map<String, Integer> sizes, Map<String, Integer> offsets, boolean page, int records) {

    private static final List<String> SIZES = List.of("limit", "per_page", "page_size", "pageSize", "size", "count");
    private static final List<String> MORE_OFFSETS = List.of("skip", "start", "from", "startAt");
    private static final int SECOND_PAGE = 2;

    /** Fewer records tell too little. */
    static final int FEWEST = 3;

    /**
     * What an answer tells.
     *
     * @param way  how pages are asked for
     * @param size what sets their size
     */
    record Solution(Optional<Counters.Counter> way, Optional<String> size) {}

    /** The first question: the names that most APIs use. */
    static Riddle usual(int records, Optional<Counters.Size> known) {
        return new Riddle(sizes(records, known), Map.of("offset", 1), true, records);
    }

    /** The second one, where the first was not heard. */
    static Riddle other(int records, Optional<Counters.Size> known) {
        Map<String, Integer> offsets = new LinkedHashMap<>();
        for (String name : MORE_OFFSETS.subList(0, Math.min(MORE_OFFSETS.size(), records - 1))) {
            offsets.put(name, offsets.size() + 1);
        }
        return new Riddle(sizes(records, known), offsets, false, records);
    }

    /** About the size of a page alone. */
    static Riddle sizesOnly(int records) {
        return new Riddle(sizes(records, Optional.empty()), Map.of(), false, records);
    }

    private static Map<String, Integer> sizes(int records, Optional<Counters.Size> known) {
        List<String> names = known.map(size -> List.of(size.param()))
                .orElseGet(() -> SIZES.subList(0, Math.max(0, Math.min(SIZES.size(), records - 2))));
        Map<String, Integer> sizes = new LinkedHashMap<>();
        names.forEach(name -> sizes.put(name, sizes.size() + 2));
        return sizes;
    }

    /** The question. */
    Query query(Query first) {
        Query query = first;
        for (Map.Entry<String, Integer> offset : offsets.entrySet()) {
            query = query.with(offset.getKey(), offset.getValue());
        }
        if (page) {
            query = query.with("page", SECOND_PAGE);
        }
        for (Map.Entry<String, Integer> size : sizes.entrySet()) {
            query = query.with(size.getKey(), size.getValue());
        }
        return query;
    }

    /** What the answer tells. */
    Solution solve(PageRecords first, PageRecords answer) {
        int count = answer.size();
        Optional<String> size = count < records ? key(sizes, count) : Optional.empty();
        int start = answer.startIn(first);
        Optional<Counters.Counter> way = key(offsets, start).map(name -> new Counters.Counter(name, true, 0));
        if (way.isEmpty() && page && count > 0) {
            boolean beyond = start < 0 && answer.shared(first) == 0;
            if (start == count || beyond && count >= records) {
                way = Optional.of(new Counters.Counter("page", false, 1));
            } else if (start == SECOND_PAGE * count || beyond && SECOND_PAGE * count >= records) {
                way = Optional.of(new Counters.Counter("page", false, 0));
            }
        }
        return new Solution(way, size);
    }

    private static Optional<String> key(Map<String, Integer> values, int value) {
        return values.entrySet().stream()
                .filter(entry -> entry.getValue() == value)
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
