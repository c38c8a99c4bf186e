package org.sakia.config;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * One thing a user may configure, declared once for every way of writing it: a properties file's kebab-case key, a
 * nested YAML key, a Camel endpoint's camelCase option. Immutable.
 *
 * @param <T> the value's type; an option that may be unset has an Optional
 */
public final class Option<T> {

    /** Checks one entry of an option that is a map. */
    @FunctionalInterface
    interface EntryRule {
        /** @throws IllegalArgumentException with a sentence for the user */
        void check(String name, String value);
    }

    private static final Pattern DASH = Pattern.compile("-(.)");

    private final String key;
    private final ValueType<T> type;
    private final Optional<EntryRule> entryRule;
    private final String help;
    private final String defaultText;
    private final Function<String, Optional<T>> defaultFor;
    private final boolean secret;

    private Option(
            String key,
            ValueType<T> type,
            Optional<EntryRule> entryRule,
            String help,
            String defaultText,
            Function<String, Optional<T>> defaultFor,
            boolean secret) {
        this.key = key;
        this.type = type;
        this.entryRule = entryRule;
        this.help = help;
        this.defaultText = defaultText;
        this.defaultFor = defaultFor;
        this.secret = secret;
    }

    /** An option that has no default. */
    static <T> Option<T> required(String key, ValueType<T> type, String help) {
        return new Option<>(key, type, Optional.empty(), help, "", job -> Optional.empty(), false);
    }

    /** An option whose default is written as a user would write it. */
    static <T> Option<T> withDefault(String key, ValueType<T> type, String text, String help) {
        T value = type.read(text);
        return new Option<>(key, type, Optional.empty(), help, text, job -> Optional.of(value), false);
    }

    /** An option whose default cannot be written as a value: it depends on the job or means "unset". */
    static <T> Option<T> derived(String key, ValueType<T> type, String words, Function<String, T> byJob, String help) {
        return new Option<>(key, type, Optional.empty(), help, words, job -> Optional.of(byJob.apply(job)), false);
    }

    /** An option with a name of the user's after its key, {@code key.<name>}. */
    static Option<Map<String, String>> map(String key, String word, EntryRule rule, String help) {
        ValueType<Map<String, String>> type = ValueType.of(word, "", text -> {
            throw new IllegalArgumentException(key + " needs a name; write " + key + ".<name>");
        });
        return new Option<>(key, type, Optional.of(rule), help, "", job -> Optional.of(Map.of()), false);
    }

    /** The same option, whose text may hold a credential: no sentence and no log may repeat it. */
    Option<T> holdingSecrets() {
        return new Option<>(key, type, entryRule, help, defaultText, defaultFor, true);
    }

    /** The kebab-case key without any prefix, as in {@code page-size}. */
    public String key() {
        return key;
    }

    /** The same in camelCase, as in {@code pageSize}. */
    public String camelCaseKey() {
        return DASH.matcher(key).replaceAll(dash -> dash.group(1).toUpperCase(Locale.ROOT));
    }

    /** What to write, in a few words, as in "whole number, 1 to 1,000,000". */
    public String type() {
        return type.described();
    }

    /** The default as text: a value, words where it depends on other things, or empty. */
    public String defaultText() {
        return defaultText;
    }

    /** One or a few plain sentences: effect, unit, meaning of special values. */
    public String help() {
        return help;
    }

    /** Whether a job without it is an error. */
    public boolean required() {
        return defaultFor.apply("").isEmpty();
    }

    /** Whether it is a map, written with a name after the key. */
    public boolean isMap() {
        return entryRule.isPresent();
    }

    /** Whether its text may hold a credential and must pass {@link Secrets#mask} before anybody reads it. */
    public boolean secret() {
        return secret;
    }

    /** The value of a job that does not set it; empty only if it is required. */
    public Optional<T> defaultFor(String job) {
        return defaultFor.apply(job);
    }

    /**
     * Reads a value as a user writes it, white space around it aside.
     *
     * @throws IllegalArgumentException with a sentence for the user; always if this is a map
     */
    public T parse(String text) {
        return type.read(text);
    }

    /**
     * Checks one entry of a map.
     *
     * @return the value to use, without white space around it
     * @throws IllegalArgumentException with a sentence for the user; always if this is no map
     */
    public String parseEntry(String name, String value) {
        entryRule
                .orElseThrow(() -> new IllegalArgumentException(key + " takes no name after it"))
                .check(name, value.strip());
        return value.strip();
    }

    @Override
    public String toString() {
        return key;
    }
}
