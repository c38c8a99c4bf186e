package org.sakia.config;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the options of authentication must say together. Rules skip options that have no value. */
final class AuthRules {

    private static final Map<AuthKind, List<Option<?>>> NEEDED = Map.of(
            AuthKind.NONE, List.of(),
            AuthKind.BEARER, List.of(Options.AUTH_TOKEN),
            AuthKind.BASIC, List.of(Options.AUTH_USER, Options.AUTH_PASSWORD),
            AuthKind.API_KEY, List.of(Options.AUTH_KEY),
            AuthKind.OAUTH2, List.of(Options.AUTH_TOKEN_URL, Options.AUTH_CLIENT_ID, Options.AUTH_CLIENT_SECRET));
    private static final Map<AuthKind, List<Option<?>>> TAKEN_TOO = Map.of(
            AuthKind.API_KEY, List.of(Options.AUTH_KEY_HEADER, Options.AUTH_KEY_PARAM),
            AuthKind.OAUTH2, List.of(Options.AUTH_SCOPE, Options.AUTH_CLIENT_AUTH));
    private static final String SCHEME = "Bearer ";

    private final JobDraft job;
    private final AuthKind kind;

    private AuthRules(JobDraft job, AuthKind kind) {
        this.job = job;
        this.kind = kind;
    }

    /** Reports to the draft whatever its options contradict. */
    static void check(JobDraft job) {
        job.value(Options.AUTH).ifPresent(kind -> {
            AuthRules rules = new AuthRules(job, kind);
            rules.everythingIsThere();
            rules.nothingIsInVain();
            rules.oneFieldHasOneSource();
            rules.tokenHasNoScheme();
            rules.tokensTravelSafely();
        });
    }

    private void everythingIsThere() {
        for (Option<?> option : NEEDED.get(kind)) {
            if (!job.isSet(option)) {
                job.problem(option.key(), "is missing, and auth = " + ValueTypes.word(kind) + " needs it");
            }
        }
    }

    private void nothingIsInVain() {
        owners().forEach((option, owner) -> {
            if (owner != kind && job.isSet(option)) {
                job.problem(
                        option.key(),
                        "only auth = " + ValueTypes.word(owner) + " takes it, and auth is " + ValueTypes.word(kind)
                                + "; set auth, or take this out");
            }
        });
    }

    private static Map<Option<?>, AuthKind> owners() {
        Map<Option<?>, AuthKind> owners = new LinkedHashMap<>();
        for (AuthKind owner : AuthKind.values()) {
            NEEDED.get(owner).forEach(option -> owners.put(option, owner));
            TAKEN_TOO.getOrDefault(owner, List.of()).forEach(option -> owners.put(option, owner));
        }
        return owners;
    }

    private void oneFieldHasOneSource() {
        if (kind == AuthKind.API_KEY && job.isSet(Options.AUTH_KEY_HEADER) && job.isSet(Options.AUTH_KEY_PARAM)) {
            job.problem(
                    Options.AUTH_KEY_PARAM.key(), "the key goes into a header or a parameter; name one of them only");
        }
        Optional<String> field = field();
        Set<String> configured = job.value(Options.HEADER).map(Map::keySet).orElse(Set.of());
        for (String name : new LinkedHashSet<>(configured)) {
            if (field.filter(name::equalsIgnoreCase).isPresent()) {
                job.problem(
                        Options.HEADER.key() + "." + name,
                        "auth = " + ValueTypes.word(kind) + " sets this header; take one of the two out");
            }
        }
    }

    private Optional<String> field() {
        return switch (kind) {
            case NONE -> Optional.empty();
            case API_KEY -> job.isSet(Options.AUTH_KEY_PARAM) ? Optional.empty() : job.value(Options.AUTH_KEY_HEADER);
            default -> Optional.of("Authorization");
        };
    }

    private void tokenHasNoScheme() {
        Optional<String> token = job.value(Options.AUTH_TOKEN).flatMap(value -> value);
        if (token.filter(text -> text.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .isPresent()) {
            job.problem(Options.AUTH_TOKEN.key(), "is sent behind 'Bearer ' already; take that word out of it");
        }
    }

    private void tokensTravelSafely() {
        Optional<URI> url = job.value(Options.AUTH_TOKEN_URL).flatMap(value -> value);
        if (url.isPresent() && !"https".equalsIgnoreCase(url.get().getScheme()) && !isThisMachine(url.get())) {
            job.problem(
                    Options.AUTH_TOKEN_URL.key(),
                    "without TLS everybody on the way could read the client's secret; write a URL that begins with"
                            + " https://");
        }
    }

    private static boolean isThisMachine(URI url) {
        String host = url.getHost();
        return host.equalsIgnoreCase("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
    }
}
