package org.sakia.job;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.camel.spi.Registry;
import org.sakia.config.JobOptions;
import org.sakia.config.Options;
import org.sakia.config.QuotaOnEmpty;
import org.sakia.config.Strategy;
import org.sakia.deliver.PageLedger;
import org.sakia.ledger.JobLedger;
import org.sakia.monitor.JobStats;
import org.sakia.page.PageCutter;
import org.sakia.plan.Plan;
import org.sakia.plan.PlanSettings;
import org.sakia.request.AdaptivePace;
import org.sakia.request.Answer;
import org.sakia.request.HttpAttempts;
import org.sakia.request.PageRequest;
import org.sakia.request.PageUrl;
import org.sakia.request.RefusedPage;
import org.sakia.request.RetryAfterDelay;
import org.sakia.request.SendGate;
import org.sakia.request.SlowDown;
import org.sakia.request.TokenBucket;
import org.sakia.request.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The beans of one run, put together from the job's options. The routes know them by the names that {@link #bind}
 * gives them.
 */
final class JobParts {

    private static final Logger LOG = LoggerFactory.getLogger(JobParts.class);
    private static final int MOST_WORKERS = 100;
    private static final Duration EXPECTED_LATENCY = Duration.ofSeconds(30);
    private static final int MOST_SPOOL_MEMORY = 256 * 1024;
    private static final int SPOOL_MEMORY_OF_ALL = 12 * 1024 * 1024;
    private static final String SPOOL_FOLDER = "spool";

    private final JobOptions options;
    private final Path spoolFolder;
    private final JobStats stats = new JobStats();
    private final Strategy strategy;
    private final JobLimit limit;
    private final SendGate gate;
    private final Plan plan;
    private final HttpAttempts attempts;
    private final PageRequest request;
    private final Answer answer;
    private final AuthParts auth;
    private final JobSettings settings;
    private final PageLedger pages;
    private final SinkParts sink;

    JobParts(
            JobOptions options,
            JobLedger ledger,
            JobLimit limit,
            JobSettings settings,
            ScheduledExecutorService timer,
            Consumer<Duration> firstAnswer,
            Consumer<Exception> broken,
            BooleanSupplier complete) {
        this.options = options;
        this.settings = settings;
        if (settings.mode().retryFailed()) {
            ledger.retryFailed();
        }
        UnaryOperator<String> mask = settings.secrets()::mask;
        strategy = options.get(Options.STRATEGY);
        this.limit = limit;
        gate = new SendGate(
                limit.limit(),
                options.get(Options.QUOTA_ON_EMPTY) == QuotaOnEmpty.PAUSE
                        && !settings.mode().check());
        JobPaging paging = new JobPaging(options);
        plan = new Plan(
                ledger,
                new PlanSettings(
                        paging.paging(),
                        paging.partitions(ledger::round, parentValues(options, settings)),
                        options.total(),
                        options.get(Options.PAGE_SIZE),
                        settings.mode().mostPages().orElse(Long.MAX_VALUE),
                        options.queue(mostWorkers()) + mostWorkers(),
                        options.get(Options.ALLOW_REPEATS),
                        !settings.mode().check()),
                firstAnswer);
        attempts = new HttpAttempts(gate, options.get(Options.TIMEOUT), timer, stats, limit::departs);
        PageUrl url = new PageUrl(
                options.get(Options.URL),
                options.get(Options.QUERY),
                settings.secrets()::isSecretName,
                settings.secrets()::isIn);
        RefusedPage refusedPage = new RefusedPage(plan);
        auth = new AuthParts(options, settings, limit, gate, attempts, timer);
        request = new PageRequest(url, options.get(Options.BODY), auth.credentials(), plan, gate, attempts);
        spoolFolder = settings.state().resolve(SPOOL_FOLDER).resolve(options.name());
        Answer.SpoolSettings spool =
                new Answer.SpoolSettings(Math.min(MOST_SPOOL_MEMORY, SPOOL_MEMORY_OF_ALL / mostWorkers()), spoolFolder);
        SlowDown slowDown = new SlowDown(limit.limit(), limit::announced, stats, Clock.systemUTC(), mask);
        AtomicBoolean everDelivered = new AtomicBoolean(ledger.totals().deliveredPages() > 0);
        Verdict verdict = new Verdict(
                options.get(Options.URL),
                auth.origins(),
                auth.credentials(),
                options.get(Options.RETRY_STATUSES),
                options.get(Options.TIMEOUT),
                options.get(Options.HOLD_MAX),
                options.isSet(Options.TOTAL) && options.get(Options.TOTAL).isInAnswers(),
                paging.conditions(),
                refusedPage,
                gate,
                slowDown,
                stats,
                () -> everDelivered.get() || stats.requestsOk() > 0,
                mask);
        answer = new Answer(
                new PageCutter(paging.format(), mask),
                spool,
                new Answer.Reading(options.total(), paging.next(), auth.origins(), url),
                plan,
                gate,
                slowDown,
                attempts,
                verdict,
                refusedPage,
                stats);
        pages = new PageLedger(ledger, plan, stats, mask, broken);
        sink = new SinkParts(options, ledger, settings, spool, mostWorkers(), complete);
    }

