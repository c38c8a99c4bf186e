package org.sakia.lab;

import io.vertx.core.MultiMap;
import java.util.Optional;

/**
 * What one request asks for in numbers.
 *
 * @param offset index of the first record
 * @param limit  records at most, clamped
 */
record PageQuery(long offset, int limit) {

    private static final int DEFAULT_LIMIT = 100;

    /** Empty for a parameter that is no number or out of range. */
    static Optional<PageQuery> read(MultiMap params, Paging paging, int maxPageSize) {
        try {
            long asked = number(params, paging.limitParam(), DEFAULT_LIMIT);
            int limit = (int) Math.min(asked, maxPageSize);
            long offset = params.contains(paging.pageParam())
                    ? Math.multiplyExact(number(params, paging.pageParam(), 0) - paging.firstPage(), (long) limit)
                    : number(params, paging.offsetParam(), 0);
            return limit < 1 || offset < 0 ? Optional.empty() : Optional.of(new PageQuery(offset, limit));
        } catch (ArithmeticException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static long number(MultiMap params, String name, long missing) {
        String text = params.get(name);
        return text == null ? missing : Long.parseLong(text);
    }
}
