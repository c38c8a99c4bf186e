package org.sakia.request;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A host beside the job's own that the API may send us to. Immutable.
 *
 * @param host in lower case, an IPv6 address in brackets
 * @param port the only one; empty for the scheme's own, 443 or 80
 */
public record AllowedHost(String host, OptionalInt port) {

    /**
     * Reads {@code host} or {@code host:port}.
     *
     * @throws IllegalArgumentException with a sentence for the user
     */
    public static AllowedHost parse(String text) {
        URI uri;
        try {
            uri = new URI("http://" + text);
        } catch (URISyntaxException e) {
            throw none(text);
        }
        if (uri.getHost() == null
                || uri.getRawUserInfo() != null
                || !uri.getRawPath().isEmpty()
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null
                || uri.getPort() == 0
                || uri.getPort() > 65_535) {
            throw none(text);
        }
        Optional<String> problem = ForbiddenHosts.problemWith(uri.getHost());
        if (problem.isPresent()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is " + problem.get() + ", where no API is followed to; take it out");
        }
        return new AllowedHost(
                uri.getHost().toLowerCase(Locale.ROOT),
                uri.getPort() < 0 ? OptionalInt.empty() : OptionalInt.of(uri.getPort()));
    }

    private static IllegalArgumentException none(String text) {
        return new IllegalArgumentException("'" + text.replaceAll("\\p{Cntrl}", "?")
                + "' is no host; write host or host:port, as in files.example.com, without scheme and path");
    }

    boolean matches(URI uri) {
        int defaultPort = Origins.defaultPort(uri);
        return host.equalsIgnoreCase(uri.getHost()) && Origins.port(uri) == port.orElse(defaultPort);
    }
}
