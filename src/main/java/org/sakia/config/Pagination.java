package org.sakia.config;

/** How the API cuts its records into pages. */
public enum Pagination {
    /** By the number of records before the page. */
    OFFSET,
    /** By the number of the page. */
    PAGE,
    /** Each answer holds a cursor that asks for the next page. */
    CURSOR,
    /** Each answer names the next page in its Link header (RFC 8288, relation type next). */
    LINK,
    /** Each answer names the URL of the next page in its body. */
    NEXT_URL,
    /** There is one page. */
    NONE;

    /** Whether any page can be asked for at any time. */
    public boolean isNumbered() {
        return this == OFFSET || this == PAGE;
    }
}
