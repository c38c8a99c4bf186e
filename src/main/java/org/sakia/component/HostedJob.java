package org.sakia.component;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.sakia.config.ConfigException;
import org.sakia.config.EndpointJob;
import org.sakia.config.JobOptions;
import org.sakia.config.Options;
import org.sakia.job.ExportJob;
import org.sakia.job.JobEnd;
import org.sakia.job.JobReport;
import org.sakia.job.JobSettings;
import org.sakia.job.RouteFiles;
import org.sakia.job.RunMode;
import org.sakia.ledger.JobLedger;
import org.sakia.ledger.JobState;
import org.sakia.ledger.Ledger;
import org.sakia.ledger.LedgerException;
import org.sakia.request.JobAbortedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a job in a host's context, from the moment that it is taken to the moment that it is given back.
 * Thread-safe.
 *
 * <p>The host's shutdown waits for what is in flight while it holds the context's lock, and no route can be stopped
 * meanwhile. So a stop has two steps: {@link #stop} and {@link #awaitLanded} touch no route; {@link #close} removes the
 * job's routes when the shutdown has let go.
 */
final class HostedJob {

    private static final Logger LOG = LoggerFactory.getLogger(HostedJob.class);

    private final CamelContext context;
    private final JobOptions options;
    private final Path state;
    private final ExportJob job;
    private final Consumer<JobReport> heard;
    private final CompletableFuture<JobReport> report = new CompletableFuture<>();
    private final CountDownLatch landed = new CountDownLatch(1);
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();

    private HostedJob(CamelContext context, JobOptions options, Path state, ExportJob job, Consumer<JobReport> heard) {
        this.context = context;
        this.options = options;
        this.state = state;
        this.job = job;
        this.heard = heard;
    }

    /**
     * Takes a job for this context; nothing is asked for yet.
     *
     * @param retryFailed take failed pages up again
     * @param pages       gets each page
     * @param heard       told what the run came to, once it has
     * @throws LedgerException       if another process or context has the job, or its state was begun otherwise
     * @throws IllegalStateException if another route of this context has it
     */
    static HostedJob take(
            CamelContext context,
            EndpointJob endpoint,
            boolean retryFailed,
            Processor pages,
            Consumer<JobReport> heard) {
        JobOptions options = endpoint.options();
        Path state = endpoint.state();
        Ledger ledger = OpenLedgers.in(context).enter(options.name(), state);
        try {
            RunMode mode = new RunMode(retryFailed, false, RunMode.RESUME.mostPages(), false);
            ExportJob job = prepare(context, options, ledger, new JobSettings(state, options.secrets(), mode));
            context.getRegistry().bind(EndpointJob.consumerBean(options.name()), pages);
            return new HostedJob(context, options, state, job, heard);
        } catch (RuntimeException e) {
            OpenLedgers.in(context).leave(options.name(), state);
            throw e instanceof ConfigException mistakes ? EndpointJob.inItsWords(mistakes) : e;
        }
    }

    private static ExportJob prepare(CamelContext context, JobOptions options, Ledger ledger, JobSettings settings) {
        JobLedger taken = ledger.take(options.name(), options.fingerprint());
        try {
            return new ExportJob(context, options, taken, settings);
        } catch (RuntimeException e) {
            taken.close();
            throw e;
        }
    }

    /** Begins the export, once. The context must have started. */
    void begin() {
        if (!begun.compareAndSet(false, true) || closed.get()) {
            return;
        }
        try {
            RouteFiles.loadPacked(context, List.of(options.get(Options.STRATEGY)));
            if (job.isAlreadyComplete()) {
                ended(job.report(new JobEnd(JobState.COMPLETE, "already complete")));
                return;
            }
        } catch (RuntimeException e) {
            neverEnds(e);
            throw e;
        }
        try {
            job.start();
        } catch (JobAbortedException | LedgerException e) {
            job.fail(e);
        }
        context.getExecutorServiceManager()
                .newThread("sakia-" + options.name(), this::awaitEnd)
                .start();
    }

    private void awaitEnd() {
        try {
            ended(job.report(job.awaitHosted()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            neverEnds(e);
        } catch (RuntimeException e) {
            LOG.error("{}: nobody can tell how the run ended", options.name(), e);
            neverEnds(e);
        }
    }

    /** There is no report to wait for. */
    private void neverEnds(Exception why) {
        landed.countDown();
        report.completeExceptionally(why);
    }

    private void ended(JobReport result) {
        // First of all, for whoever stops the context because of what it hears waits for this.
        landed.countDown();
        try {
            heard.accept(result);
        } finally {
            report.complete(result);
        }
    }

    /** What the run comes to, when it has. */
    CompletableFuture<JobReport> report() {
        return report;
    }

    /** From now on no request starts. */
    void stop() {
        job.interrupt();
        if (begun.compareAndSet(false, true)) {
            ended(job.report(new JobEnd(JobState.INTERRUPTED, "stopped before it began")));
        }
    }

    /** Pages in work, and the plan while it is at work. */
    int inFlight() {
        return job.inFlight();
    }

    /** Cuts the requests under way; their pages come with the next run. */
    void cut() {
        job.cut();
    }

    /** Waits for what is in flight after a stop, for so long at most. */
    void awaitLanded(Duration patience) {
        try {
            if (!landed.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn(
                        "{}: {} pages have not landed in {} s; they come again with the next run",
                        options.name(),
                        inFlight(),
                        patience.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes the job's routes and beans out of the context and gives the job back. Not for the shutdown's own thread. */
    void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        stop();
        if (landed.getCount() == 0) {
            job.close();
        } else {
            job.closeNow();
        }
        context.getRegistry().unbind(EndpointJob.consumerBean(options.name()));
        OpenLedgers.in(context).leave(options.name(), state);
    }

    /** The reasons of failed pages, of the first few, as one text. */
    Optional<String> failedPages(int most) {
        return Ledger.status(state, List.of(options.name()), most).stream()
                .findFirst()
                .map(status -> status.failedPages().stream()
                        .map(row -> row.page().key() + ": " + row.error())
                        .toList())
                .filter(lines -> !lines.isEmpty())
                .map(lines -> String.join("; ", lines));
    }
}
