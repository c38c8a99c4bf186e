package org.sakia.job;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.ServiceStatus;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.processor.ThreadsProcessor;
import org.apache.camel.processor.TotalRequestsThrottler;
import org.apache.camel.spi.ShutdownPrepared;
import org.apache.camel.support.builder.ExpressionBuilder;
import org.apache.camel.support.service.ServiceHelper;
import org.sakia.config.JobOptions;
import org.sakia.job.JobRoutes.TemplatedRoute;
import org.sakia.request.JobAbortedException;
import org.sakia.request.Pace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One job's routes in a context: created from their templates, stopped, removed. Thread-safe as the context is. */
final class RunningRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(RunningRoutes.class);

    private final CamelContext context;
    private final JobOptions options;
    private volatile int grown;

    RunningRoutes(CamelContext context, JobOptions options) {
        this.context = context;
        this.options = options;
    }

    /**
     * Creates a route; it starts with the context, or at once if that has started.
     *
     * @throws JobAbortedException if it cannot be created, for example because its sink's URI is none
     */
    void add(TemplatedRoute route) throws JobAbortedException {
        if (context.getRoute(route.routeId()) != null) {
            // Camel would take the other one away for it.
            throw new JobAbortedException("the context has a route " + route.routeId() + " already, and job "
                    + options.name() + " needs one of that name; rename the route or the job");
        }
        try {
            TemplatedRouteBuilder.builder(context, route.templateId())
                    .routeId(route.routeId())
                    .parameters(route.parameters())
                    .handler(ErrorsCaught::in)
                    .add();
            if (context.isStarted()
                    && context.getRouteController().getRouteStatus(route.routeId()) != ServiceStatus.Started) {
                // Where the host starts its routes by hand, or has them supervised, ours are not left to that.
                context.getRouteController().startRoute(route.routeId());
            }
            resize(grown);
        } catch (Exception e) {
            throw new JobAbortedException(
                    "the route " + route.routeId() + " cannot be created: "
                            + options.secrets().mask(RoutePlace.rootMessage(e)),
                    e);
        }
    }

    /** Stops a route if it runs, and waits for what it has in work. */
    void stop(String routeId, Duration patience) {
        ServiceStatus status = context.getRouteController().getRouteStatus(routeId);
        if (status == null || status.isStopped()) {
            return;
        }
        try {
            context.getRouteController().stopRoute(routeId, patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (Exception e) {
            LOG.warn("{}: the route {} did not stop", options.name(), routeId, e);
        }
    }

    /** Exchanges in a route that have not ended. */
    int inFlight(String routeId) {
        return context.getInflightRepository().size(routeId);
    }

    /** Ends the waits between attempts in a route, as its stop would do. */
    void endDelays(String routeId) {
        Stream.ofNullable(context.getRoute(routeId))
                .flatMap(route -> route.getServices().stream())
                .flatMap(service -> ServiceHelper.getChildServices(service, true).stream())
                .filter(service -> service instanceof ShutdownPrepared && !(service instanceof Consumer))
                .distinct()
                .forEach(service -> ((ShutdownPrepared) service).prepareShutdown(false, false));
    }

    /** Stops and removes routes, the last one first. */
    void remove(List<TemplatedRoute> inStartOrder, Duration patience) {
        List<TemplatedRoute> lastFirst = new ArrayList<>(inStartOrder);
        Collections.reverse(lastFirst);
        for (TemplatedRoute route : lastFirst) {
            stop(route.routeId(), patience);
            try {
                context.removeRoute(route.routeId());
            } catch (Exception e) {
                LOG.warn("{}: the route {} could not be removed", options.name(), route.routeId(), e);
            }
        }
    }

    /** Whether a route of the job is there. */
    boolean has(TemplatedRoute route) {
        return context.getRoute(route.routeId()) != null;
    }

    /** Whether one of these routes has an exchange in work. */
    boolean isAnyAtWork(List<TemplatedRoute> routes) {
        return routes.stream().anyMatch(route -> context.getInflightRepository().size(route.routeId()) > 0);
    }

    /** Lets the fetch route have this many workers, if it has fewer; one that takes its place has them as well. */
    void growWorkers(int wanted, Duration firstLatency) {
        if (resize(wanted)) {
            grown = wanted;
            LOG.info(
                    "{}: the first answer took {} ms, so {} workers keep the rate",
                    options.name(),
                    firstLatency.toMillis(),
                    wanted);
        }
    }

    private boolean resize(int workers) {
        Optional<ThreadPoolExecutor> smaller = workerPool().filter(pool -> pool.getMaximumPoolSize() < workers);
        smaller.ifPresent(pool -> {
            pool.setMaximumPoolSize(workers);
            pool.setCorePoolSize(workers);
        });
        return smaller.isPresent();
    }

    /** Sets the throttler of a route to another pace, while it is at work. */
    void repace(String routeId, Pace pace) {
        Stream.ofNullable(context.getRoute(routeId))
                .flatMap(route -> route.filter("*").stream())
                .filter(TotalRequestsThrottler.class::isInstance)
                .map(TotalRequestsThrottler.class::cast)
                .forEach(throttler -> {
                    throttler.setMaximumRequestsExpression(ExpressionBuilder.constantExpression(pace.permits()));
                    throttler.setTimePeriodMillis(pace.period().toMillis());
                });
    }

    /** Found by what it is: Camel puts a prefix of its own before the ids of a template's steps. */
    private Optional<ThreadPoolExecutor> workerPool() {
        return Stream.ofNullable(context.getRoute(options.name() + "-fetch"))
                .flatMap(route -> route.filter("*").stream())
                .filter(ThreadsProcessor.class::isInstance)
                .map(step -> ((ThreadsProcessor) step).getExecutorService())
                .filter(ThreadPoolExecutor.class::isInstance)
                .map(ThreadPoolExecutor.class::cast)
                .findFirst();
    }
}
