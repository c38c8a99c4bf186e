package org.sakia.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;

/** The settings of all sources, of known keys only, and which of them wins. Immutable once read. */
final class Layers {

    /** The weakest first: file, environment, system properties, {@code -P}. */
    private final List<List<Setting>> layers;

    private final Set<String> jobs = new LinkedHashSet<>();

    private Layers(List<List<Setting>> strict, Map<String, String> environment, Consumer<Problem> problems) {
        List<Setting> all = strict.stream().flatMap(Collection::stream).toList();
        all.forEach(setting -> KnownKeys.jobOf(setting).ifPresent(jobs::add));
        List<List<Setting>> ordered = new ArrayList<>(strict);
        ordered.add(1, EnvironmentKeys.settings(environment, jobs, all));
        layers = ordered.stream().map(layer -> known(layer, problems)).toList();
    }

    /** Reads the sources; keys that do not exist go to {@code problems}. */
    static Layers read(
            PropertiesFile file,
            Map<String, String> environment,
            Properties system,
            Map<String, String> overrides,
            Consumer<Problem> problems) {
        List<Setting> fromFile = file.entries().stream()
                .filter(entry -> isOurs(entry.key()))
                .map(entry -> KnownKeys.setting(entry.key(), entry.value(), file.where(entry.line())))
                .toList();
        List<Setting> fromSystem =
                settings(new TreeSet<>(system.stringPropertyNames()), system::getProperty, "system property");
        List<Setting> fromOverrides = settings(overrides.keySet(), overrides::get, "-P");
        return new Layers(List.of(fromFile, fromSystem, fromOverrides), environment, problems);
    }

    private static List<Setting> settings(Set<String> keys, Function<String, String> values, String where) {
        return keys.stream()
                .filter(Layers::isOurs)
                .map(key -> KnownKeys.setting(key, values.apply(key), where))
                .toList();
    }

    private static boolean isOurs(String key) {
        return key.startsWith(KnownKeys.PREFIX);
    }

    private List<Setting> known(List<Setting> layer, Consumer<Problem> problems) {
        List<Setting> known = new ArrayList<>();
        for (Setting setting : layer) {
            KnownKeys.problem(setting)
                    .or(() -> problemWithJob(setting))
                    .ifPresentOrElse(problems, () -> known.add(setting));
        }
        return known;
    }

    private Optional<Problem> problemWithJob(Setting setting) {
        return KnownKeys.jobOf(setting)
                .filter(job -> !jobs.contains(job))
                .map(job -> setting.problem("there is no such job; a job is declared in the file or by -P, the"
                        + " environment only changes it"));
    }

    /** The jobs' names in the order in which they first appear. */
    Set<String> jobs() {
        return jobs;
    }

    /** What a job gets: its own keys from any source win over defaults from any source. */
    Collection<Setting> ofJob(String job) {
        Map<String, Setting> merged = new LinkedHashMap<>();
        for (String scope : List.of(KnownKeys.DEFAULTS, KnownKeys.JOB + job + ".")) {
            for (List<Setting> layer : layers) {
                layer.stream()
                        .filter(setting -> setting.scope().equals(scope))
                        .forEach(setting -> merged.put(JobDraft.mergeKey(setting.key()), setting));
            }
        }
        return merged.values();
    }

    /** The setting of an option that belongs to no job. */
    Optional<Setting> global(Option<?> option) {
        return layers.stream()
                .flatMap(Collection::stream)
                .filter(setting -> setting.fullKey().equals(KnownKeys.PREFIX + option.key()))
                .reduce((weaker, stronger) -> stronger);
    }
}
