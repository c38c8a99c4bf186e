package org.sakia.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Reads the configuration from all its sources and reports everything that is wrong with it at once. */
public final class ConfigLoader {

    /** What a first job needs, with a name and values to replace. */
    public static final List<String> FIVE_LINES = List.of(
            "sakia.job.orders.url = https://api.example.com/orders",
            "sakia.job.orders.rate = 100/60s",
            "sakia.job.orders.page-size = 100",
            "sakia.job.orders.records = results",
            "sakia.job.orders.total = count");

    private static final String CAMEL = "camel.";

    private final Set<Problem> problems = new LinkedHashSet<>();
    private final Placeholders placeholders;

    private ConfigLoader(UnaryOperator<String> placeholders) {
        this.placeholders = new Placeholders(placeholders);
    }

    /**
     * Reads a configuration. A job's own key wins over {@code sakia.defaults.}; among keys of the same kind the sources
     * win in the order of the parameters: overrides, system properties, environment, file.
     *
     * @param overrides    full keys with values, from {@code -P}
     * @param placeholders resolves <code>{{...}}</code> in a value, or throws; Camel's property placeholders
     * @throws ConfigException with all problems; free of secrets
     */
    public static SakiaConfig load(
            Path file,
            Map<String, String> overrides,
            Map<String, String> environment,
            Properties system,
            UnaryOperator<String> placeholders) {
        return new ConfigLoader(placeholders).read(file, overrides, environment, system);
    }

    private SakiaConfig read(
            Path path, Map<String, String> overrides, Map<String, String> environment, Properties system) {
        PropertiesFile file = PropertiesFile.read(path, problems::add);
        Layers layers = Layers.read(file, environment, system, overrides, problems::add);
        if (layers.jobs().isEmpty()) {
            problems.add(new Problem("", path.toString(), noJob()));
        }

        SecretNames secretNames = new SecretNames(global(layers, Options.SECRET_PARAMS, placeholders));
        SecretCollector collector = new SecretCollector(secretNames, placeholders);
        UnaryOperator<String> resolve = raw -> {
            collector.placeholdersIn(raw);
            return placeholders.apply(raw);
        };
        Path state = global(layers, Options.STATE, resolve);
        boolean watch = global(layers, Options.WATCH, resolve);
        new CamelReload(placeholders, problems::add).check(file, overrides, environment, system);
        file.entries().stream()
                .filter(entry -> !entry.key().startsWith(KnownKeys.PREFIX))
                .forEach(entry -> collector.property(entry.key(), entry.value()));
        overrides.entrySet().stream()
                .filter(entry -> !entry.getKey().startsWith(KnownKeys.PREFIX))
                .forEach(entry -> collector.property(entry.getKey(), entry.getValue()));
        List<JobDraft> drafts = drafts(layers, path.toString(), resolve);
        drafts.forEach(collector::job);
        drafts.forEach(JobRules::check);
        drafts.forEach(JobRules::checkStrategy);
        JobRules.checkTogether(drafts);

        Secrets secrets = collector.secrets();
        if (!problems.isEmpty()) {
            throw new ConfigException(problems.stream()
                    .map(problem -> new Problem(problem.key(), problem.where(), secrets.mask(problem.sentence())))
                    .toList());
        }
        List<JobOptions> jobs =
                drafts.stream().map(draft -> draft.finish(secrets)).toList();
        return new SakiaConfig(path.toString(), state, watch, secrets, jobs, camelProperties(file, overrides));
    }

    private static String noJob() {
        return "no job is declared; write one, for example:" + System.lineSeparator() + "  "
                + String.join(System.lineSeparator() + "  ", FIVE_LINES);
    }

    private List<JobDraft> drafts(Layers layers, String file, UnaryOperator<String> resolve) {
        List<JobDraft> drafts = new ArrayList<>();
        for (String job : layers.jobs()) {
            String scope = KnownKeys.JOB + job + ".";
            drafts.add(new JobDraft(job, scope, file, layers.ofJob(job), resolve, problems::add));
        }
        return drafts;
    }

    private <T> T global(Layers layers, Option<T> option, UnaryOperator<String> resolve) {
        Optional<T> value = layers.global(option).flatMap(setting -> {
            try {
                return Optional.of(option.parse(resolve.apply(setting.value())));
            } catch (IllegalArgumentException e) {
                problems.add(setting.problem(e.getMessage()));
                return Optional.empty();
            }
        });
        return value.or(() -> option.defaultFor("")).orElseThrow();
    }

    private static Map<String, String> camelProperties(PropertiesFile file, Map<String, String> overrides) {
        Map<String, String> camel = new LinkedHashMap<>();
        file.entries().stream()
                .filter(entry -> entry.key().startsWith(CAMEL))
                .forEach(entry -> camel.put(entry.key(), entry.value()));
        overrides.forEach((key, value) -> {
            if (key.startsWith(CAMEL)) {
                camel.put(key, value);
            }
        });
        return camel;
    }
}
