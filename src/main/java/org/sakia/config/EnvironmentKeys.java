package org.sakia.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Finds settings among environment variables: {@code SAKIA_JOB_ORDERS_PAGE_SIZE} is
 * {@code sakia.job.orders.page-size}. The way back is ambiguous, so known keys are looked up by their variable's name;
 * only what follows a map's key is derived.
 */
final class EnvironmentKeys {

    private final Map<String, String> environment;
    private final List<String> scopes = new ArrayList<>();
    private final Set<String> used = new HashSet<>();
    private final List<Setting> found = new ArrayList<>();

    private EnvironmentKeys(Map<String, String> environment, Collection<String> jobs) {
        this.environment = new TreeMap<>(environment);
        jobs.forEach(job -> scopes.add(KnownKeys.JOB + job + "."));
        scopes.add(KnownKeys.DEFAULTS);
        // The longest first: a variable of job orders-eu must not be taken for one of job orders.
        scopes.sort(Comparator.comparingInt(String::length).reversed());
    }

    /**
     * The settings in the environment.
     *
     * @param jobs     the names known so far
     * @param elsewhere settings of the other sources, whose spelling of map entries is kept
     */
    static List<Setting> settings(
            Map<String, String> environment, Collection<String> jobs, Collection<Setting> elsewhere) {
        EnvironmentKeys keys = new EnvironmentKeys(environment, jobs);
        Options.GLOBAL.forEach(option -> keys.lookUp(KnownKeys.PREFIX + option.key()));
        for (String scope : keys.scopes) {
            Options.JOB.stream().filter(option -> !option.isMap()).forEach(option -> keys.lookUp(scope + option.key()));
            elsewhere.stream()
                    .filter(setting -> setting.key().contains("."))
                    .forEach(setting -> keys.lookUp(scope + setting.key()));
        }
        keys.deriveTheRest();
        return keys.found;
    }

    private void lookUp(String fullKey) {
        String variable = variable(fullKey);
        String value = environment.get(variable);
        if (value != null && used.add(variable)) {
            found.add(setting(fullKey, variable, value));
        }
    }

    private void deriveTheRest() {
        environment.forEach((variable, value) -> {
            boolean ours = Stream.of(KnownKeys.JOB, KnownKeys.DEFAULTS).anyMatch(p -> variable.startsWith(variable(p)));
            if (ours && !used.contains(variable)) {
                found.add(setting(derived(variable), variable, value));
            }
        });
    }

    /** A key for what no lookup has found; if it is no known one either, the check of all keys says so. */
    private String derived(String variable) {
        Optional<String> scope =
                scopes.stream().filter(s -> variable.startsWith(variable(s))).findFirst();
        if (scope.isEmpty()) {
            return lowerCase(variable).replaceFirst("^sakia_job_([^_]*)_?", "sakia.job.$1.");
        }
        String rest = variable.substring(scope.get().length());
        if (rest.startsWith("QUERY_")) {
            return scope.get() + "query." + lowerCase(rest.substring("QUERY_".length()));
        }
        if (rest.startsWith("HEADER_")) {
            return scope.get() + "header." + kebab(rest.substring("HEADER_".length()));
        }
        return scope.get() + kebab(rest);
    }

    private static Setting setting(String fullKey, String variable, String value) {
        return KnownKeys.setting(fullKey, value, "environment variable " + variable);
    }

    /** {@code SAKIA_JOB_ORDERS_PAGE_SIZE} for {@code sakia.job.orders.page-size}. */
    static String variable(String fullKey) {
        return fullKey.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    private static String kebab(String text) {
        return lowerCase(text).replace('_', '-');
    }

    private static String lowerCase(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
