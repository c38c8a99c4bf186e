package org.sakia.job;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.sakia.config.AuthKind;
import org.sakia.config.ClientAuth;
import org.sakia.config.JobOptions;
import org.sakia.config.Option;
import org.sakia.config.Options;
import org.sakia.job.JobRoutes.TemplatedRoute;
import org.sakia.monitor.JobStats;
import org.sakia.request.AccessTokens;
import org.sakia.request.Auth;
import org.sakia.request.BasicAuth;
import org.sakia.request.Credentials;
import org.sakia.request.HttpAttempts;
import org.sakia.request.Origins;
import org.sakia.request.Pace;
import org.sakia.request.SendGate;
import org.sakia.request.SendLimit;
import org.sakia.request.TokenCall;
import org.sakia.request.TokenGrant;

/** What of a run has to do with who asks: the credentials, and with OAuth 2 the tokens and the route that gets them. */
final class AuthParts {

    private final JobOptions options;
    private final Origins origins;
    private final AccessTokens tokens;
    private final SendGate gate;
    private final HttpAttempts attempts;
    private final Credentials credentials;

    /**
     * @param limit    the job's
     * @param gate     the job's: what goes to the API passes it, token calls included
     * @param attempts the job's
     */
    AuthParts(
            JobOptions options,
            JobSettings settings,
            JobLimit limit,
            SendGate gate,
            HttpAttempts attempts,
            ScheduledExecutorService timer) {
        this.options = options;
        this.origins = origins(options);
        this.tokens = new AccessTokens(
                new AccessTokens.Retries(
                        options.get(Options.RETRY_ATTEMPTS),
                        options.get(Options.RETRY_DELAY),
                        options.get(Options.RETRY_MAX_DELAY),
                        options.get(Options.HOLD_MAX)),
                System::nanoTime);
        this.gate = isShared()
                ? gate
                : new SendGate(new SendLimit(Pace.unlimited(), limit.terms().patience()));
        this.attempts = isShared()
                ? attempts
                : new HttpAttempts(this.gate, options.get(Options.TIMEOUT), timer, new JobStats(), sent -> {});
        this.credentials = new Credentials(
                origins, options.get(Options.HEADER), auth(), this::isOwnSecret, settings.secrets()::isSecret);
    }

    Origins origins() {
        return origins;
    }

    Credentials credentials() {
        return credentials;
    }

    /** By the last part of their names in the registry. */
    Map<String, Object> beans(JobSettings settings) {
        if (tokenUrl().isEmpty()) {
            // Camel looks the bean of a step up that is switched off, too.
            return Map.of("tokens", tokens);
        }
        TokenGrant grant = new TokenGrant(
                value(Options.AUTH_CLIENT_ID),
                value(Options.AUTH_CLIENT_SECRET),
                options.get(Options.AUTH_SCOPE),
                options.get(Options.AUTH_CLIENT_AUTH) == ClientAuth.BODY);
        TokenCall call = new TokenCall(
                tokenUrl().get(),
                grant,
                new TokenCall.Way(gate, attempts, isShared(), options.get(Options.TIMEOUT)),
                tokens,
                new TokenCall.Texts(
                        token -> {
                            settings.secrets().learn(token);
                            options.secrets().learn(token);
                        },
                        settings.secrets()::mask));
        return Map.of("tokens", tokens, "token", call, "token-http", attempts);
    }

    /** The route that fetches tokens, where the job needs one. */
    static List<TemplatedRoute> routes(String job, JobOptions options, String limit, boolean limited) {
        return options.get(Options.AUTH_TOKEN_URL)
                .map(url -> {
                    Map<String, Object> parameters = new LinkedHashMap<>();
                    parameters.put("job", job);
                    parameters.put("url", url.getScheme() + "://" + url.getRawAuthority() + url.getRawPath());
                    parameters.put("timeout", options.get(Options.TIMEOUT).toMillis());
                    parameters.put("limit", limit);
                    parameters.put("unlimited", !limited || !origins(options).isHome(url));
                    return List.of(new TemplatedRoute(job + "-token", "sakia-token", parameters));
                })
                .orElse(List.of());
    }

    /** From now on nothing starts. */
    void close(String why) {
        tokens.close(why);
        gate.close(why);
    }

    /** Why nothing moves at the moment. */
    Optional<String> waitingFor() {
        return tokens.waitingFor();
    }

    void cut() {
        attempts.cutAll();
    }

    private static Origins origins(JobOptions options) {
        return new Origins(options.get(Options.URL), options.get(Options.ALLOWED_HOSTS));
    }

    /** Whether the API's limit counts the token calls. */
    private boolean isShared() {
        return tokenUrl().filter(origins::isHome).isPresent();
    }

    private Optional<URI> tokenUrl() {
        return options.get(Options.AUTH_TOKEN_URL);
    }

    private Auth auth() {
        AuthKind kind = options.get(Options.AUTH);
        return switch (kind) {
            case NONE -> new Auth.None();
            case BEARER ->
                new Auth.Field("Authorization", "Bearer " + value(Options.AUTH_TOKEN), Options.AUTH_TOKEN.key());
            case BASIC ->
                new Auth.Field(
                        "Authorization",
                        BasicAuth.of(value(Options.AUTH_USER), value(Options.AUTH_PASSWORD)),
                        Options.AUTH_USER.key() + " and " + Options.AUTH_PASSWORD.key());
            case API_KEY ->
                options.get(Options.AUTH_KEY_PARAM)
                        .<Auth>map(name -> new Auth.Parameter(name, value(Options.AUTH_KEY), Options.AUTH_KEY.key()))
                        .orElseGet(() -> new Auth.Field(
                                options.get(Options.AUTH_KEY_HEADER), value(Options.AUTH_KEY), Options.AUTH_KEY.key()));
            case OAUTH2 -> new Auth.Token(tokens, Options.AUTH_CLIENT_ID.key() + ", " + Options.AUTH_SCOPE.key());
        };
    }

    private boolean isOwnSecret(String parameter) {
        boolean own = options.get(Options.QUERY).containsKey(parameter)
                || options.get(Options.AUTH_KEY_PARAM).filter(parameter::equals).isPresent()
                || ("&" + options.get(Options.URL).getQuery()).contains("&" + parameter + "=");
        return own && options.secrets().isSecretName(parameter);
    }

    private String value(Option<Optional<String>> option) {
        return options.get(option).orElseThrow(() -> new IllegalStateException(option.key() + " is missing"));
    }
}
