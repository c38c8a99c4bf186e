package org.sakia.guide;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A way to page through a list, as it is thought to be. */
sealed interface Way {

    /** What asks for the second page. */
    Query second(Query first, int records);

    /** The options that say so, without those for the size of a page. */
    Map<String, String> options();

    /** As a reader knows it. */
    String shown();

    /** The Link field. */
    record ByLink(URI next) implements Way {
        @Override
        public Query second(Query first, int records) {
            return Query.of(next);
        }

        @Override
        public Map<String, String> options() {
            return Map.of("pagination", "link");
        }

        @Override
        public String shown() {
            return "the Link field (rel=next)";
        }
    }

    /**
     * A URL in the body.
     *
     * @param next empty at the end of the list
     */
    record ByUrl(Place place, Optional<URI> next) implements Way {
        @Override
        public Query second(Query first, int records) {
            return next.map(Query::of).orElse(first);
        }

        @Override
        public Map<String, String> options() {
            return ordered("pagination", "next-url", "next-path", place.text());
        }

        @Override
        public String shown() {
            return "the URL at '" + place.text() + "'";
        }
    }

    /** A cursor in the body. */
    record ByCursor(Place place, String param, Optional<String> value) implements Way {
        @Override
        public Query second(Query first, int records) {
            return value.map(cursor -> first.with(param, cursor)).orElse(first);
        }

        @Override
        public Map<String, String> options() {
            return ordered("pagination", "cursor", "cursor-path", place.text(), "cursor-param", param);
        }

        @Override
        public String shown() {
            return "the cursor at '" + place.text() + "', sent as " + param;
        }
    }

    /** The last record's id. */
    record ByLastRecord(String field, String param, String value) implements Way {
        @Override
        public Query second(Query first, int records) {
            return first.with(param, value);
        }

        @Override
        public Map<String, String> options() {
            return ordered("pagination", "cursor", "cursor-record", field, "cursor-param", param);
        }

        @Override
        public String shown() {
            return "the last record's '" + field + "', sent as " + param;
        }
    }

    /** Pages that are numbered, or counted by their records. */
    record ByNumber(Counters.Counter counter) implements Way {
        @Override
        public Query second(Query first, int records) {
            return first.with(counter.param(), counter.second(records));
        }

        @Override
        public Map<String, String> options() {
            if (counter.byRecords()) {
                return ordered("pagination", "offset", "offset-param", counter.param());
            }
            return ordered(
                    "pagination", "page", "page-param", counter.param(), "first-page", Long.toString(counter.first()));
        }

        @Override
        public String shown() {
            return counter.param() + (counter.byRecords() ? ", which counts records" : ", which counts pages");
        }
    }

    /** There is one page, as far as can be told. */
    record Single() implements Way {
        @Override
        public Query second(Query first, int records) {
            return first;
        }

        @Override
        public Map<String, String> options() {
            return Map.of("pagination", "none");
        }

        @Override
        public String shown() {
            return "one page";
        }
    }

    private static Map<String, String> ordered(String... pairs) {
        Map<String, String> options = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            options.put(pairs[i], pairs[i + 1]);
        }
        return options;
    }
}
