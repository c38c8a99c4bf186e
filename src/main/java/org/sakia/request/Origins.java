package org.sakia.request;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decides where a URL that the API named may lead, a redirect's or a next link's: to the job's own origin (RFC 6454:
 * scheme, host, port), or to a host that the user allowed. From https it never leads to http, and never to a link-local
 * or metadata address. Immutable, thread-safe.
 */
public final class Origins {

    private static final int LONGEST = 8_192;
    private static final Pattern UNWISE = Pattern.compile("[ \"<>^`{|}]");

    private final URI home;
    private final List<AllowedHost> allowed;

    /** @param home the job's url */
    public Origins(URI home, List<AllowedHost> allowed) {
        this.home = home;
        this.allowed = List.copyOf(allowed);
    }

    /**
     * Resolves a reference as RFC 3986 section 5.2 does and says whether it may be followed. Never throws, whatever the
     * API wrote.
     *
     * @param base what was asked when the reference came
     */
    public Target resolve(URI base, String reference) {
        if (reference.length() > LONGEST) {
            return new Target.Refused("an address of more than " + LONGEST + " characters");
        }
        URI target;
        try {
            // Read again, so that what is judged here is what the HTTP client reads.
            target = withoutFragment(
                    new URI(resolved(base, queryEncoded(reference.strip())).toASCIIString()));
        } catch (URISyntaxException | IllegalArgumentException e) {
            return new Target.Refused("an address that is none");
        }
        return problem(base, target).<Target>map(Target.Refused::new).orElseGet(() -> new Target.Allowed(target));
    }

    /** Whether a URL lies in the job's own origin, the only one that gets credentials. */
    public boolean isHome(URI uri) {
        return uri.getScheme() != null
                && uri.getHost() != null
                && uri.getRawUserInfo() == null
                && home.getScheme().equalsIgnoreCase(uri.getScheme())
                && home.getHost().equalsIgnoreCase(uri.getHost())
                && port(home) == port(uri);
    }

    /** The port that a URL means. */
    static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : defaultPort(uri);
    }

    static int defaultPort(URI uri) {
        return isHttps(uri) ? 443 : 80;
    }

    private Optional<String> problem(URI base, URI target) {
        if (!isHttps(target) && !"http".equalsIgnoreCase(target.getScheme())) {
            return Optional.of("an address that is neither http nor https");
        }
        if (target.getHost() == null || target.getPort() == 0 || target.getPort() > 65_535) {
            return Optional.of("an address without a valid host");
        }
        if (target.getRawUserInfo() != null) {
            return Optional.of("an address with a user name in it, which is never sent");
        }
        if ((isHttps(base) || isHttps(home)) && !isHttps(target)) {
            return Optional.of("an address without TLS, " + origin(target) + ", and from https nothing goes to http");
        }
        Optional<String> forbidden = ForbiddenHosts.problemWith(target.getHost());
        if (forbidden.isPresent()) {
            return forbidden.map(what -> what + ", " + origin(target) + ", where nothing is ever sent");
        }
        if (!isHome(target) && allowed.stream().noneMatch(host -> host.matches(target))) {
            return Optional.of("another origin, " + origin(target)
                    + ", and credentials stay at home; if that is the right place, set url to it, or name it in"
                    + " allowed-hosts");
        }
        return Optional.empty();
    }

    /** {@link URI#resolve} follows RFC 2396: it loses the last segment before a lone query, and the slash of a root. */
    private static URI resolved(URI base, String reference) throws URISyntaxException {
        String path = base.getRawPath() == null || base.getRawPath().isEmpty() ? "/" : base.getRawPath();
        String place = base.getScheme() + "://" + base.getRawAuthority() + path;
        if (reference.isEmpty() || reference.startsWith("#")) {
            return new URI(place + (base.getRawQuery() == null ? "" : "?" + base.getRawQuery()));
        }
        return reference.startsWith("?") ? new URI(place + reference) : new URI(place).resolve(new URI(reference));
    }

    /** Some APIs write their own query's brackets and blanks as they are. */
    private static String queryEncoded(String reference) {
        int query = reference.indexOf('?');
        return query < 0
                ? reference
                : reference.substring(0, query)
                        + UNWISE.matcher(reference.substring(query))
                                .replaceAll(found -> Matcher.quoteReplacement(
                                        "%%%02X".formatted((int) found.group().charAt(0))));
    }

    private static URI withoutFragment(URI uri) throws URISyntaxException {
        String text = uri.toString();
        int fragment = text.indexOf('#');
        return fragment < 0 ? uri : new URI(text.substring(0, fragment));
    }

    private static boolean isHttps(URI uri) {
        return "https".equalsIgnoreCase(uri.getScheme());
    }

    private static String origin(URI uri) {
        return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    }
}
