package org.sakia.guide;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * What counts the pages: parameters that a URL or a body shows.
 *
 * @param page what a page is asked by
 * @param size what says how many records it has, and how many that are
 */
record Counters(Optional<Counter> page, Optional<Size> size) {

    /**
     * A parameter that goes up from page to page.
     *
     * @param byRecords whether it counts records rather than pages
     * @param first     its value for the first page
     */
    record Counter(String param, boolean byRecords, long first) {

        /** Its value for the page behind one of so many records. */
        long second(int records) {
            return byRecords ? first + records : first + 1;
        }
    }

    /** A parameter for the size of a page. */
    record Size(String param, long value) {}

    /** What a URL's query holds. */
    static Counters ofQuery(URI url) {
        Optional<Counter> page = Optional.empty();
        Optional<Size> size = Optional.empty();
        for (Query.Parameter parameter : Query.of(url).parameters()) {
            long value = parameter.value().matches("\\d{1,9}") ? Long.parseLong(parameter.value()) : -1;
            if (value < 0) {
                continue;
            }
            if (Names.isIn(Names.OFFSETS, parameter.name())) {
                page = Optional.of(new Counter(parameter.name(), true, value));
            } else if (Names.isIn(Names.PAGES, parameter.name())) {
                page = page.or(() -> Optional.of(new Counter(parameter.name(), false, value)));
            } else if (Names.isIn(Names.SIZES, parameter.name()) && value > 0) {
                size = Optional.of(new Size(parameter.name(), value));
            }
        }
        return new Counters(page, size);
    }

    /** What a body says of the page that it is. */
    static Counters ofBody(List<Place> envelope, int records) {
        // Spring tells the same once more in other words, by which it cannot be asked.
        List<Place> around = envelope.stream()
                .filter(place -> !place.path().contains("pageable"))
                .toList();
        Optional<Size> size = around.stream()
                .filter(place -> Names.isIn(Names.SIZES, place.name())
                        && !Names.isIn(List.of("count", "rows"), place.name())
                        && place.value().isIntegralNumber()
                        && place.number() >= Math.max(1, records)
                        && place.number() <= 100_000)
                .findFirst()
                .map(place -> new Size(place.name(), place.number()));
        Optional<Counter> offset = first(around, Names.OFFSETS, 0).map(place -> new Counter(place.name(), true, 0));
        Optional<Counter> page =
                first(around, Names.PAGES, 1).map(place -> new Counter(place.name(), false, place.number()));
        Optional<Counter> renamed = first(around, Names.PAGES_OF_BODY, 1)
                .filter(place -> size.isPresent() || !place.name().equals("number"))
                .map(place -> new Counter("page", false, place.number()));
        return new Counters(offset.or(() -> page).or(() -> renamed), size);
    }

    private static Optional<Place> first(List<Place> around, List<String> names, long most) {
        return around.stream()
                .filter(place -> Names.isIn(names, place.name())
                        && place.value().isIntegralNumber()
                        && place.number() >= 0
                        && place.number() <= most)
                .findFirst();
    }

    /**
     * What counts up from one page's URL to the next one's, if nothing else changes.
     *
     * @param records of the first of the two
     */
    static Optional<Counters> between(URI asked, URI next, int records) {
        if (!String.valueOf(asked.getRawPath()).equals(String.valueOf(next.getRawPath()))) {
            return Optional.empty();
        }
        Query before = Query.of(asked);
        Optional<Counter> counter = Optional.empty();
        Optional<Size> size = Optional.empty();
        for (Query.Parameter parameter : Query.of(next).parameters()) {
            long value = parameter.value().matches("\\d{1,9}") ? Long.parseLong(parameter.value()) : -1;
            Optional<String> old = before.value(parameter.name());
            if (Names.isIn(Names.SIZES, parameter.name()) && value > 0) {
                size = Optional.of(new Size(parameter.name(), value));
            } else if (!old.equals(Optional.of(parameter.value()))) {
                Optional<Counter> up = counter(parameter.name(), value, old, records);
                if (up.isEmpty() || counter.isPresent()) {
                    return Optional.empty();
                }
                counter = up;
            }
        }
        return counter.isPresent() ? Optional.of(new Counters(counter, size)) : Optional.empty();
    }

    /** A cursor may be a number as well, so only names that are known count. */
    private static Optional<Counter> counter(String name, long value, Optional<String> old, int records) {
        if (Names.isIn(Names.PAGES, name) && value >= 1) {
            long first = old.filter(text -> text.matches("\\d{1,9}"))
                    .map(Long::parseLong)
                    .orElse(value - 1);
            return value == first + 1 ? Optional.of(new Counter(name, false, first)) : Optional.empty();
        }
        if (Names.isIn(Names.OFFSETS, name) && value > 0) {
            long first = old.filter(text -> text.matches("\\d{1,9}"))
                    .map(Long::parseLong)
                    .orElse(0L);
            return value == first + records ? Optional.of(new Counter(name, true, first)) : Optional.empty();
        }
        return Optional.empty();
    }
}
