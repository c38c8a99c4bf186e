package org.sakia.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One job as the options of a Camel endpoint {@code sakia:<job>} describe it: the options of the configuration file in
 * camelCase, less those that say where records go, since they go into the endpoint's route. Immutable.
 */
public final class EndpointJob {

    private static final Pattern JOB_NAME = Pattern.compile("[a-z0-9-]+");
    private static final Pattern KEBAB = Pattern.compile("(?<![\\w./-])[a-z]+(?:-[a-z]+)+(?![\\w-])");

    private static final Set<Option<?>> FOR_FILES_ONLY = Set.of(
            Options.SINK, Options.OUT, Options.COMPRESS, Options.MERGE, Options.MERGE_SIZE, Options.PARTITION_FROM);

    /** Every option of an endpoint that is one of the configuration's too, in the order of the documentation. */
    public static final List<Option<?>> OPTIONS = Stream.concat(
                    Stream.of(Options.STATE),
                    Stream.concat(
                            Options.JOB.stream().filter(option -> !isElsewhere(option)),
                            Stream.of(Options.SECRET_PARAMS)))
            .toList();

    private static final Map<String, Option<?>> ELSEWHERE = Options.JOB.stream()
            .filter(EndpointJob::isElsewhere)
            .collect(Collectors.toMap(Option::camelCaseKey, Function.identity()));

    private final Path state;
    private final Secrets secrets;
    private final Optional<JobOptions> options;
    private final List<Problem> problems;

    private EndpointJob(Path state, Secrets secrets, Optional<JobOptions> options, List<Problem> problems) {
        this.state = state;
        this.secrets = secrets;
        this.options = options;
        this.problems = List.copyOf(problems);
    }

    /**
     * Reads an endpoint. What is wrong with it is said by {@link #options()}.
     *
     * @param name    the job's
     * @param texts   by names such as {@code pageSize} or {@code query.status}; without placeholders
     * @param unknown names that nobody knows what to do with
     * @param others  names of options that belong to Camel or the component, for "did you mean"
     */
    public static EndpointJob read(
            String name, Map<String, String> texts, Collection<String> unknown, Collection<String> others) {
        String endpoint = "sakia:" + name;
        Set<Problem> problems = new LinkedHashSet<>();
        if (!JOB_NAME.matcher(name).matches()) {
            problems.add(new Problem("", endpoint, "'" + name + "' is no job name; use a-z, 0-9 and - only"));
        }
        unknown.forEach(key -> problems.add(new Problem(key, endpoint, sentence(key, others))));
        Map<String, Setting> settings = OPTIONS.stream()
                .flatMap(option -> settings(option, texts, endpoint))
                .collect(Collectors.toMap(Setting::key, Function.identity()));

        List<String> secretWords = new ArrayList<>();
        single(Options.SECRET_PARAMS, settings, problems).ifPresent(secretWords::addAll);
        Optional<Path> state = single(Options.STATE, settings, problems);
        if (!settings.containsKey(Options.STATE.key())) {
            problems.add(new Problem(
                    Options.STATE.key(), endpoint, "is missing; name the folder that remembers what was delivered"));
        }
        List<Setting> ofJob = new ArrayList<>(settings.values().stream()
                .filter(setting -> Options.find(setting.key()).isPresent())
                .toList());
        ofJob.add(new Setting("", Options.SINK.key(), sink(name), endpoint));
        JobDraft draft = new JobDraft(name, "", endpoint, ofJob, UnaryOperator.identity(), problems::add);
        SecretCollector collector = new SecretCollector(new SecretNames(secretWords), UnaryOperator.identity());
        collector.job(draft);
        JobRules.check(draft);
        JobRules.checkStrategy(draft);
        Secrets secrets = collector.secrets();
        return new EndpointJob(
                state.orElse(Path.of("")),
                secrets,
                problems.isEmpty() ? Optional.of(draft.finish(secrets)) : Optional.empty(),
                problems.stream()
                        .map(EndpointJob::inItsWords)
                        .map(problem -> new Problem(problem.key(), problem.where(), secrets.mask(problem.sentence())))
                        .toList());
    }

