package org.sakia.job;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.sakia.config.JobOptions;
import org.sakia.job.JobRoutes.TemplatedRoute;
import org.sakia.plan.Page;
import org.sakia.plan.PageTask;
import org.sakia.plan.PartitionsException;
import org.sakia.plan.Plan;
import org.sakia.request.JobAbortedException;
import org.sakia.request.RawAnswer;

/**
 * Looks at the source and at the sink of a job before it runs: by single requests, at the pace of the limit, and nothing
 * is delivered. For a job prepared with {@link RunMode#CHECK}, which is not started.
 *
 * <p>Thread-safe.
 */
public final class Check {

    private final CamelContext context;
    private final JobOptions options;
    private final JobLimit limit;
    private final RunningRoutes running;
    private final JobParts parts;
    private Optional<SingleRequests> single = Optional.empty();

    Check(CamelContext context, JobOptions options, JobLimit limit, RunningRoutes running, JobParts parts) {
        this.context = context;
        this.options = options;
        this.limit = limit;
        this.running = running;
        this.parts = parts;
    }

    /**
     * Asks for the first page.
     *
     * @throws JobAbortedException if the page does not come; the message says why
     */
    public CheckResult firstPage() throws JobAbortedException {
        PageTask task = new PageTask(first());
        long begin = System.nanoTime();
        try {
            single().send(task, exchange -> {});
            Plan plan = parts.plan();
            return new CheckResult(
                    task.getRecords(),
                    plan.expectedRecords(),
                    plan.pages(),
                    plan.step(),
                    Duration.ofNanos(System.nanoTime() - begin),
                    options.workers(),
                    task.getLimitFields());
        } finally {
            task.release();
        }
    }

    /**
     * Asks for the first page as {@link #firstPage} does and gives its first records: their own bytes, one a line.
     *
     * @param most records to give
     * @param out  takes them; not closed
     * @return how many records the page has
     * @throws JobAbortedException if the page does not come; the message says why
     * @throws IOException         if {@code out} does not take them
     */
    public long preview(long most, OutputStream out) throws JobAbortedException, IOException {
        PageTask task = new PageTask(first());
        try {
            FirstLines.copy(single().send(task, exchange -> {}), most, out);
            return task.getRecords();
        } finally {
            task.release();
        }
    }

    /**
     * Asks for any URL of the job's own origin in the way of a page, and takes the answer as it is.
     *
     * @throws JobAbortedException if there is no answer; the message says why
     */
    public RawAnswer ask(URI target) throws JobAbortedException {
        PageTask task = new PageTask(first());
        task.moved(target.toString());
        return single().send(task, exchange -> exchange.setVariable(RawAnswer.WANTED, true))
                .getVariable(RawAnswer.VARIABLE, RawAnswer.class);
    }

    /**
     * Looks whether the sink could be written to, as far as that can be told without writing.
     *
     * @return what was found, as half a sentence; empty for a sink that can only be tried
     * @throws JobAbortedException if it could not; the message says why
     */
    public Optional<String> sink() throws JobAbortedException {
        return parts.sink().look();
    }

    private Page first() throws JobAbortedException {
        try {
            return parts.plan().first();
        } catch (PartitionsException e) {
            throw new JobAbortedException(e.getMessage(), e);
        }
    }

    private synchronized SingleRequests single() throws JobAbortedException {
        if (single.isEmpty()) {
            limit.startThrottle(running);
            for (TemplatedRoute route : parts.routes().requests()) {
                running.add(route);
            }
            single = Optional.of(new SingleRequests(context, options.name()));
        }
        return single.get();
    }
}
