package org.sakia.lab;

/** Where an answer says how many records there are. */
public enum TotalForm {
    /** In the body, under {@code count}. */
    BODY,
    /** In the header X-Total-Count. */
    HEADER,
    /** Nowhere: the first empty page is the end. */
    NOWHERE
}
