package org.sakia.lab;

/** What the last page of a chain says about a next one. */
public enum ChainEnd {
    /** {@code "next_cursor":null}, {@code "next":null}. */
    NULL,
    /** The field is not there. */
    MISSING,
    /** {@code ""}. */
    EMPTY,
    /** There is always a next one, and behind the last record all pages are empty. */
    NEVER
}
