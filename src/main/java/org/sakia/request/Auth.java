package org.sakia.request;

/** How the API is told who asks. No text of it shows a credential. */
public sealed interface Auth {

    /** What to look at when the API refuses access, as in "auth-token". */
    String keys();

    /** By the configured fields alone, or not at all. */
    record None() implements Auth {
        @Override
        public String keys() {
            return "header.Authorization";
        }
    }

    /** By a field of the request. */
    record Field(String name, String value, String keys) implements Auth {
        @Override
        public String toString() {
            return "Field[" + name + "]";
        }
    }

    /** By a parameter of the query. */
    record Parameter(String name, String value, String keys) implements Auth {
        @Override
        public String toString() {
            return "Parameter[" + name + "]";
        }
    }

    /** By an access token that runs out, RFC 6749; sent as RFC 6750 section 2.1 has it. */
    record Token(AccessTokens tokens, String keys) implements Auth {}
}
