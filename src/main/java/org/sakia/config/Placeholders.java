package org.sakia.config;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Camel's property functions in values, with sentences for what cannot be resolved. */
final class Placeholders implements UnaryOperator<String> {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^{}]*)}}");
    private static final Pattern ENVIRONMENT = Pattern.compile("env:(\\w+)");
    private static final Pattern PLAIN_NAME = Pattern.compile("[\\w.-]+(:[\\w.-]+)?");

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
        try {
            return resolver.apply(text);
        } catch (RuntimeException e) {
            // The cause may quote the whole value, which may hold a secret: it is left out on purpose.
            throw new IllegalArgumentException(sentence(text));
        }
    }

    private String sentence(String text) {
        Matcher placeholder = PLACEHOLDER.matcher(text);
        while (placeholder.find()) {
            String name = placeholder.group(1);
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

    private boolean fails(String placeholder) {
        try {
            resolver.apply(placeholder);
            return false;
        } catch (RuntimeException e) {
            return true;
        }
    }
}
