package org.sakia.config;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.sakia.plan.TotalSource;
import org.sakia.request.Rate;
import org.sakia.request.Template;

/** One job as configured: every option has a value and all of them agree. Immutable, thread-safe. */
public final class JobOptions {

    /** What the pages of an API that answers within this time need. */
    private static final int SECONDS_OF_LATENCY = 30;

    private static final int MOST_WORKERS_BY_DEFAULT = 100;
    private static final int WORKERS_WITHOUT_RATE = 10;
    private static final Duration OVERLAP = Duration.ofMinutes(5);
    private static final String LEDGER_TOPIC_ENDING = "-sakia";

    private final String name;
    private final Map<Option<?>, Object> values;
    private final Set<String> set;
    private final Secrets secrets;

    JobOptions(String name, Map<Option<?>, Object> values, Set<String> set, Secrets secrets) {
        this.name = name;
        this.values = new IdentityHashMap<>(values);
        this.set = Set.copyOf(set);
        this.secrets = secrets;
    }

    /**
     * A job from plain texts, for those who have no properties file.
     *
     * @param name     {@code [a-z0-9-]+}
     * @param settings by keys as in {@code page-size} or {@code query.status}; without placeholders
     * @throws ConfigException with all problems
     */
    public static JobOptions of(String name, Map<String, String> settings) {
        return of(name, settings, JobRules::checkStrategy);
    }

    /** As {@link #of}, with strategies too that no job may have. */
    public static JobOptions forLab(String name, Map<String, String> settings) {
        return of(name, settings, draft -> {});
    }

    private static JobOptions of(String name, Map<String, String> settings, Consumer<JobDraft> strategyRule) {
        List<Problem> problems = new ArrayList<>();
        List<Setting> known = new ArrayList<>();
        settings.forEach((key, value) -> {
            Setting setting = new Setting("", key, value, "job " + name);
            KnownKeys.problemWithOption(key)
                    .ifPresentOrElse(sentence -> problems.add(setting.problem(sentence)), () -> known.add(setting));
        });
        JobDraft draft = new JobDraft(name, "", "job " + name, known, UnaryOperator.identity(), problems::add);
        JobRules.check(draft);
        strategyRule.accept(draft);
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        SecretCollector collector = new SecretCollector(new SecretNames(List.of()), UnaryOperator.identity());
        collector.job(draft);
        return draft.finish(collector.secrets());
    }

    /** The job's name. */
    public String name() {
        return name;
    }

    /** The value of an option of {@link Options#JOB}; maps are sorted by name. */
    @SuppressWarnings("unchecked") // the draft has stored for each option what this very option has read
    public <T> T get(Option<T> option) {
        Object value = values.get(option);
        if (value == null) {
            throw new IllegalArgumentException(option.key() + " is no option of a job");
        }
        return (T) value;
    }

    /** Whether the user has set the option, rather than left its default. */
    public boolean isSet(Option<?> option) {
        return set.contains(option.key());
    }

    /** Takes this job's secrets out of a text. */
    public Secrets secrets() {
        return secrets;
    }

    /** The rates that hold, all of them; empty for no limit. Of {@code rate = auto} those it begins with. */
    public List<Rate> rates() {
        return get(Options.RATE).rates();
    }

    /** Whether the pace follows what the API says. */
    public boolean isAdaptive() {
        return get(Options.RATE_ADAPTIVE) || get(Options.RATE).auto();
    }

    /** What is kept free in each period of this rate. */
    public Duration margin(Rate rate) {
        return get(Options.RATE_MARGIN).orElseGet(rate::defaultMargin);
    }

    /**
     * The most requests in flight: as configured, else what keeps the tightest rate at a latency of 30 s, at most 100;
     * 10 where there is no rate.
     */
    public int workers() {
        return get(Options.WORKERS).orElseGet(() -> rates().stream()
                .min(Comparator.comparingDouble(Rate::perSecond))
                .map(JobOptions::workersFor)
                .orElse(WORKERS_WITHOUT_RATE));
    }

    private static int workersFor(Rate rate) {
        // 0.1/s x 30 s is 3.0000000000000004 in binary: the smallest excess must not cost a worker.
        double needed = Math.ceil(rate.perSecond() * SECONDS_OF_LATENCY - 1e-9);
        return (int) Math.max(1, Math.min(MOST_WORKERS_BY_DEFAULT, needed));
    }

    /** The most pages planned ahead when there are this many workers. */
    public int queue(int workers) {
        return get(Options.QUEUE).orElse(workers);
    }

