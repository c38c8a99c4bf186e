package org.sakia.lab;

/** How the body's {@code next} gives an address; the Link header always gives the whole. */
public enum LinkForm {
    /** {@code http://127.0.0.1:8080/orders/next?cursor=…}. */
    ABSOLUTE,
    /** {@code /orders/next?cursor=…}. */
    PATH,
    /** {@code ?cursor=…}. */
    QUERY
}
