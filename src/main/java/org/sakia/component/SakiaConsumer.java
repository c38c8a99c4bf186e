package org.sakia.component;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.Service;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.StartupListener;
import org.apache.camel.Suspendable;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.spi.ShutdownPrepared;
import org.apache.camel.spi.ShutdownStrategy;
import org.apache.camel.support.DefaultConsumer;
import org.sakia.config.EndpointJob;
import org.sakia.config.JobOptions;
import org.sakia.config.Options;
import org.sakia.job.JobReport;
import org.sakia.ledger.JobState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a job while its route runs, and gives the route its pages. When the job is complete the route goes on, idle;
 * {@link #report()} tells.
 *
 * <p>The job's own routes start when the context has started, and go when the route stops: under a graceful shutdown no
 * request starts from its first moment on, and what is in flight goes through the route before it stops. Suspending ends
 * the run in the same way, and resuming begins another, which goes on where that one ended.
 */
public final class SakiaConsumer extends DefaultConsumer implements Suspendable, ShutdownAware, StartupListener {

    private static final Logger LOG = LoggerFactory.getLogger(SakiaConsumer.class);
    private static final Duration RESERVE = Duration.ofSeconds(2);
    private static final Duration WAY_HOME = Duration.ofSeconds(5);
    private static final Duration RESUME_TICK = Duration.ofMillis(50);
    private static final int FAILED_PAGES_TOLD = 3;
    private static final long NEVER = Long.MAX_VALUE;

    private final SakiaEndpoint endpoint;
    private final EndpointJob described;
    private final JobOptions options;
    private final AtomicReference<Optional<HostedJob>> run = new AtomicReference<>(Optional.empty());
    private volatile CompletableFuture<JobReport> report = new CompletableFuture<>();
    private final AtomicInteger resumes = new AtomicInteger();
    private final AtomicLong cutAt = new AtomicLong(NEVER);
    private final Removal removal = new Removal();

    SakiaConsumer(SakiaEndpoint endpoint, Processor processor, EndpointJob described) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.described = described;
        this.options = described.options();
        setExceptionHandler(new EndLog(endpoint.getCamelContext()));
    }

    /**
     * What the present run comes to, or the last one came to: complete when the job has ended, well or not, or was
     * stopped (state {@code interrupted}). A route that is resumed has another one. Do not stop the context in an action
     * that runs with its completion; let the thread that waits do it.
     */
    public CompletableFuture<JobReport> report() {
        return report.copy();
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        LostDashes.in(options.get(Options.HEADER).keySet())
                .forEach((name, meant) -> LOG.warn(
                        "{}: sends the header {}. If {} is meant: in the parameters of a YAML route Camel takes the dashes"
                                + " out of names; write header.{} there",
                        endpoint.getJob(),
                        name,
                        meant,
                        meant.replace("-", "%2D")));
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        take();
        if (getRoute() != null) {
            getRoute().addService(removal);
        }
        CamelContext context = endpoint.getCamelContext();
        context.addStartupListener(this);
        if (context.isStarted()) {
            run.get().ifPresent(HostedJob::begin);
        }
    }

    /** Does nothing: Camel calls this in the middle of starting any route, another job's too. */
    @Override
    public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {}

    /** Routes that are added earlier would never start. */
    @Override
    public void onCamelContextFullyStarted(CamelContext context, boolean alreadyStarted) {
        run.get().ifPresent(HostedJob::begin);
    }

    private void take() {
        cutAt.set(NEVER);
        report = new CompletableFuture<>();
        CompletableFuture<JobReport> mine = report;
        HostedJob taken = HostedJob.take(
                endpoint.getCamelContext(),
                described,
                endpoint.isRetryFailed(),
                new HandOver(
                        this,
                        endpoint.isSplit(),
                        described.state().resolve("spool").resolve(endpoint.getJob())),
                this::heard);
        taken.report().whenComplete((result, failure) -> {
            if (failure == null) {
                mine.complete(result);
            } else {
                mine.completeExceptionally(failure);
            }
        });
        run.set(Optional.of(taken));
    }

    private void heard(JobReport result) {
        switch (JobState.ofWord(result.state())) {
            case COMPLETE, INTERRUPTED -> LOG.info("{}", result.sentence());
            case FAILED_PAGES -> fail(result, failedPages(result));
            default -> fail(result, result.sentence());
        }
    }

    private String failedPages(JobReport result) {
        return result.sentence() + " "
                + run.get().flatMap(job -> job.failedPages(FAILED_PAGES_TOLD)).orElse("The ledger has the reasons")
                + ". Start the route with retryFailed=true to take failed pages up again.";
    }

    private void fail(JobReport result, String message) {
        handleException(
                "job " + result.job() + " has not ended well",
                new JobFailedException(EndpointJob.camelCase(message), result));
    }

    /** Told first when the route or the context is shut down: the gate closes, and the route is to stay till all has landed. */
    @Override
    public boolean deferShutdown(ShutdownRunningTask shutdownRunningTask) {
        stopRequests();
        return true;
    }

    /** Asked every second during a shutdown. */
    @Override
    public int getPendingExchangesSize() {
        if (System.nanoTime() > cutAt.get()) {
            run.get().ifPresent(HostedJob::cut);
        }
        return run.get().map(HostedJob::inFlight).orElse(0);
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        stopRequests();
    }

    @Override
    protected void doSuspend() {
        land();
    }

    @Override
    protected void doResume() {
        CamelContext context = endpoint.getCamelContext();
        if (context.isStarted()) {
            again();
            return;
        }
        // The context itself resumes, and starts no new route till it has; it tells nobody then.
        int mine = resumes.incrementAndGet();
        context.getExecutorServiceManager()
                .newThread("sakia-" + endpoint.getJob() + "-resume", () -> {
                    try {
                        while (isRunAllowed() && !context.isStarted()) {
                            Thread.sleep(RESUME_TICK.toMillis());
                        }
                        if (mine == resumes.get()) {
                            again();
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } catch (RuntimeException e) {
                        handleException("job " + endpoint.getJob() + " is not resumed", e);
                    }
                })
                .start();
    }

    /** Without a lock: whoever stops the route holds the context's, which the routes of a run need as well. */
    private void again() {
        if (!isRunAllowed()) {
            return;
        }
        run.get().ifPresent(HostedJob::close);
        take();
        if (isRunAllowed()) {
            run.get().ifPresent(HostedJob::begin);
        } else {
            remove();
        }
    }

    @Override
    protected void doStop() throws Exception {
        land();
        if (getRoute() == null) {
            remove();
        }
        super.doStop();
    }

    private void stopRequests() {
        ShutdownStrategy host = endpoint.getCamelContext().getShutdownStrategy();
        long patience = host.getTimeUnit().toNanos(host.getTimeout());
        cutAt.compareAndSet(NEVER, System.nanoTime() + Math.max(patience / 2, patience - RESERVE.toNanos()));
        run.get().ifPresent(HostedJob::stop);
    }

    private void land() {
        stopRequests();
        boolean forced = endpoint.getCamelContext().getShutdownStrategy().isTimeoutOccurred();
        if (forced) {
            run.get().ifPresent(HostedJob::cut);
        }
        run.get()
                .ifPresent(job -> job.awaitLanded(
                        forced ? RESERVE : options.get(Options.STOP_TIMEOUT).plus(WAY_HOME)));
    }

    private void remove() {
        run.getAndSet(Optional.empty()).ifPresent(HostedJob::close);
    }

    /** Stops with the route, but after the shutdown, when routes can be removed again. */
    private final class Removal implements Service, ShutdownPrepared {

        @Override
        public void start() {
            // It begins with the consumer.
        }

        @Override
        public void prepareShutdown(boolean suspendOnly, boolean forced) {
            stopRequests();
        }

        @Override
        public void stop() {
            remove();
        }
    }
}