    /** Puts the beans where the routes look for them: {@code sakia-<job>-<part>}. */
    void bind(Registry registry, ExportJob job) {
        beans(job).forEach(registry::bind);
    }

    /** Takes the beans out again. */
    void unbind(Registry registry, ExportJob job) {
        beans(job).keySet().forEach(registry::unbind);
    }

    private Map<String, Object> beans(ExportJob job) {
        String prefix = "sakia-" + options.name() + "-";
        Map<String, Object> beans = new LinkedHashMap<>();
        beans.put(prefix + "job", job);
        beans.put(prefix + "escaped", new EscapedFailure(gate, job::fail));
        beans.put(prefix + "plan", plan);
        beans.put(prefix + "request", request);
        beans.put(prefix + "http", attempts);
        if (strategy == Strategy.TOKEN_BUCKET) {
            beans.put(prefix + "bucket", new TokenBucket(options.rates()));
        }
        if (strategy == Strategy.ADAPTIVE) {
            beans.put(prefix + "adaptive", new AdaptivePace(options.rates()));
        }
        beans.put(prefix + "answer", answer);
        beans.put(prefix + "retry-after", new RetryAfterDelay());
        beans.put(prefix + "pages", pages);
        auth.beans(settings).forEach((part, bean) -> beans.put(prefix + part, bean));
        sink.beans().forEach((part, bean) -> beans.put(prefix + part, bean));
        return beans;
    }

    JobRoutes routes() {
        return new JobRoutes(options.name(), options, limit.name(), limit.limited(), options.workers(), mostWorkers());
    }

    JobStats stats() {
        return stats;
    }

    Plan plan() {
        return plan;
    }

    SendGate gate() {
        return gate;
    }

    SinkParts sink() {
        return sink;
    }

    /** From now on no request starts. */
    void stopRequests(String why) {
        gate.close(why);
        auth.close(why);
    }

    /** Cuts what is under way. */
    void cut() {
        attempts.cutAll();
        auth.cut();
        sink.cut();
    }

    /**
     * Workers that keep the rate at a latency like the first one, and at 30 s in any case. Little's law: in flight =
     * rate x latency.
     */
    int workersFor(Duration firstLatency) {
        if (options.get(Options.WORKERS).isPresent() || options.rates().isEmpty()) {
            return options.workers();
        }
        Duration latency = firstLatency.multipliedBy(2);
        double seconds = Math.max(latency.toNanos(), EXPECTED_LATENCY.toNanos()) / 1e9;
        double perSecond = limit.rates().stream()
                .mapToDouble(rate -> rate.perSecond())
                .min()
                .orElseThrow();
        return (int) Math.max(1, Math.min(MOST_WORKERS, Math.ceil(perSecond * seconds - 1e-9)));
    }

    /**
     * Removes what a killed process left of temp files; the job's lock says that no other uses them. Those of this one
     * stay: a host may hold bodies of an earlier run in a queue of its own.
     */
    void clearSpool() {
        FileTime begin =
                FileTime.fromMillis(ManagementFactory.getRuntimeMXBean().getStartTime());
        try (Stream<Path> left = Files.isDirectory(spoolFolder) ? Files.list(spoolFolder) : Stream.empty()) {
            for (Path file : left.toList()) {
                if (Files.getLastModifiedTime(file).compareTo(begin) < 0) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            LOG.warn(
                    "{}: old temporary files in {} could not be removed: {}",
                    options.name(),
                    spoolFolder,
                    e.getMessage());
        }
    }

    /** Why nothing moves at the moment: the API, or else the sink. */
    Optional<String> waitingFor() {
        return gate.waitingFor().or(auth::waitingFor).or(sink::waitingFor);
    }

    private int mostWorkers() {
        return mostWorkers(options);
    }

    /** Workers that a job may come to have. */
    static int mostWorkers(JobOptions options) {
        boolean mayGrow =
                options.get(Options.WORKERS).isEmpty() && !options.rates().isEmpty();
        return mayGrow ? MOST_WORKERS : options.workers();
    }

    private static Optional<Iterable<String>> parentValues(JobOptions options, JobSettings settings) {
        return options.get(Options.PARTITION_FROM)
                .map(records -> new ParentValues(
                        settings.others()
                                .apply(records.job())
                                .orElseThrow(() -> new IllegalArgumentException(
                                        "partition-from: there is no job " + records.job())),
                        records));
    }
}
