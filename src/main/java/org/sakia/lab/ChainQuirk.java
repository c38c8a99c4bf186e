package org.sakia.lab;

/** What is odd about one page of a chain of cursors or links. */
public enum ChainQuirk {
    /** Half as many records as asked for, and the chain goes on. */
    SHORT,
    /** No records, and the chain goes on at the same record under a new cursor. */
    EMPTY,
    /** The records of the page before once more, under a new cursor; then the chain goes on. Not on page 0. */
    REPEATED,
    /** The next cursor is the one that asked for this page. */
    SAME_CURSOR,
    /** The next cursor is that of the page before: A, B, A, B. Not on page 0. */
    CYCLE;

    /** By how many records a page with this quirk takes the chain further. */
    int step(int limit) {
        return switch (this) {
            case SHORT -> half(limit);
            case EMPTY, REPEATED -> 0;
            case SAME_CURSOR, CYCLE -> limit;
        };
    }

    static int half(int limit) {
        return Math.max(1, limit / 2);
    }
}
