package org.sakia.job;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.sakia.config.JobOptions;
import org.sakia.config.Options;
import org.sakia.config.ParentRecords;
import org.sakia.job.JobRoutes.TemplatedRoute;
import org.sakia.ledger.JobLedger;
import org.sakia.ledger.JobState;
import org.sakia.ledger.Totals;
import org.sakia.monitor.JobStats;
import org.sakia.plan.Plan;
import org.sakia.request.JobAbortedException;

/**
 * One run of a job inside a CamelContext: puts its parts together, adds the routes from their templates, and takes all
 * out again. The pipeline itself stands in the routes; {@code Beginning}, {@code Ending} and {@code Landing} say how a run
 * begins, ends, and lets the last pages land.
 *
 * <p>Thread-safe. {@link #close} gives back what the run holds, the job's lock included.
 */
public final class ExportJob implements AutoCloseable {

    private static final Duration AT_ONCE = Duration.ofMillis(100);

    private final CamelContext context;
    private final JobOptions options;
    private final JobLedger ledger;
    private final JobLimit limit;
    private final JobParts parts;
    private final RunningRoutes running;
    private final Changeover changeover;
    private final ScheduledExecutorService timer;
    private final Beginning beginning;
    private final Landing landing;
    private final Ending ending;
    private final Check check;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * Prepares a run: the beans that the routes name stand in the registry afterwards.
     *
     * @param context where the routes run; the templates must be loaded there
     * @param ledger  the job's, taken for this process; closed with this run
     * @throws org.sakia.ledger.JobLockedException if another process has the job's limit group
     */
    public ExportJob(CamelContext context, JobOptions options, JobLedger ledger, JobSettings settings) {
        this.context = context;
        this.options = options;
        this.ledger = ledger;
        this.running = new RunningRoutes(context, options);
        this.limit = JobLimits.in(context).join(options, ledger);
        this.timer = context.getExecutorServiceManager()
                .newSingleThreadScheduledExecutor(this, options.name() + "-deadlines");
        try {
            this.parts = new JobParts(
                    options, ledger, limit, settings, timer, this::sizeWorkers, this::fail, this::isComplete);
        } catch (RuntimeException e) {
            JobLimits.in(context).leave(limit);
            context.getExecutorServiceManager().shutdownNow(timer);
            throw e;
        }
        if (options.get(Options.SINK).equals(Options.KAFKA_SINK)) {
            // Camel gives a component the only client factory that it finds; ours is not for the host's endpoints.
            context.getComponent(Options.KAFKA_SINK);
        }
        this.beginning = new Beginning(options, ledger, limit, running, parts);
        this.ending = new Ending(options, ledger, parts);
        this.changeover =
                new Changeover(options, plan(), running, limit, routes().inStartOrder(), ending::isDecided, this::fail);
        this.landing = new Landing(options, running, changeover, parts, timer);
        this.check = new Check(context, options, limit, running, parts);
        parts.bind(context.getRegistry(), this);
    }

    /** The job's name. */
    public String name() {
        return options.name();
    }

    /** The job whose records give this one its partitions, and which must be complete before it starts. */
    public Optional<String> parent() {
        return options.get(Options.PARTITION_FROM).map(ParentRecords::job);
    }

    /** What its routes are made of. */
    public JobRoutes routes() {
        return parts.routes();
    }

    /** What this run has done so far. */
    public JobStats stats() {
        return parts.stats();
    }

    /** What there is to do. */
    public Plan plan() {
        return parts.plan();
    }

    /** Pages that earlier runs delivered and this one need not ask for. */
    public long resumed() {
        return beginning.resumed();
    }

    /** What the ledger adds up to, earlier runs included. */
    public Totals totals() {
        return ledger.totals();
    }

    /** Why nothing moves at the moment; empty while it does. */
    public Optional<String> waitingFor() {
        return parts.waitingFor();
    }

    /**
     * Looks at what earlier runs left and starts the routes.
     *
     * @throws JobAbortedException if the sink cannot be written to, or a route cannot be created
     */
    public void start() throws JobAbortedException {
        changeover.holdOff();
        try {
            begin();
            for (TemplatedRoute route : routes().inStartOrder()) {
                running.add(route);
            }
            changeover.started();
        } finally {
            changeover.letIn();
        }
    }

