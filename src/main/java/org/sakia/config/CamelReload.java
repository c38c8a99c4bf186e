package org.sakia.config;

import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Refuses Camel's own reload: it takes routes away before it knows whether the edited file can be read, and what was in
 * flight with them. {@code sakia.watch} does it the other way round.
 */
final class CamelReload {

    /** As {@link #plain} spells them. */
    private static final Set<String> KEYS = Set.of("camelmainroutesreloadenabled", "camelmaincontextreloadenabled");

    private final UnaryOperator<String> placeholders;
    private final Consumer<Problem> problems;

    CamelReload(UnaryOperator<String> placeholders, Consumer<Problem> problems) {
        this.placeholders = placeholders;
        this.problems = problems;
    }

    /** Looks at all places from which Camel Main takes its keys. */
    void check(PropertiesFile file, Map<String, String> overrides, Map<String, String> environment, Properties system) {
        file.entries().forEach(entry -> check(entry.key(), entry.value(), file.where(entry.line())));
        overrides.forEach((key, value) -> check(key, value, "-P"));
        environment.forEach((key, value) -> check(key, value, "environment"));
        system.stringPropertyNames().forEach(key -> check(key, system.getProperty(key), "system property"));
    }

    private void check(String key, String value, String where) {
        if (KEYS.contains(plain(key)) && isTrue(value)) {
            problems.accept(new Problem(
                    key,
                    where,
                    "is not for Sakia: Camel removes routes before it has read the new ones; use sakia.watch = true, which"
                            + " takes edited routes over only if they work and loses no page"));
        }
    }

    private boolean isTrue(String value) {
        try {
            return placeholders.apply(value).trim().equalsIgnoreCase("true");
        } catch (IllegalArgumentException unresolvable) {
            // Camel will refuse it.
            return false;
        }
    }

    /** Camel takes a key in kebab-case, camelCase and any case, from the environment with underscores. */
    private static String plain(String key) {
        return key.toLowerCase(Locale.ROOT).replaceAll("[-_.]", "");
    }
}
