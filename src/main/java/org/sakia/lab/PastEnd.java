package org.sakia.lab;

/** What a request for a page behind the last record gets. */
public enum PastEnd {
    /** A page without records. */
    EMPTY_PAGE,
    /** 204, also for a table without records. */
    NO_CONTENT,
    /** 404; the first page of a table without records is an empty page all the same. */
    NOT_FOUND
}
