package org.sakia.plan;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** How an API is asked for one page. */
public sealed interface Paging {

    /** Every page has a number, so that many can be asked for at once. */
    sealed interface Numbered extends Paging {

        /**
         * What asks for a page.
         *
         * @param sequence the page's place in its partition, from 0
         * @param step     records on a full page
         */
        PageAddress address(long sequence, int step);
    }

    /** A page can be asked for only by what the page before it names. */
    sealed interface Chained extends Paging {

        /**
         * What asks for a page.
         *
         * @param key  as the page before it named; empty for the first
         * @param size records to ask for
         */
        PageAddress address(Optional<String> key, int size);
    }

    /** {@code ?offset=200&limit=100}. A parameter that is empty is not sent: its value stands in the body. */
    record Offset(Optional<String> offsetParam, Optional<String> limitParam) implements Numbered {
        @Override
        public PageAddress address(long sequence, int step) {
            return numbered("offset", Long.toString(sequence * step), offsetParam, limitParam, step);
        }
    }

    /** {@code ?page=3&limit=100}. */
    record PageNumber(Optional<String> pageParam, int firstPage, Optional<String> limitParam) implements Numbered {
        @Override
        public PageAddress address(long sequence, int step) {
            return numbered("page", Long.toString(firstPage + sequence), pageParam, limitParam, step);
        }
    }

    /** {@code ?cursor=abc&limit=100}; the first page has no cursor. */
    record Cursor(Optional<String> cursorParam, Optional<String> limitParam) implements Chained {
        @Override
        public PageAddress address(Optional<String> key, int size) {
            Map<String, String> parameters = new LinkedHashMap<>();
            Map<String, String> values = new LinkedHashMap<>();
            key.ifPresent(cursor -> {
                cursorParam.ifPresent(name -> parameters.put(name, cursor));
                values.put("cursor", cursor);
            });
            return PageAddress.plain(with(parameters, limitParam, size), with(values, Optional.of("size"), size));
        }
    }

    /** Each page names the URL of the next one, in the Link header or in the body. */
    record NextUrl(Optional<String> limitParam) implements Chained {
        @Override
        public PageAddress address(Optional<String> key, int size) {
            return key.isPresent()
                    ? new PageAddress(key, Map.of(), Map.of())
                    : PageAddress.plain(
                            with(new LinkedHashMap<>(), limitParam, size), Map.of("size", Integer.toString(size)));
        }
    }

    /** There is one page. */
    record Single() implements Chained {
        @Override
        public PageAddress address(Optional<String> key, int size) {
            return PageAddress.plain(Map.of(), Map.of());
        }
    }

    private static PageAddress numbered(
            String placeholder, String value, Optional<String> param, Optional<String> limitParam, int step) {
        Map<String, String> parameters = new LinkedHashMap<>();
        param.ifPresent(name -> parameters.put(name, value));
        Map<String, String> values = new LinkedHashMap<>();
        values.put(placeholder, value);
        return PageAddress.plain(with(parameters, limitParam, step), with(values, Optional.of("size"), step));
    }

    private static Map<String, String> with(Map<String, String> parameters, Optional<String> name, int size) {
        name.ifPresent(limit -> parameters.put(limit, Integer.toString(size)));
        return parameters;
    }
}
