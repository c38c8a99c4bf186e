package org.sakia.component;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.sakia.config.EndpointJob;
import org.sakia.config.Option;
import org.sakia.config.Options;

/** The text of the Kamelet {@code sakia-http-export-source}, made of the declarations of the options. */
final class KameletSource {

    /** What most jobs need, in the order of the file; one who needs more takes the component. */
    static final List<Option<?>> OPTIONS = List.of(
            Options.URL,
            Options.RATE,
            Options.STATE,
            Options.PAGINATION,
            Options.PAGE_SIZE,
            Options.RECORDS,
            Options.TOTAL,
            Options.LIMIT_PARAM,
            Options.OFFSET_PARAM,
            Options.PAGE_PARAM,
            Options.FIRST_PAGE,
            Options.CURSOR_PARAM,
            Options.CURSOR_PATH,
            Options.NEXT_PATH,
            Options.HAS_MORE_PATH,
            Options.AUTH,
            Options.AUTH_TOKEN,
            Options.AUTH_USER,
            Options.AUTH_PASSWORD,
            Options.AUTH_KEY,
            Options.AUTH_KEY_HEADER,
            Options.AUTH_KEY_PARAM,
            Options.AUTH_TOKEN_URL,
            Options.AUTH_CLIENT_ID,
            Options.AUTH_CLIENT_SECRET,
            Options.AUTH_SCOPE,
            Options.ALLOWED_HOSTS,
            Options.WORKERS,
            Options.RETRY_ATTEMPTS,
            Options.RETRY_DELAY,
            Options.TIMEOUT,
            Options.RECORD_KEY,
            Options.INCREMENTAL_FIELD,
            Options.INCREMENTAL_PARAM);

    /** To set one of these says something, or is an error where it has no use: their defaults must not be passed on. */
    private static final Set<Option<?>> ONLY_WHERE_SET =
            Set.of(Options.TOTAL, Options.NEXT_PATH, Options.AUTH_KEY_HEADER);

    private static final String ICON =
            """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" fill="none" stroke="#1b6f8f" stroke-width="4">\
            <circle cx="32" cy="28" r="20"/><path d="M32 8v40M12 28h40M18 14l28 28M46 14L18 42"/>\
            <path stroke="#3fa7d6" d="M2 58q7.5-6 15 0t15 0t15 0t15 0"/></svg>""";

    private static final String TEXT =
            """
            # Generated from org.sakia.config.Options; after a change there run
            # mvn test -Dtest=KameletTest -Dsakia.docs.write=true
            apiVersion: camel.apache.org/v1
            kind: Kamelet
            metadata:
              name: sakia-http-export-source
              annotations:
                camel.apache.org/kamelet.support.level: "Preview"
                camel.apache.org/catalog.version: "%1$s"
                camel.apache.org/kamelet.icon: "data:image/svg+xml;base64,%2$s"
                camel.apache.org/provider: "Sakia"
                camel.apache.org/kamelet.group: "HTTP"
                camel.apache.org/kamelet.namespace: "HTTP"
              labels:
                camel.apache.org/kamelet.type: "source"
            spec:
              definition:
                title: "Sakia HTTP Export Source"
                description: |-
                  Exports all records of a paginated HTTP API that limits how many requests it takes, many pages at once
                  and never more in a period than the limit allows. Gives a page as one message, a JSON record a line, or
                  a record as one message. A ledger remembers what was delivered, so that a stopped or killed export goes
                  on where it was.
                required:
                  - job
                  - url
                  - rate
                  - state
                type: object
                properties:
                  job:
                    title: "Job"
                    description: "Names the job, in a-z, 0-9 and -. The ledger remembers under this name what was delivered."
                    type: string
                    example: "orders"
            %3$s\
                  split:
                    title: "Split"
                    description: "Gives a record as one message, in place of a page."
                    type: boolean
                    default: false
                  retryFailed:
                    title: "Retry Failed"
                    description: "Takes failed pages up again at the start. Without it they stay failed."
                    type: boolean
                    default: false
              dependencies:
                - "camel:core"
                - "camel:kamelet"
                - "mvn:org.sakia:sakia:%1$s"
              template:
                from:
                  uri: "sakia:{{job}}"
                  parameters:
            %4$s\
                    split: "{{split}}"
                    retryFailed: "{{retryFailed}}"
                  steps:
                    - to: "kamelet:sink"
            """;

    private KameletSource() {}

    /** @param version of Sakia */
    static String text(String version) {
        return TEXT.formatted(
                version,
                Base64.getEncoder().encodeToString(ICON.getBytes(StandardCharsets.UTF_8)),
                OPTIONS.stream().map(KameletSource::property).collect(Collectors.joining()),
                OPTIONS.stream().map(KameletSource::parameter).collect(Collectors.joining()));
    }

    private static String property(Option<?> option) {
        List<String> lines = new ArrayList<>();
        lines.add("title: " + quoted(title(option)));
        lines.add("description: " + quoted(ConfigurationSource.description(option) + unsaidDefault(option)));
        lines.add("type: " + (isNumber(option) ? "integer" : "string"));
        if (!ConfigurationSource.words(option).isEmpty()) {
            lines.add("enum: ["
                    + ConfigurationSource.words(option).stream()
                            .map(KameletSource::quoted)
                            .collect(Collectors.joining(", "))
                    + "]");
        }
        if (hasDefault(option)) {
            String value = ConfigurationSource.defaultValue(option);
            lines.add("default: " + (isNumber(option) ? value : quoted(value)));
        }
        if (option == Options.URL) {
            lines.add("example: \"https://api.example.com/orders\"");
        }
        if (option == Options.RATE) {
            lines.add("example: \"100/60s\"");
        }
        if (option.key().startsWith("auth-") && option.secret()) {
            lines.add("format: password");
            lines.add("x-descriptors: [\"urn:camel:group:credentials\"]");
        }
        return "      " + option.camelCaseKey() + ":\n"
                + lines.stream().map(line -> "        " + line + "\n").collect(Collectors.joining());
    }

    private static String parameter(Option<?> option) {
        String name = option.camelCaseKey();
        boolean always = ConfigurationSource.required(option) || hasDefault(option);
        return "        " + name + ": \"" + (always ? "{{" : "{{?") + name + "}}\"\n";
    }

    static boolean hasDefault(Option<?> option) {
        return !ONLY_WHERE_SET.contains(option)
                && !ConfigurationSource.defaultValue(option).isEmpty();
    }

    private static String unsaidDefault(Option<?> option) {
        return hasDefault(option)
                        || ConfigurationSource.required(option)
                        || option.defaultText().isEmpty()
                ? ""
                : " Default: " + EndpointJob.camelCase(option.defaultText()) + ".";
    }

    private static boolean isNumber(Option<?> option) {
        return option.type().startsWith("whole number");
    }

    private static String title(Option<?> option) {
        return Arrays.stream(option.key().split("-"))
                .map(word -> word.equals("url") || word.equals("id") ? word.toUpperCase(Locale.ROOT) : capital(word))
                .collect(Collectors.joining(" "));
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
