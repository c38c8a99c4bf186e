package org.sakia.config;

/** Where a token server wants the client's credentials, RFC 6749 section 2.3.1. */
public enum ClientAuth {
    /** In the header Authorization. */
    BASIC,
    /** In the form. */
    BODY
}