    /** The sink of such a job: the bean that leads back to the endpoint's consumer. */
    public static String sink(String job) {
        return "bean:" + consumerBean(job);
    }

    /** The name in the registry of what takes the job's pages. */
    public static String consumerBean(String job) {
        return "sakia-" + job + "-consumer";
    }

    /**
     * The job, if nothing is wrong with it.
     *
     * @throws ConfigException with all problems, in the words of the endpoint; free of secrets
     */
    public JobOptions options() {
        return options.orElseThrow(() -> new ConfigException(problems));
    }

    /** What is wrong with it, in the words of the endpoint; free of secrets. */
    public List<Problem> problems() {
        return problems;
    }

    /** The same mistakes, in the words of an endpoint. */
    public static ConfigException inItsWords(ConfigException found) {
        return new ConfigException(
                found.problems().stream().map(EndpointJob::inItsWords).toList());
    }

    private static Problem inItsWords(Problem problem) {
        return new Problem(camelCase(problem.key()), problem.where(), camelCase(problem.sentence()));
    }

    /** The folder of the ledger; of no use before {@link #options()} has said that nothing is wrong. */
    public Path state() {
        return state;
    }

    /** Takes the secrets of these options out of a text, whether or not something is wrong with them. */
    public Secrets secrets() {
        return secrets;
    }

    /** A text about options of the configuration file, with the names that they have in an endpoint. */
    public static String camelCase(String text) {
        return KEBAB.matcher(text)
                .replaceAll(
                        found -> Matcher.quoteReplacement(Stream.concat(Options.JOB.stream(), Options.GLOBAL.stream())
                                .filter(option -> option.key().equals(found.group()))
                                .map(Option::camelCaseKey)
                                .findFirst()
                                .orElse(found.group())));
    }

    private static boolean isElsewhere(Option<?> option) {
        return FOR_FILES_ONLY.contains(option) || option.key().startsWith(Options.KAFKA_SINK);
    }

    private static Stream<Setting> settings(Option<?> option, Map<String, String> texts, String where) {
        if (option.isMap()) {
            String prefix = option.camelCaseKey() + ".";
            return texts.entrySet().stream()
                    .filter(entry -> entry.getKey().startsWith(prefix))
                    .map(entry -> new Setting("", entry.getKey(), entry.getValue(), where));
        }
        return Stream.ofNullable(texts.get(option.camelCaseKey()))
                .map(text -> new Setting("", option.key(), text, where));
    }

    private static <T> Optional<T> single(Option<T> option, Map<String, Setting> settings, Set<Problem> problems) {
        return Optional.ofNullable(settings.get(option.key())).flatMap(setting -> {
            try {
                return Optional.of(option.parse(setting.value()));
            } catch (IllegalArgumentException e) {
                problems.add(setting.problem(e.getMessage()));
                return Optional.empty();
            }
        });
    }

    private static String sentence(String key, Collection<String> others) {
        Option<?> elsewhere = ELSEWHERE.get(key);
        if (elsewhere != null || key.startsWith(Options.KAFKA_PRODUCER.key() + ".")) {
            return elsewhere == Options.PARTITION_FROM
                    ? "needs a job that writes files, and an endpoint's job does not; take partitionValuesFile"
                    : "is no option of an endpoint: its records go into the route that consumes from it; take it out,"
                            + " and write the target there";
        }
        List<String> known = Stream.concat(OPTIONS.stream().map(Option::camelCaseKey), others.stream())
                .toList();
        return "is no option of this endpoint"
                + KnownKeys.nearest(key, known)
                        .map(near -> "; did you mean " + near + "?")
                        .orElse("; docs/component.md lists them");
    }
}
