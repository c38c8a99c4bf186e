package org.sakia.lab;

import java.util.List;
import java.util.Optional;

/** What every answer of a path is like. */
public enum Behaviour {
    /** A page of records, with the profile's faults. Served under {@code /orders} and the paths of {@link PagingKind}. */
    PAGES("/orders"),
    /** 200 and then one byte of white space every 50 ms, without an end. */
    DRIP("/drip"),
    /** 200 and its headers, and then nothing. */
    SILENCE("/silence"),
    /** A 500 with a body of 1 GiB. */
    HUGE_ERROR("/huge-error"),
    /** A page in gzip that ends half-way, in an answer that is complete as HTTP. */
    GZIP_CUT("/gzip-cut");

    private static final List<Behaviour> ALL = List.of(values());

    private final String path;

    Behaviour(String path) {
        this.path = path;
    }

    /** The path that always behaves like this, whatever the profile says about the others. */
    public String path() {
        return path;
    }

    static Optional<Behaviour> at(String path) {
        for (Behaviour behaviour : ALL) {
            if (behaviour.path.equals(path)) {
                return Optional.of(behaviour);
            }
        }
        return Optional.empty();
    }
}
