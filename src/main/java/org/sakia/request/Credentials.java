package org.sakia.request;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.hc.core5.http.HttpHeaders;

/**
 * What a request carries beside its address: the configured fields and the credentials. All of it goes to the job's own
 * origin only, never to another one, not even to one that is allowed. Thread-safe.
 */
public final class Credentials {

    private final Origins origins;
    private final Map<String, String> fields;
    private final Auth auth;
    private final Predicate<String> ownSecretName;
    private final Predicate<String> secretValue;

    /**
     * A request with its credentials.
     *
     * @param query what to ask with, raw; empty if the request has none
     * @param token the access token that it carries
     */
    record Signed(Optional<String> query, Optional<AccessToken> token) {}

    /**
     * @param fields        of every request to the job's own origin
     * @param ownSecretName whether a query parameter of this name holds a secret that this job sends
     * @param secretValue   whether a value is a secret of the configuration
     */
    public Credentials(
            Origins origins,
            Map<String, String> fields,
            Auth auth,
            Predicate<String> ownSecretName,
            Predicate<String> secretValue) {
        this.origins = origins;
        this.fields = Map.copyOf(fields);
        this.auth = auth;
        this.ownSecretName = ownSecretName;
        this.secretValue = secretValue;
    }

    /**
     * Puts into the message what this target may have, and nothing else.
     *
     * @param rawQuery of the target; empty if there is none
     */
    Signed sign(Message message, URI target, Optional<String> rawQuery) {
        if (!origins.isHome(target)) {
            // A search may hold what the configuration keeps secret.
            message.setBody(null);
            message.removeHeader(Exchange.CONTENT_TYPE);
            return new Signed(rawQuery.map(this::withoutSecrets).filter(left -> !left.isEmpty()), Optional.empty());
        }
        fields.forEach(message::setHeader);
        if (auth instanceof Auth.Field field) {
            message.setHeader(field.name(), field.value());
        } else if (auth instanceof Auth.Parameter parameter) {
            return new Signed(Optional.of(with(parameter, rawQuery.orElse(""))), Optional.empty());
        } else if (auth instanceof Auth.Token token) {
            Optional<AccessToken> current = token.tokens().current();
            current.ifPresent(given -> message.setHeader(HttpHeaders.AUTHORIZATION, "Bearer " + given.value()));
            return new Signed(rawQuery, current);
        }
        return new Signed(rawQuery, Optional.empty());
    }

    /** False if an access token is needed and there is none that the API would take. */
    boolean areGood() {
        return !(auth instanceof Auth.Token token) || token.tokens().isGood();
    }

    /**
     * The API answered 401 to a request.
     *
     * @param token that it carried
     * @return whether asking again with another token may help
     */
    boolean renew(Optional<AccessToken> token) {
        return auth instanceof Auth.Token tokens
                && token.isPresent()
                && tokens.tokens().refused(token.get());
    }

    /** The options to look at when the API refuses access. */
    String keys() {
        return auth.keys();
    }

    /** A query without the parameters that hold this job's secrets. */
    private String withoutSecrets(String rawQuery) {
        return Arrays.stream(rawQuery.split("&"))
                .filter(parameter -> {
                    int value = parameter.indexOf('=');
                    String name = value < 0 ? parameter : parameter.substring(0, value);
                    return !ownSecretName.test(decoded(name))
                            && (value < 0 || !secretValue.test(decoded(parameter.substring(value + 1))));
                })
                .collect(Collectors.joining("&"));
    }

    /** In place of what a link of the API's may hold of that name. */
    private static String with(Auth.Parameter own, String rawQuery) {
        String others = Arrays.stream(rawQuery.split("&"))
                .filter(parameter -> !parameter.isEmpty())
                .filter(parameter -> !decoded(parameter.split("=", 2)[0]).equals(own.name()))
                .collect(Collectors.joining("&"));
        return others + (others.isEmpty() ? "" : "&") + encoded(own.name()) + "=" + encoded(own.value());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            return text;
        }
    }
}
