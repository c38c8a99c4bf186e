package org.sakia.config;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A job while it is read: each option's value, and where it came from. An option that is malformed, or required and
 * missing, has no value here, so that a rule about it stays silent. Used by one thread.
 */
final class JobDraft {

    private final String name;
    private final String scope;
    private final String file;
    private final Map<String, Setting> settings = new LinkedHashMap<>();
    private final Map<Option<?>, Object> values = new IdentityHashMap<>();
    private final UnaryOperator<String> placeholders;
    private final Consumer<Problem> problems;

    /**
     * Reads the settings; what is wrong with one of them alone goes to {@code problems}.
     *
     * @param scope        what stands before the keys, for messages
     * @param file         where a missing key should have been, for messages
     * @param settings     the effective ones, of known keys only
     * @param placeholders resolves them in a text, or throws IllegalArgumentException with a sentence
     */
    JobDraft(
            String name,
            String scope,
            String file,
            Iterable<Setting> settings,
            UnaryOperator<String> placeholders,
            Consumer<Problem> problems) {
        this.name = name;
        this.scope = scope;
        this.file = file;
        this.placeholders = placeholders;
        this.problems = problems;
        settings.forEach(setting -> this.settings.put(mergeKey(setting.key()), setting));
        for (Option<?> option : Options.JOB) {
            read(option).ifPresent(value -> values.put(option, value));
        }
    }

    /** Keys that mean the same: the name of a header has no case. */
    static String mergeKey(String key) {
        return key.startsWith(Options.HEADER.key() + ".") ? key.toLowerCase(Locale.ROOT) : key;
    }

    private Optional<?> read(Option<?> option) {
        if (option.isMap()) {
            return Optional.of(readMap(option));
        }
        Setting setting = settings.get(option.key());
        if (setting != null) {
            return read(setting, option::parse);
        }
        if (option.required()) {
            problems.accept(new Problem(scope + option.key(), file, "is missing; write a " + option.type()));
        }
        return option.defaultFor(name);
    }

    private Map<String, String> readMap(Option<?> option) {
        Map<String, String> entries = new TreeMap<>();
        for (Setting setting : settings.values()) {
            if (setting.key().startsWith(option.key() + ".")) {
                String entry = setting.key().substring(option.key().length() + 1);
                read(setting, text -> option.parseEntry(entry, text)).ifPresent(value -> entries.put(entry, value));
            }
        }
        return Collections.unmodifiableMap(entries);
    }

    private <T> Optional<T> read(Setting setting, Function<String, T> reader) {
        try {
            return Optional.of(reader.apply(placeholders.apply(setting.value())));
        } catch (IllegalArgumentException e) {
            problems.accept(setting.problem(e.getMessage()));
            return Optional.empty();
        }
    }

    String name() {
        return name;
    }

    /** The option's value; empty if it is malformed or missing. */
    @SuppressWarnings("unchecked") // values holds for each option what this very option has read
    <T> Optional<T> value(Option<T> option) {
        return Optional.ofNullable((T) values.get(option));
    }

    /** Whether the user has set it, wherever. */
    boolean isSet(Option<?> option) {
        return settings.containsKey(option.key());
    }

    /** Reports a problem with a key such as {@code merge} or {@code query.status}. */
    void problem(String key, String sentence) {
        Setting setting = settings.get(mergeKey(key));
        problems.accept(setting == null ? new Problem(scope + key, "by default", sentence) : setting.problem(sentence));
    }

    /** The finished job, if every option has a value. */
    JobOptions finish(Secrets secrets) {
        return new JobOptions(name, values, settings.keySet(), secrets);
    }
}
