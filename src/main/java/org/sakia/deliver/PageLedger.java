package org.sakia.deliver;

import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.camel.support.service.ServiceSupport;
import org.sakia.ledger.JobLedger;
import org.sakia.ledger.PageRow;
import org.sakia.ledger.PageState;
import org.sakia.monitor.JobStats;
import org.sakia.page.CutPage;
import org.sakia.plan.Page;
import org.sakia.plan.PageTask;
import org.sakia.plan.Plan;
import org.sakia.request.JobAbortedException;
import org.sakia.request.Refusal;

/**
 * The ledger as the routes see it: the Idempotent Consumer's repository, and the steps that write a page's row.
 *
 * <p>As a repository it only answers: {@code add} is false for pages that have ended, and nothing is written when a page
 * begins, so that a killed process leaves no trace of pages it had in work. The rows are steps of their own, because an
 * exception in a repository's {@code confirm} would only be logged.
 *
 * <p>Thread-safe.
 */
public final class PageLedger extends ServiceSupport implements IdempotentRepository {

    private final JobLedger ledger;
    private final Plan plan;
    private final JobStats stats;
    private final UnaryOperator<String> mask;
    private final Consumer<Exception> broken;

    /**
     * @param mask   takes secrets out of reasons before they are stored
     * @param broken told when a page would end without its row, which Camel would only log
     */
    public PageLedger(
            JobLedger ledger, Plan plan, JobStats stats, UnaryOperator<String> mask, Consumer<Exception> broken) {
        this.ledger = ledger;
        this.plan = plan;
        this.stats = stats;
        this.mask = mask;
        this.broken = broken;
    }

    /** Begins a page's work; whatever becomes of it, the plan hears of its end. */
    public PageTask begin(Exchange exchange) {
        PageTask task = new PageTask(Page.parse(exchange.getMessage().getBody(String.class)));
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                end(task);
            }

            @Override
            public boolean allowHandover() {
                return false;
            }
        });
        // Handed over to a sink that reads the body later, seda for example.
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                task.release();
            }
        });
        return task;
    }

    /** No page may go without a trace: a sink's route that stops its exchange would also skip the step of the row. */
    private void end(PageTask task) {
        try {
            if (task.getOutcome() == PageTask.Outcome.DROPPED
                    && plan.isWanted(task.getPage())
                    && !ledger.ended(task.getPage())) {
                broken.accept(new JobAbortedException(
                        task + " has ended without being delivered or failed: a step of the routes, or of those behind"
                                + " the sink, stops the exchange (stop) or keeps a failure to itself (handled, a dead letter"
                                + " channel); let it filter instead, and let the exception out"));
            }
        } catch (RuntimeException e) {
            broken.accept(e);
        } finally {
            plan.ended(task);
        }
    }

    /** The row of a page that is delivered now. */
    public static PageRow row(PageTask task) {
        CutPage cut = task.getCut();
        return new PageRow(
                task.getPage(),
                PageState.DELIVERED,
                task.spent(),
                cut.records(),
                cut.bytes(),
                cut.checksum(),
                task.getFile(),
                task.getFileBytes(),
                task.getTotal(),
                task.getNext(),
                task.getIncrement(),
                task.getStatus(),
                "",
                Instant.now());
    }

    /** Writes the row of a delivered page; it is durable when this returns. */
    public void delivered(@Variable(PageTask.VARIABLE) PageTask task) {
        PageRow row = row(task);
        ledger.save(row);
        task.ended(PageTask.Outcome.DELIVERED);
        stats.pageDelivered(row.records(), row.bytes());
    }

    /**
     * Writes the row of a page that is given up, with the last reason. While the job stops no page is given up, since
     * Camel cuts retries short then: it gets no row, and the next run asks for it.
     */
    public void failed(Exchange exchange, @Variable(PageTask.VARIABLE) PageTask task) {
        Throwable cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        boolean told = cause instanceof Refusal
                || cause instanceof SinkException
                || cause instanceof PageUndeliverableException;
        if (!told || !plan.isWanted(task.getPage())) {
            return;
        }
        try {
            ledger.save(PageRow.failed(
                    task.getPage(),
                    task.spent(),
                    task.getNext(),
                    task.getStatus(),
                    mask.apply(task.getError()),
                    Instant.now()));
            task.ended(PageTask.Outcome.FAILED);
            stats.pageFailed();
        } catch (RuntimeException e) {
            broken.accept(e);
        }
    }

    @Override
    public boolean add(String key) {
        return !contains(key);
    }

    @Override
    public boolean contains(String key) {
        return ledger.ended(Page.parse(key));
    }

    @Override
    public boolean remove(String key) {
        return true;
    }

    @Override
    public boolean confirm(String key) {
        return true;
    }

    @Override
    public void clear() {
        // Rows go by --fresh only.
    }
}
