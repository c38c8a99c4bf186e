package org.sakia.job;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.util.ObjectHelper;
import org.sakia.config.JobOptions;
import org.sakia.config.Options;
import org.sakia.config.ParentRecords;
import org.sakia.job.JobRoutes.TemplatedRoute;
import org.sakia.ledger.JobLedger;
import org.sakia.ledger.JobState;
import org.sakia.ledger.Ledger;
import org.sakia.ledger.LedgerException;
import org.sakia.ledger.Totals;
import org.sakia.monitor.JobStats;
import org.sakia.plan.Page;
import org.sakia.plan.PageTask;
import org.sakia.plan.PartitionsException;
import org.sakia.plan.Plan;
import org.sakia.request.JobAbortedException;
import org.sakia.request.JobPausedException;
import org.sakia.request.Rate;
import org.sakia.request.RawAnswer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a job inside a CamelContext: adds the routes from their templates, ends the run when they say so, and
 * knows how it ended. The pipeline itself stands in the routes.
 *
 * <p>Thread-safe. {@link #close} gives back what the run holds, the job's lock included.
 */
public final class ExportJob implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ExportJob.class);
    private static final Duration AFTER_CUT = Duration.ofSeconds(10);
    private static final Duration AT_ONCE = Duration.ofMillis(100);
    private static final long LANDING_TICK_MILLIS = 20;

    private final CamelContext context;
    private final JobOptions options;
    private final JobLedger ledger;
    private final JobLimit limit;
    private final JobParts parts;
    private final RunningRoutes running;
    private final Changeover changeover;
    private final ScheduledExecutorService timer;
    private final AtomicBoolean ending = new AtomicBoolean();
    private final CompletableFuture<JobEnd> decided = new CompletableFuture<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile long resumed;
    private boolean begun;
    private Optional<SingleRequests> single = Optional.empty();

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
        parts.bind(context.getRegistry(), this);
        this.changeover =
                new Changeover(options, plan(), running, limit, routes().inStartOrder(), ending::get, this::fail);
    }

    /**
     * Takes a job for this process and prepares a run that resumes it.
     *
     * @throws org.sakia.ledger.JobLockedException          if somebody else has the job or its limit group
     * @throws org.sakia.ledger.FingerprintChangedException if its pages were begun otherwise
     */
    public static ExportJob take(CamelContext context, JobOptions options, Ledger ledger, JobSettings settings) {
        JobLedger taken = ledger.take(options.name(), options.fingerprint());
        try {
            return new ExportJob(context, options, taken, settings);
        } catch (RuntimeException e) {
            taken.close();
            throw e;
        }
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
        return resumed;
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
        options.get(Options.STRATEGY)
                .risk()
                .ifPresent(risk -> LOG.warn(
                        "{}: strategy = {} {}; paced keeps the limit",
                        name(),
                        options.get(Options.STRATEGY).word(),
                        risk));
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
    public synchronized void begin() throws JobAbortedException {
        if (begun) {
            return;
        }
        limit.startThrottle(running);
        parts.clearSpool();
        parts.sink().open();
        IncrementalRound.begin(options, ledger);
        resumed = ResumeScan.check(name(), ledger, parts.sink().files());
        try {
            plan().restore();
        } catch (PartitionsException e) {
            throw new JobAbortedException(e.getMessage(), e);
        }
        ledger.state(JobState.RUNNING);
        begun = true;
    }

    /**
     * Looks whether the sink could be written to, as far as that can be told without writing.
     *
     * @return what was found, as half a sentence; empty for a sink that can only be tried
     * @throws JobAbortedException if it could not; the message says why
     */
    public Optional<String> checkSink() throws JobAbortedException {
        return parts.sink().look();
    }

    /**
     * Asks for the first page, at the pace of the limit, and delivers nothing. For a run prepared with
     * {@link RunMode#CHECK}.
     *
     * @throws JobAbortedException if the page does not come; the message says why
     */
    public CheckResult check() throws JobAbortedException {
        PageTask task = new PageTask(firstPage());
        long begin = System.nanoTime();
        try {
            single().send(task, exchange -> {});
            return new CheckResult(
                    task.getRecords(),
                    plan().expectedRecords(),
                    plan().pages(),
                    plan().step(),
                    Duration.ofNanos(System.nanoTime() - begin),
                    options.workers(),
                    task.getLimitFields());
        } finally {
            task.release();
        }
    }

    /**
     * Asks for the first page as {@link #check} does and gives its first records: their own bytes, one a line.
     *
     * @param most records to give
     * @param out  takes them; not closed
     * @return how many records the page has
     * @throws JobAbortedException if the page does not come; the message says why
     * @throws IOException         if {@code out} does not take them
     */
    public long preview(long most, OutputStream out) throws JobAbortedException, IOException {
        PageTask task = new PageTask(firstPage());
        try {
            FirstLines.copy(single().send(task, exchange -> {}), most, out);
            return task.getRecords();
        } finally {
            task.release();
        }
    }

    /**
     * Asks for any URL of the job's own origin in the way of a page, and takes the answer as it is. For a run prepared
     * with {@link RunMode#CHECK}.
     *
     * @throws JobAbortedException if there is no answer; the message says why
     */
    public RawAnswer ask(URI target) throws JobAbortedException {
        PageTask task = new PageTask(firstPage());
        task.moved(target.toString());
        return single().send(task, exchange -> exchange.setVariable(RawAnswer.WANTED, true))
                .getVariable(RawAnswer.VARIABLE, RawAnswer.class);
    }

    private synchronized SingleRequests single() throws JobAbortedException {
        if (single.isEmpty()) {
            limit.startThrottle(running);
            for (TemplatedRoute route : routes().requests()) {
                running.add(route);
            }
            single = Optional.of(new SingleRequests(context, name()));
        }
        return single.get();
    }

    private Page firstPage() throws JobAbortedException {
        try {
            return plan().first();
        } catch (PartitionsException e) {
            throw new JobAbortedException(e.getMessage(), e);
        }
    }

    /** The rate that decides how long the export takes; empty where there is none. */
    public Optional<Rate> tightestRate() {
        return limit.rates().stream().min(Comparator.comparingDouble(Rate::perSecond));
    }

    /** What is left of the quota, as in "9,990 of 10,000/1d left"; empty without one. */
    public Optional<String> quotaLeft() {
        return limit.limit().quotaLeft();
    }

    /** The share of the rate that an adaptive pace has at present, 0.01 to 1; empty for any other. */
    public OptionalDouble paceShare() {
        return limit.limit().share();
    }

    /** Whether the last run came to a good end and nothing has been lost since, so that there is nothing to do. */
    public boolean isAlreadyComplete() {
        if (ledger.state() != JobState.COMPLETE || options.isSet(Options.INCREMENTAL_FIELD)) {
            return false;
        }
        // Before the plan: a page whose file is lost opens its partition again.
        resumed = ResumeScan.check(name(), ledger, parts.sink().files());
        try {
            plan().restore();
        } catch (PartitionsException unknown) {
            return false;
        }
        return resumed == ledger.totals().deliveredPages()
                && plan().hasNothingLeft()
                && evaluate().state() == JobState.COMPLETE
                && parts.sink().finish().isDone();
    }

    /**
     * Waits for the end of the run, and after a stop for what is in flight.
     *
     * @throws InterruptedException if the waiting thread is interrupted
     */
    public JobEnd await() throws InterruptedException {
        JobEnd end = decision();
        if (parts.gate().isClosed()) {
            land(options.get(Options.STOP_TIMEOUT), AFTER_CUT);
        }
        return kept(end);
    }

    /**
     * As {@link #await}, in a context where somebody else stops the routes: waits for what is in flight after a stop, and
     * stops no route itself.
     *
     * @throws InterruptedException if the waiting thread is interrupted
     */
    public JobEnd awaitHosted() throws InterruptedException {
        JobEnd end = decision();
        if (parts.gate().isClosed()) {
            Duration patience = options.get(Options.STOP_TIMEOUT);
            timer.schedule(parts::cut, patience.toMillis(), TimeUnit.MILLISECONDS);
            running.endDelays(name() + "-fetch");
            long latest = System.nanoTime() + patience.plus(AFTER_CUT).toNanos();
            while (inFlight() > 0 && System.nanoTime() < latest) {
                TimeUnit.MILLISECONDS.sleep(LANDING_TICK_MILLIS);
            }
        }
        return kept(end);
    }

    /** Pages in work, and the plan itself while it is at work. What waits in the queue has not begun. */
    public int inFlight() {
        return running.inFlight(name() + "-fetch") + running.inFlight(name() + "-plan");
    }

    /** Cuts the requests that are under way; their pages are left for the next run. */
    public void cut() {
        parts.cut();
    }

    /** The end stands even where the ledger cannot take it: on a full disk, for one. The next run looks for itself. */
    private JobEnd kept(JobEnd end) {
        try {
            ledger.state(end.state(), plan().expectedRecords(), end.message());
            return end;
        } catch (LedgerException e) {
            LOG.warn("{}: how the run ended cannot be written down", name(), e);
            return new JobEnd(
                    end.state() == JobState.COMPLETE ? JobState.ABORTED : end.state(),
                    end.message() + "; and " + e.getMessage());
        }
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
                resumed,
                stats(),
                JobReport.RateUse.of(limit.rates(), stats(), limit.limit()));
    }

    /** Stops: from now on no request starts. Those in flight get the stop timeout. */
    public void interrupt() {
        stop(new JobEnd(JobState.INTERRUPTED, "stopped; run again to go on where it stopped"));
    }

    /** Called by the routes when it makes no sense to go on. */
    public void abort(Exchange exchange) {
        fail(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
    }

    /** Called by the finish route when every page has ended or the job stops. */
    public void end() {
        if (plan().isPaused()) {
            // A plan route without the step that stops there.
            return;
        }
        JobEnd end = evaluate();
        if (ending.compareAndSet(false, true)) {
            decided.complete(end);
        }
    }

    /** Stops what still runs, takes routes and beans out of the context and gives the job back. */
    @Override
    public void close() {
        close(options.get(Options.STOP_TIMEOUT), AFTER_CUT);
    }

    /** As {@link #close}, but without waiting for what is in flight: somebody has done so, in vain. */
    public void closeNow() {
        close(Duration.ZERO, AT_ONCE);
    }

    private void close(Duration patience, Duration afterCut) {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        stop(new JobEnd(JobState.INTERRUPTED, "closed"));
        parts.stopRequests("closed");
        changeover.holdOff();
        try {
            land(patience, afterCut);
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
        JobAbortedException refused = ObjectHelper.getException(JobAbortedException.class, cause);
        PartitionsException noPartitions = ObjectHelper.getException(PartitionsException.class, cause);
        LedgerException noLedger = ObjectHelper.getException(LedgerException.class, cause);
        if (refused != null) {
            JobState state = refused instanceof JobPausedException ? JobState.PAUSED : JobState.ABORTED;
            stop(new JobEnd(state, options.secrets().mask(refused.getMessage())));
        } else if (noPartitions != null) {
            stop(new JobEnd(JobState.ABORTED, noPartitions.getMessage()));
        } else if (noLedger != null) {
            stop(new JobEnd(JobState.ABORTED, noLedger.getMessage()));
        } else {
            LOG.error("{}: something unforeseen ended the run", name(), cause);
            stop(new JobEnd(JobState.ERROR, "internal error: " + cause + "; the log has the details"));
        }
    }

    private void stop(JobEnd end) {
        if (ending.compareAndSet(false, true)) {
            // Closed before it is told: whoever hears of the end must see that there may be something to land.
            parts.stopRequests(end.message());
            plan().stop();
            parts.sink().stopOpening();
            decided.complete(end);
        }
    }

    private boolean isComplete() {
        return !ending.get() && !plan().isPaused() && evaluate().state() == JobState.COMPLETE;
    }

    private JobEnd evaluate() {
        return Reckoning.of(plan(), ledger.totals());
    }

    private void sizeWorkers(Duration firstLatency) {
        running.growWorkers(parts.workersFor(firstLatency), firstLatency);
    }

    private JobEnd decision() throws InterruptedException {
        try {
            return decided.get();
        } catch (ExecutionException never) {
            throw new IllegalStateException(never);
        }
    }

    /** Lets what is in flight land, cuts it when patience is over, and stops the routes that start requests. */
    private void land(Duration patience, Duration afterCut) {
        timer.schedule(parts::cut, patience.toMillis(), TimeUnit.MILLISECONDS);
        changeover.holdOff();
        try {
            running.stop(name() + "-fetch", patience.plus(afterCut));
            running.stop(name() + "-plan", afterCut);
        } finally {
            changeover.letIn();
        }
    }
}
