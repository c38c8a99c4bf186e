package org.sakia.config;

import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Camel's property functions in values, with sentences for what cannot be resolved. */
final class Placeholders implements UnaryOperator<String> {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^{}]*)}}");
    private static final Pattern ENVIRONMENT = Pattern.compile("env:(\\w+)");
    private static final Pattern PLAIN_NAME = Pattern.compile("[\\w.-]+(:[\\w.-]+)?");

    private static final String FILE = FileFunction.NAME + ":";

    /** Camel's functions that look a secret up, and the library that each is in. */
    private static final Map<String, String> VAULTS = Map.of(
            "aws", "camel-aws-secrets-manager",
            "azure", "camel-azure-key-vault",
            "cyberark", "camel-cyberark-vault",
            "gcp", "camel-google-secret-manager",
            "hashicorp", "camel-hashicorp-vault",
            "ibm", "camel-ibm-secrets-manager",
            "secret", "camel-kubernetes",
            "secret-binary", "camel-kubernetes");

    private final UnaryOperator<String> resolver;

    Placeholders(UnaryOperator<String> resolver) {
        this.resolver = resolver;
    }

    /** @throws IllegalArgumentException with a sentence that names the placeholder, never the value around it */
    @Override
    public String apply(String text) {
        if (!text.contains("{{")) {
            return text;
        }
        vaultsAreThere(text);
        try {
            return standsAlone(text)
                    ? PLACEHOLDER
                            .matcher(text)
                            .replaceAll(found -> Matcher.quoteReplacement(resolver.apply(found.group())))
                    : Optional.ofNullable(resolver.apply(text)).orElse("");
        } catch (RuntimeException e) {
            // The cause may quote the whole value, which may hold a secret: it is left out on purpose.
            throw new IllegalArgumentException(sentence(text));
        }
    }

    /** Whether no placeholder holds another: Camel, given the whole, takes the braces of a JSON body for an end of one. */
    private static boolean standsAlone(String text) {
        // An optional one that is missing stands for nothing, and Camel says null of it where it stands alone.
        return !text.contains("\\{{")
                && !text.contains("{{?")
                && !PLACEHOLDER.matcher(text).replaceAll("").contains("{{");
    }

    /** Whether what a placeholder stands for is kept where secrets are. */
    static boolean isFromVault(String placeholder) {
        return placeholder.startsWith(FILE) || VAULTS.containsKey(function(placeholder));
    }

    private static String function(String placeholder) {
        int colon = placeholder.indexOf(':');
        return colon < 0 ? "" : placeholder.substring(0, colon);
    }

    /** A function that Camel does not find it takes for a property, and what is behind the colon for its default. */
    private void vaultsAreThere(String text) {
        Matcher placeholder = PLACEHOLDER.matcher(text);
        while (placeholder.find()) {
            String name = placeholder.group(1);
            String library = VAULTS.get(function(name));
            if (library != null && isItsOwnDefault(placeholder.group(), name.substring(name.indexOf(':') + 1))) {
                throw new IllegalArgumentException(
                        "the placeholder {{" + function(name) + ":...}} needs Camel's library " + library
                                + " on the class path; put it there, or take the secret from {{env:NAME}} or {{file:NAME}}");
            }
        }
    }

    private boolean isItsOwnDefault(String placeholder, String rest) {
        try {
            return resolver.apply(placeholder).equals(rest);
        } catch (RuntimeException e) {
            // The function is there and says no: whoever resolves the whole value reports that.
            return false;
        }
    }

    private String sentence(String text) {
        Matcher placeholder = PLACEHOLDER.matcher(text);
        while (placeholder.find()) {
            String name = placeholder.group(1);
            Optional<String> file = name.startsWith(FILE) ? problemWithFile(placeholder.group()) : Optional.empty();
            if (file.isPresent()) {
                return "the file " + name.substring(FILE.length()) + " of {{" + name + "}} " + file.get()
                        + "; correct the name, or put the file there";
            }
            if (fails(placeholder.group()) && PLAIN_NAME.matcher(name).matches()) {
                Matcher variable = ENVIRONMENT.matcher(name);
                return "{{" + name + "}} cannot be resolved; "
                        + (variable.matches()
                                ? "set the environment variable " + variable.group(1)
                                : "declare what it names, or give it a default as in {{name:default}}");
            }
        }
        return "a {{placeholder}} in the value cannot be resolved; check its spelling";
    }

    /** What the function itself has said, somewhere below what Camel makes of it. */
    private Optional<String> problemWithFile(String placeholder) {
        try {
            resolver.apply(placeholder);
            return Optional.empty();
        } catch (RuntimeException e) {
            Throwable cause = e;
            while (cause.getCause() instanceof RuntimeException deeper) {
                cause = deeper;
            }
            return Optional.ofNullable(cause.getMessage());
        }
    }

    private boolean fails(String placeholder) {
        try {
            resolver.apply(placeholder);
            return false;
        } catch (RuntimeException e) {
            return true;
        }
    }
}
