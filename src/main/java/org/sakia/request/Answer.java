package org.sakia.request;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Variable;
import org.apache.camel.util.IOHelper;
import org.sakia.monitor.JobStats;
import org.sakia.page.BadPageException;
import org.sakia.page.CutPage;
import org.sakia.page.PageCutter;
import org.sakia.page.Spool;
import org.sakia.plan.PageTask;
import org.sakia.plan.Plan;
import org.sakia.plan.TotalSource;

/**
 * Reads the answer to a page's request: the body of a good one is verified and becomes re-readable NDJSON; any other is
 * handed to {@link Verdict}. Thread-safe.
 */
public final class Answer {

    private final PageCutter cutter;
    private final SpoolSettings spool;
    private final TotalSource totalSource;
    private final Plan plan;
    private final SendGate gate;
    private final HttpAttempts attempts;
    private final Verdict verdict;
    private final JobStats stats;

    /**
     * Where bodies are kept until they are delivered.
     *
     * @param memoryBytes kept in memory up to here, in a file beyond it
     * @param folder      for such files
     */
    public record SpoolSettings(int memoryBytes, Path folder) {}

    public Answer(
            PageCutter cutter,
            SpoolSettings spool,
            TotalSource totalSource,
            Plan plan,
            SendGate gate,
            HttpAttempts attempts,
            Verdict verdict,
            JobStats stats) {
        this.cutter = cutter;
        this.spool = spool;
        this.totalSource = totalSource;
        this.plan = plan;
        this.gate = gate;
        this.attempts = attempts;
        this.verdict = verdict;
        this.stats = stats;
    }

    /**
     * Reads the answer in the message and makes the message the page's records: NDJSON, one record a line.
     *
     * @throws Refusal             if this attempt did not bring the page
     * @throws JobAbortedException if it makes no sense to go on asking
     */
    public void read(Exchange exchange, @Variable(PageTask.VARIABLE) PageTask task)
            throws Refusal, JobAbortedException, PageDroppedException {
        Attempt attempt = attempts.current();
        gate.limit().answered();
        Message message = exchange.getMessage();
        AnswerHead head = new AnswerHead(message);
        task.limitFields(head.limitFields());
        try (InputStream body = body(message)) {
            // Whatever comes of it, nobody else may read the connection's stream: Camel's stream caching would try.
            message.setBody(null);
            if (head.status() / 100 == 2) {
                verify(exchange, task, attempt, head, body);
            } else {
                verdict.refuse(task, attempt, head, body);
            }
        } catch (IOException closing) {
            throw verdict.broken(task, attempt, closing);
        } finally {
            attempts.end();
        }
    }

    /**
     * Says what it means that the HTTP call ended without an answer.
     *
     * @throws Refusal             if this attempt did not bring the page
     * @throws JobAbortedException if it makes no sense to go on asking
     */
    public void broken(Exchange exchange, @Variable(PageTask.VARIABLE) PageTask task)
            throws Refusal, JobAbortedException, PageDroppedException {
        Throwable cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        exchange.getMessage().setBody(null);
        try {
            throw verdict.broken(task, attempts.current(), cause);
        } finally {
            attempts.end();
        }
    }

    private void verify(Exchange exchange, PageTask task, Attempt attempt, AnswerHead head, InputStream body)
            throws Refusal, JobAbortedException, PageDroppedException {
        Spool spooled = new Spool(spool.memoryBytes(), spool.folder());
        try {
            CutPage cut = cutter.cut(body, charset(head), spooled);
            spooled.close();
            OptionalLong total = total(head, cut);
            verdict.checkTotal(total);
            Duration latency = Duration.ofNanos(System.nanoTime() - attempt.sent());
            plan.verified(task.getPage(), cut.records(), total, attempt.sent(), latency);
            Message message = exchange.getMessage();
            message.removeHeaders("*");
            message.setBody(spooled.toStreamCache().copy(exchange));
            task.verified(cut, total, head.status(), spooled::discard);
            stats.ok();
            gate.limit().succeeded(attempt.sent());
        } catch (BadPageException junk) {
            giveUp(attempt, spooled);
            throw verdict.unusable(task, attempt, head, junk);
        } catch (IOException broken) {
            giveUp(attempt, spooled);
            throw verdict.broken(task, attempt, broken);
        } catch (JobAbortedException | RuntimeException | Error unexpected) {
            giveUp(attempt, spooled);
            throw unexpected;
        }
    }

    private OptionalLong total(AnswerHead head, CutPage cut) {
        return totalSource instanceof TotalSource.InHeader header ? head.number(header.name()) : cut.total();
    }

    private static void giveUp(Attempt attempt, Spool spooled) {
        attempt.cut();
        spooled.discard();
    }

    private static InputStream body(Message message) {
        InputStream body = message.getBody(InputStream.class);
        return body == null ? InputStream.nullInputStream() : body;
    }

    private static Optional<Charset> charset(AnswerHead head) throws BadPageException {
        Optional<String> name = head.contentType().map(IOHelper::getCharsetNameFromContentType);
        try {
            return name.map(Charset::forName);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new BadPageException(
                    "the answer is in the charset '" + name.orElse("") + "', which is not known here");
        }
    }
}