    /**
     * What identifies the export: if one of these texts changes, the pages delivered so far belong to something else.
     * Free of secrets. Sorted by meaning; the keys are option keys.
     */
    public Map<String, String> fingerprint() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put(Options.URL.key(), urlWithoutSecrets());
        get(Options.QUERY)
                .forEach((parameter, value) -> texts.put(
                        Options.QUERY.key() + "." + parameter,
                        secrets.isSecretName(parameter) ? "***" : secrets.mask(value)));
        texts.put(Options.PAGINATION.key(), ValueTypes.word(get(Options.PAGINATION)));
        texts.put(Options.PAGE_SIZE.key(), get(Options.PAGE_SIZE).toString());
        texts.put(Options.LIMIT_PARAM.key(), get(Options.LIMIT_PARAM).orElse("none"));
        texts.putAll(pagingTexts());
        texts.put(Options.RECORDS.key(), get(Options.RECORDS).toString());
        texts.put(Options.SINK.key(), sinkName());
        if (get(Options.SINK).equals(Options.FILE_SINK) && get(Options.COMPRESS) != Compression.NONE) {
            // A page asked for again would stand there in both forms, and a merge of both cannot be read.
            texts.put(Options.COMPRESS.key(), ValueTypes.word(get(Options.COMPRESS)));
        }
        if (get(Options.SINK).equals(Options.KAFKA_SINK)) {
            texts.put(Options.KAFKA_TOPIC.key(), get(Options.KAFKA_TOPIC).orElse(""));
            texts.put(
                    Options.KAFKA_TRANSACTIONAL.key(),
                    get(Options.KAFKA_TRANSACTIONAL).toString());
            kafkaLedgerTopic().ifPresent(topic -> texts.put(Options.KAFKA_LEDGER_TOPIC.key(), topic));
        }
        return Collections.unmodifiableMap(texts);
    }

    private Map<String, String> pagingTexts() {
        Map<String, String> texts = new LinkedHashMap<>();
        switch (get(Options.PAGINATION)) {
            case OFFSET -> texts.put(Options.OFFSET_PARAM.key(), get(Options.OFFSET_PARAM));
            case PAGE -> {
                texts.put(Options.PAGE_PARAM.key(), get(Options.PAGE_PARAM));
                texts.put(Options.FIRST_PAGE.key(), get(Options.FIRST_PAGE).toString());
            }
            case CURSOR -> {
                texts.put(Options.CURSOR_PARAM.key(), get(Options.CURSOR_PARAM));
                put(texts, Options.CURSOR_PATH);
                put(texts, Options.CURSOR_RECORD);
            }
            case NEXT_URL ->
                texts.put(Options.NEXT_PATH.key(), get(Options.NEXT_PATH).toString());
            case LINK, NONE -> {}
        }
        if (isSet(Options.METHOD)) {
            texts.put(Options.METHOD.key(), get(Options.METHOD).name());
        }
        get(Options.BODY).ifPresent(body -> texts.put(Options.BODY.key(), secrets.mask(body)));
        put(texts, Options.PARTITION_PARAM);
        put(texts, Options.PARTITION_FROM);
        put(texts, Options.PARTITION_WINDOW);
        put(texts, Options.PARTITION_WINDOW_FROM);
        put(texts, Options.PARTITION_WINDOW_TO);
        if (isSet(Options.PARTITION_WINDOW)) {
            texts.put(
                    Options.PARTITION_WINDOW_FORMAT.key(),
                    get(Options.PARTITION_WINDOW_FORMAT).toString());
            texts.put(Options.PARTITION_WINDOW_END.key(), ValueTypes.word(get(Options.PARTITION_WINDOW_END)));
        }
        put(texts, Options.INCREMENTAL_FIELD);
        put(texts, Options.INCREMENTAL_PARAM);
        put(texts, Options.INCREMENTAL_START);
        return texts;
    }

    private void put(Map<String, String> texts, Option<? extends Optional<?>> option) {
        get(option).ifPresent(value -> texts.put(option.key(), value.toString()));
    }

    /** How far an incremental job looks back. */
    public Duration overlap() {
        return get(Options.INCREMENTAL_OVERLAP).orElse(isSet(Options.RECORD_KEY) ? OVERLAP : Duration.ZERO);
    }

    /** Whether the source has parts that are paged on their own. */
    public boolean isPartitioned() {
        return !get(Options.PARTITION_VALUES).isEmpty()
                || isSet(Options.PARTITION_VALUES_FILE)
                || isSet(Options.PARTITION_FROM)
                || isSet(Options.PARTITION_WINDOW);
    }

    /** Where the number of records comes from: where pages are not numbered, only what the user has said. */
    public TotalSource total() {
        return get(Options.PAGINATION).isNumbered() || isSet(Options.TOTAL)
                ? get(Options.TOTAL)
                : new TotalSource.Unknown();
    }

    /** Whether a placeholder such as {@code cursor} stands in the URL, the query or the body. */
    public boolean hasPlaceholder(String name) {
        return Template.has(get(Options.URL).toString(), name)
                || get(Options.QUERY).values().stream().anyMatch(value -> Template.has(value, name))
                || get(Options.BODY).filter(body -> Template.has(body, name)).isPresent();
    }

    /** The topic that says which pages are delivered; empty without transactions. */
    public Optional<String> kafkaLedgerTopic() {
        return get(Options.KAFKA_TRANSACTIONAL)
                ? get(Options.KAFKA_LEDGER_TOPIC)
                        .or(() -> get(Options.KAFKA_TOPIC).map(topic -> topic + LEDGER_TOPIC_ENDING))
                : Optional.empty();
    }

    /** The sink as people name it, without an endpoint's options, which may be long and secret. */
    public String sinkName() {
        String sink = get(Options.SINK);
        if (sink.equals(EndpointJob.sink(name))) {
            return "the route of sakia:" + name;
        }
        int options = sink.indexOf('?');
        return secrets.mask(options < 0 ? sink : sink.substring(0, options));
    }

    private String urlWithoutSecrets() {
        URI url = get(Options.URL);
        String query = UrlQuery.of(url).stream()
                .map(parameter -> secrets.isSecretName(parameter.name()) ? parameter.name() + "=***" : parameter.raw())
                .collect(Collectors.joining("&"));
        String path = url.getRawPath() == null ? "" : url.getRawPath();
        return secrets.mask(
                url.getScheme() + "://" + url.getRawAuthority() + path + (query.isEmpty() ? "" : "?" + query));
    }

    /** The name only, for the values may be secret. */
    @Override
    public String toString() {
        return "job " + name;
    }
}
