package org.sakia.config;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Gathers the secret values of a configuration while it is read. Used by one thread. */
final class SecretCollector {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^{}]*)}}");
    private static final int DEEPEST = 5;

    private static final Pattern PARAMETER = Pattern.compile("[?&]([^=&]+)=(?:RAW\\(([^)]*)\\)|([^&]*))");

    private static final Pattern QUOTED = Pattern.compile("(\\w+)\\s*=\\s*\"([^\"]*)\"");

    private static final Pattern JSON_TEXT =
            Pattern.compile("\"([^\"\\\\]++)\"\\s*+:\\s*+\"((?:[^\"\\\\]++|\\\\.)*+)\"");

    /** As {@code {cursor}}: what paging puts there is no secret, whatever it is called. */
    private static final Pattern FILLED_IN = Pattern.compile("\\{\\w+}");

    /** Camel's options of a proxy, for one: hiding the word http would tear every line of the log. */
    private static final Pattern HARMLESS =
            Pattern.compile("camel\\..*(?i:scheme|host|port|method|domain|username|enabled|type|parameters)");

    private final SecretNames names;
    private final UnaryOperator<String> placeholders;
    private final Set<String> values = new LinkedHashSet<>();
    private final Set<String> secretNames = new LinkedHashSet<>();

    SecretCollector(SecretNames names, UnaryOperator<String> placeholders) {
        this.names = names;
        this.placeholders = placeholders;
    }

    /** Takes up what the placeholders in a text stand for, where their name marks a secret. */
    void placeholdersIn(String raw) {
        String text = raw;
        for (int depth = 0; depth < DEEPEST && text.contains("{{"); depth++) {
            Matcher placeholder = PLACEHOLDER.matcher(text);
            while (placeholder.find()) {
                if (names.matches(placeholder.group(1)) || Placeholders.isFromVault(placeholder.group(1))) {
                    resolved(placeholder.group());
                }
            }
            text = withoutInnermost(text);
        }
    }

    /** One placeholder may stand in the name of another: {@code {{file:{{env:FOLDER}}/key}}}. */
    private String withoutInnermost(String text) {
        if (!PLACEHOLDER.matcher(text).replaceAll("").contains("{{")) {
            return "";
        }
        try {
            return PLACEHOLDER
                    .matcher(text)
                    .replaceAll(found -> Matcher.quoteReplacement(placeholders.apply(found.group())));
        } catch (RuntimeException e) {
            // Whoever uses the value reports that it cannot be resolved; here it only means: nothing to hide.
            return "";
        }
    }

    /** Takes up a property of the user's own, such as {@code api.token}. */
    void property(String name, String raw) {
        placeholdersIn(raw);
        if (names.matches(name) && !HARMLESS.matcher(name).matches()) {
            resolved(raw);
        }
    }

    private void resolved(String raw) {
        try {
            values.add(placeholders.apply(raw));
        } catch (RuntimeException e) {
            // Whoever uses the value reports that it cannot be resolved; here it only means: nothing to hide.
        }
    }

    /** Takes up what a job's options hold. */
    void job(JobDraft job) {
        AuthSecrets.of(job).forEach(values::add);
        job.value(Options.AUTH_KEY_PARAM).flatMap(name -> name).ifPresent(secretNames::add);
        job.value(Options.AUTH_TOKEN_URL).flatMap(url -> url).ifPresent(this::url);
        job.value(Options.URL).ifPresent(this::url);
        job.value(Options.SINK).ifPresent(this::endpoint);
        job.value(Options.QUERY).ifPresent(this::query);
        job.value(Options.BODY).flatMap(body -> body).ifPresent(this::body);
        job.value(Options.HEADER).ifPresent(headers -> headers.forEach(this::header));
        job.value(Options.KAFKA_PRODUCER).ifPresent(properties -> properties.forEach(this::kafka));
    }

    /** A login configuration has its credentials within: {@code ... username="ann" password="sesame";}. */
    private void kafka(String name, String value) {
        if (names.matches(name)) {
            values.add(value);
        }
        Matcher quoted = QUOTED.matcher(value);
        while (quoted.find()) {
            if (names.matches(quoted.group(1))) {
                values.add(quoted.group(2));
            }
        }
    }

    private void query(Map<String, String> query) {
        query.forEach((name, value) -> {
            if (names.matches(name)) {
                values.add(value);
            }
        });
    }

    private void body(String body) {
        Matcher text = JSON_TEXT.matcher(body);
        while (text.find()) {
            // A bare key names a field to sort or filter by more often than it gives access.
            if (names.matches(text.group(1))
                    && !text.group(1).equalsIgnoreCase("key")
                    && !FILLED_IN.matcher(text.group(2)).matches()) {
                values.add(text.group(2));
            }
        }
    }

    private void url(URI url) {
        for (UrlQuery.Parameter parameter : UrlQuery.of(url)) {
            if (names.matches(parameter.name())) {
                values.add(parameter.value());
            }
        }
    }

    private void endpoint(String uri) {
        Matcher parameter = PARAMETER.matcher(uri);
        while (parameter.find()) {
            if (names.matches(parameter.group(1))) {
                values.add(parameter.group(2) == null ? parameter.group(3) : parameter.group(2));
            }
        }
    }

    private void header(String name, String value) {
        if (!names.matches(name)) {
            return;
        }
        values.add(value);
        if (name.equalsIgnoreCase("Cookie")) {
            for (String cookie : value.split(";")) {
                values.add(cookie.substring(cookie.indexOf('=') + 1).strip());
            }
        } else if (value.indexOf(' ') > 0) {
            // The credential alone turns up in texts too, without its scheme (Bearer, Basic).
            values.add(value.substring(value.indexOf(' ') + 1).strip());
        }
    }

    Secrets secrets() {
        return new Secrets(names.and(secretNames), values);
    }
}
