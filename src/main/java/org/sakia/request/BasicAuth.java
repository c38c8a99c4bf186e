package org.sakia.request;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The Basic scheme, RFC 7617, in UTF-8. Stateless. */
public final class BasicAuth {

    private BasicAuth() {}

    /**
     * The value of Authorization.
     *
     * @param user without a colon
     */
    public static String of(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
