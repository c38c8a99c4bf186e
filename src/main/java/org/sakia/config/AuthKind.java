package org.sakia.config;

/** How the API is told who asks. */
public enum AuthKind {
    /** By the configured headers and parameters alone, or not at all. */
    NONE,
    /** By a token that does not change. */
    BEARER,
    /** By user and password. */
    BASIC,
    /** By a key in a header or a query parameter. */
    API_KEY,
    /** By a token that is fetched with client credentials and renewed. */
    OAUTH2
}
