package org.sakia.job;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sakia.config.JobOptions;
import org.sakia.config.Options;
import org.sakia.config.Strategy;
import org.sakia.request.Rate;

/**
 * The routes of one job: which templates it is made of and what their parameters are. The same parameters do for
 * {@code templatedRoute} in YAML.
 *
 * @param job     its name
 * @param limit   name of the limit whose throttle its requests pass, as routes name it
 * @param limited whether there is such a throttle
 * @param workers workers to start with
 * @param most    workers that there may be once the first answer has shown the latency
 */
public record JobRoutes(String job, JobOptions options, String limit, boolean limited, int workers, int most) {

    /** More than any number of pages that somebody asks for at once. */
    private static final int MOST_THREADS = 10_000;

    /** One route of the job: its id, the template it comes from and the template's parameters. */
    public record TemplatedRoute(String routeId, String templateId, Map<String, Object> parameters) {}

    /** All routes of a job that is not prepared, the throttle that it shares or has alone included. */
    public static List<TemplatedRoute> of(JobOptions options) {
        LimitTerms terms = LimitTerms.of(options);
        String limit = JobLimits.nameFor(options);
        List<TemplatedRoute> routes = new ArrayList<>();
        if (terms.limited()) {
            routes.add(JobLimit.throttle(limit, terms.pace(terms.rates())));
        }
        routes.addAll(new JobRoutes(
                        options.name(),
                        options,
                        limit,
                        terms.limited(),
                        options.workers(),
                        JobParts.mostWorkers(options))
                .inStartOrder());
        return List.copyOf(routes);
    }

    /** The job's routes in the order in which they must start; they stop in reverse. */
    public List<TemplatedRoute> inStartOrder() {
        List<TemplatedRoute> routes = new ArrayList<>();
        routes.add(finish());
        routes.add(deliver());
        routes.addAll(requests());
        routes.addAll(fetches());
        routes.add(new TemplatedRoute(job + "-plan", "sakia-plan", Map.of("job", job, "pages", queue())));
        return List.copyOf(routes);
    }

    /** The routes that ask for one page, alone: what {@code check} needs. */
    public List<TemplatedRoute> requests() {
        List<TemplatedRoute> routes = new ArrayList<>(AuthParts.routes(job, options, limit, limited));
        if (strategy().keepsLimits() || !strategy().hasRate()) {
            routes.add(request("request"));
            return List.copyOf(routes);
        }
        Rate rate = options.rates().stream()
                .min(Comparator.comparingDouble(Rate::perSecond))
                .orElseThrow();
        long period = rate.period().toMillis();
        boolean evenly = strategy() == Strategy.LEAKY_BUCKET;
        routes.add(request("call"));
        routes.add(new TemplatedRoute(
                job + "-request",
                "sakia-request-" + strategy().word(),
                Map.of(
                        "job",
                        job,
                        "permits",
                        rate.requests(),
                        "period",
                        evenly ? Math.max(1, period / rate.requests()) : period)));
        return List.copyOf(routes);
    }

    private TemplatedRoute request(String name) {
        URI url = options.get(Options.URL);
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("job", job);
        parameters.put("name", name);
        parameters.put("method", options.get(Options.METHOD).name());
        parameters.put("url", url.getScheme() + "://" + url.getRawAuthority() + path(url));
        parameters.put("connections", strategy() == Strategy.BURST_GATHER ? MOST_THREADS : most);
        parameters.put("timeout", options.get(Options.TIMEOUT).toMillis());
        parameters.put("limit", limit);
        parameters.put("unlimited", !limited);
        parameters.put("tokenless", options.get(Options.AUTH_TOKEN_URL).isEmpty());
        return new TemplatedRoute(job + "-" + name, "sakia-request", parameters);
    }

    private List<TemplatedRoute> fetches() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("job", job);
        parameters.put("pages", queue());
        parameters.put("workers", workers);
        parameters.put("worker-queue", workerQueue());
        if (!strategy().hasRate()) {
            parameters.put("most-threads", MOST_THREADS);
            return List.of(
                    new TemplatedRoute(job + "-page", "sakia-fetch-once", Map.of("job", job)),
                    new TemplatedRoute(
                            job + "-fetch", "sakia-fetch-" + strategy().word(), parameters));
        }
        parameters.put("retry-attempts", options.get(Options.RETRY_ATTEMPTS));
        parameters.put("retry-delay", atLeastOneMilli(options.get(Options.RETRY_DELAY)));
        parameters.put("retry-max-delay", atLeastOneMilli(options.get(Options.RETRY_MAX_DELAY)));
        return List.of(new TemplatedRoute(job + "-fetch", "sakia-fetch", parameters));
    }

    private Strategy strategy() {
        return options.get(Options.STRATEGY);
    }

    private TemplatedRoute deliver() {
        String route = job + "-deliver";
        return switch (options.get(Options.SINK)) {
            case Options.FILE_SINK ->
                new TemplatedRoute(
                        route,
                        "sakia-deliver-file",
                        Map.of("job", job, "out", options.get(Options.OUT).toString()));
            case Options.KAFKA_SINK ->
                new TemplatedRoute(
                        route,
                        "sakia-deliver-kafka",
                        Map.of(
                                "job", job,
                                "topic", options.get(Options.KAFKA_TOPIC).orElseThrow(),
                                "brokers", options.get(Options.KAFKA_BROKERS).orElseThrow(),
                                "transactional", options.get(Options.KAFKA_TRANSACTIONAL)));
            default ->
                new TemplatedRoute(
                        route, "sakia-deliver-endpoint", Map.of("job", job, "sink", options.get(Options.SINK)));
        };
    }

    private TemplatedRoute finish() {
        return new TemplatedRoute(job + "-finish", "sakia-finish", Map.of("job", job));
    }

    /** Part of the queue waits in the worker pool's own queue, which keeps the workers busy while a page key travels. */
    private int workerQueue() {
        return options.queue(workers) / 2;
    }

    private String queue() {
        return "seda:" + job + "-pages?size=" + (options.queue(workers) - workerQueue())
                + "&blockWhenFull=true&waitForTaskToComplete=Never&purgeWhenStopping=true&pollTimeout=100"
                + "&exceptionHandler=#sakia-" + job + "-escaped";
    }

    private static long atLeastOneMilli(Duration delay) {
        return Math.max(1, delay.toMillis());
    }

    private static String path(URI url) {
        return url.getRawPath() == null ? "" : url.getRawPath();
    }
}
