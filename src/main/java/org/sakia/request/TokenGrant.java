package org.sakia.request;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a client writes to get an access token with its own credentials, RFC 6749 section 4.4. Immutable; no text of it
 * shows the secret.
 */
public final class TokenGrant {

    private final String id;
    private final String secret;
    private final Optional<String> scope;
    private final boolean inBody;

    /** @param inBody whether id and secret go into the form rather than a header, RFC 6749 section 2.3.1 */
    public TokenGrant(String id, String secret, Optional<String> scope, boolean inBody) {
        this.id = id;
        this.secret = secret;
        this.scope = scope;
        this.inBody = inBody;
    }

    /** The value of Authorization; empty if the form has the credentials. */
    Optional<String> authorization() {
        // Form-encoded first, which plain Basic (RFC 7617) is not.
        return inBody ? Optional.empty() : Optional.of(BasicAuth.of(encoded(id), encoded(secret)));
    }

    /** The body, {@code application/x-www-form-urlencoded}. */
    String form() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("grant_type", "client_credentials");
        scope.ifPresent(wanted -> fields.put("scope", wanted));
        if (inBody) {
            fields.put("client_id", id);
            fields.put("client_secret", secret);
        }
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
