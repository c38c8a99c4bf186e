package org.sakia.lab;

import io.vertx.core.http.HttpMethod;
import java.util.Optional;

/** The ways of paging through the records, each under a path of its own. */
public enum PagingKind {
    /** By offset or page number. */
    NUMBERED("/orders"),
    /** By the body's {@code next_cursor}, with {@code has_more}. */
    CURSOR("/orders/cursor"),
    /** By the Link header, RFC 8288; the body is the bare array. */
    LINK("/orders/link"),
    /** By the address in the body's {@code next}. */
    NEXT("/orders/next"),
    /** By POST: the parameters of {@link #NUMBERED} or {@link #CURSOR} stand in a JSON body. */
    SEARCH("/orders/search");

    private final String path;

    PagingKind(String path) {
        this.path = path;
    }

    /** The path of the whole table; behind {@code /customers/<region>} that of a region. */
    public String path() {
        return path;
    }

    HttpMethod method() {
        return this == SEARCH ? HttpMethod.POST : HttpMethod.GET;
    }

    static Optional<PagingKind> at(String path) {
        for (PagingKind kind : values()) {
            if (kind.path.equals(path)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
