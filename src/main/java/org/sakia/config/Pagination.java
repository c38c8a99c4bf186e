package org.sakia.config;

/** How the API numbers its pages. */
public enum Pagination {
    /** By the number of records before the page. */
    OFFSET,
    /** By the number of the page. */
    PAGE
}
