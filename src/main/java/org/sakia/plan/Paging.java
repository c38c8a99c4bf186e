package org.sakia.plan;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** How an API is asked for one page. */
public sealed interface Paging {

    /**
     * The query parameters of one page.
     *
     * @param sequence the page's place in its partition, from 0
     * @param step     records on a full page
     */
    Map<String, String> parameters(long sequence, int step);

    /** {@code ?offset=200&limit=100}. */
    record Offset(String offsetParam, Optional<String> limitParam) implements Paging {
        @Override
        public Map<String, String> parameters(long sequence, int step) {
            return with(offsetParam, Long.toString(sequence * step), limitParam, step);
        }
    }

    /** {@code ?page=3&limit=100}. */
    record PageNumber(String pageParam, int firstPage, Optional<String> limitParam) implements Paging {
        @Override
        public Map<String, String> parameters(long sequence, int step) {
            return with(pageParam, Long.toString(firstPage + sequence), limitParam, step);
        }
    }

    private static Map<String, String> with(String param, String value, Optional<String> limitParam, int step) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put(param, value);
        limitParam.ifPresent(limit -> parameters.put(limit, Integer.toString(step)));
        return parameters;
    }
}