    /** Its part in a change of the routes. */
    Changeover changeover() {
        return changeover;
    }

    /**
     * Called by the plan route first of all, whoever started it: looks at what earlier runs left. Does so once.
     *
     * @throws JobAbortedException if the sink cannot be written to
     */
    public void begin() throws JobAbortedException {
        beginning.begin();
    }

    /** Looks at source and sink alone, for a run prepared with {@link RunMode#CHECK}. */
    public Check check() {
        return check;
    }

    /** The limit that it keeps. */
    public JobLimit limit() {
        return limit;
    }

    /** Whether the last run came to a good end and nothing has been lost since, so that there is nothing to do. */
    public boolean isAlreadyComplete() {
        return beginning.isAlreadyComplete();
    }

    /**
     * Waits for the end of the run, and after a stop for what is in flight.
     *
     * @throws InterruptedException if the waiting thread is interrupted
     */
    public JobEnd await() throws InterruptedException {
        JobEnd end = ending.await();
        if (parts.gate().isClosed()) {
            landing.land();
        }
        return ending.keep(end);
    }

    /**
     * As {@link #await}, in a context where somebody else stops the routes: waits for what is in flight after a stop, and
     * stops no route itself.
     *
     * @throws InterruptedException if the waiting thread is interrupted
     */
    public JobEnd awaitHosted() throws InterruptedException {
        JobEnd end = ending.await();
        if (parts.gate().isClosed()) {
            landing.watch();
        }
        return ending.keep(end);
    }

    /** Pages in work, and the plan itself while it is at work. What waits in the queue has not begun. */
    public int inFlight() {
        return landing.inFlight();
    }

    /** Cuts the requests that are under way; their pages are left for the next run. */
    public void cut() {
        parts.cut();
    }

    /** What the run came to; once it has ended. */
    public JobReport report(JobEnd end) {
        long repeated = options.get(Options.RECORD_KEY).isPresent()
                ? ledger.recordKeys().repeated()
                : 0;
        return JobReport.of(
                options,
                end,
                plan().expectedRecords(),
                totals(),
                repeated,
                plan().planned(),
                resumed(),
                stats(),
                JobReport.RateUse.of(limit, stats()));
    }

    /** Stops: from now on no request starts. Those in flight get the stop timeout. */
    public void interrupt() {
        ending.stop(new JobEnd(JobState.INTERRUPTED, "stopped; the next run goes on where it stopped"));
    }

    /** Called by the routes when it makes no sense to go on. */
    public void abort(Exchange exchange) {
        fail(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
    }

    /** Called by the finish route when every page has ended or the job stops. */
    public void end() {
        ending.reckon();
    }

    /** Stops what still runs, takes routes and beans out of the context and gives the job back. */
    @Override
    public void close() {
        close(options.get(Options.STOP_TIMEOUT), Landing.AFTER_CUT);
    }

    /** As {@link #close}, but without waiting for what is in flight: somebody has done so, in vain. */
    public void closeNow() {
        close(Duration.ZERO, AT_ONCE);
    }

    private void close(Duration patience, Duration afterCut) {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        ending.stop(new JobEnd(JobState.INTERRUPTED, "closed"));
        parts.stopRequests("closed");
        changeover.holdOff();
        try {
            landing.land(patience, afterCut);
            running.remove(routes().inStartOrder(), afterCut);
            parts.sink().close();
            context.getExecutorServiceManager().shutdownNow(timer);
            parts.unbind(context.getRegistry(), this);
            JobLimits.in(context).leave(limit);
            ledger.close();
        } finally {
            changeover.letIn();
        }
    }

    /** Ends the run for a reason that did not come through a route. */
    public void fail(Throwable cause) {
        ending.fail(cause);
    }

    private boolean isComplete() {
        return ending.isComplete();
    }

    private void sizeWorkers(Duration firstLatency) {
        running.growWorkers(parts.workersFor(firstLatency), firstLatency);
    }
}
