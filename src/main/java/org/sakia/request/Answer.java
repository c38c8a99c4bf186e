package org.sakia.request;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;
import org.apache.camel.Variable;
import org.apache.camel.util.IOHelper;
import org.sakia.monitor.JobStats;
import org.sakia.page.BadPageException;
import org.sakia.page.CutPage;
import org.sakia.page.ErrorBodyException;
import org.sakia.page.PageCutter;
import org.sakia.page.Spool;
import org.sakia.plan.EndlessSourceException;
import org.sakia.plan.Page;
import org.sakia.plan.PageContent;
import org.sakia.plan.PageTask;
import org.sakia.plan.Plan;
import org.sakia.plan.TotalSource;

/**
 * Reads the answer to a page's request: the body of a good one is verified and becomes re-readable NDJSON; any other is
 * handed to {@link Verdict}. Thread-safe.
 */
public final class Answer {

    private static final int NO_CONTENT = 204;
    private static final CutPage NOTHING = new CutPage(0, 0, 0, OptionalLong.empty(), Map.of());

    private final PageCutter cutter;
    private final SpoolSettings spool;
    private final Reading reading;
    private final Plan plan;
    private final SendGate gate;
    private final SlowDown slowDown;
    private final HttpAttempts attempts;
    private final Verdict verdict;
    private final RefusedPage refusedPage;
    private final JobStats stats;

    /**
     * Where bodies are kept until they are delivered.
     *
     * @param memoryBytes kept in memory up to here, in a file beyond it
     * @param folder      for such files
     */
    public record SpoolSettings(int memoryBytes, Path folder) {}

    /**
     * What is read out of an answer beside its records.
     *
     * @param total   where the number of all records stands
     * @param next    where it says what asks for the next page
     * @param origins which places may be asked
     * @param url     what the ledger keeps of a URL that the API named
     */
    public record Reading(TotalSource total, NextPage next, Origins origins, PageUrl url) {}

    public Answer(
            PageCutter cutter,
            SpoolSettings spool,
            Reading reading,
            Plan plan,
            SendGate gate,
            SlowDown slowDown,
            HttpAttempts attempts,
            Verdict verdict,
            RefusedPage refusedPage,
            JobStats stats) {
        this.cutter = cutter;
        this.spool = spool;
        this.reading = reading;
        this.plan = plan;
        this.gate = gate;
        this.slowDown = slowDown;
        this.attempts = attempts;
        this.verdict = verdict;
        this.refusedPage = refusedPage;
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
        Message message = exchange.getMessage();
        AnswerHead head = new AnswerHead(message);
        slowDown.heard(attempt, head);
        task.limitFields(head.limitFields());
        try (InputStream body = body(message)) {
            // Whatever comes of it, nobody else may read the connection's stream: Camel's stream caching would try.
            message.setBody(null);
            if (RawAnswer.isWanted(exchange)) {
                exchange.setVariable(RawAnswer.VARIABLE, RawAnswer.read(message, head, body, attempt));
            } else if (head.status() == NO_CONTENT || refusedPage.isEnd(task.getPage(), head.status())) {
                attempt.cut();
                empty(exchange, task, attempt);
            } else if (head.status() / 100 == 2) {
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
            OptionalLong total = total(head, cut);
            verdict.checkTotal(total);
            Optional<String> next = next(head, cut, task);
            Optional<Boolean> more = reading.next().saysMore(cut);
            accept(
                    exchange,
                    task,
                    attempt,
                    spooled,
                    new PageContent(cut, total, next, more, attempt.sent(), since(attempt)));
        } catch (ErrorBodyException said) {
            giveUp(attempt, spooled);
            throw said.isThrottled()
                    ? slowDown.heldBack(task, attempt, head, said.getMessage())
                    : verdict.unusable(task, attempt, head, said);
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

    /** The API says by the status alone that nothing is there. */
    private void empty(Exchange exchange, PageTask task, Attempt attempt) throws JobAbortedException, IOException {
        PageContent nothing = new PageContent(
                NOTHING, OptionalLong.empty(), Optional.empty(), Optional.of(false), attempt.sent(), since(attempt));
        accept(exchange, task, attempt, new Spool(0, spool.folder()), nothing);
    }

    private void accept(Exchange exchange, PageTask task, Attempt attempt, Spool spooled, PageContent content)
            throws JobAbortedException, IOException {
        // Before the plan lets others follow: their refusals mean something else once a page has come.
        stats.ok();
        learn(task.getPage(), content);
        task.next(content.next());
        Message message = exchange.getMessage();
        int status = new AnswerHead(message).status();
        message.removeHeaders("*");
        // It is UTF-8 now, whatever the API wrote.
        exchange.removeProperty(ExchangePropertyKey.CHARSET_NAME);
        message.setBody(spooled.toStreamCache().copy(exchange));
        task.verified(content.cut(), content.total(), status, spooled::discard);
        gate.limit().succeeded(attempt.sent());
        attempt.token().ifPresent(AccessToken::proven);
    }

    private static Duration since(Attempt attempt) {
        return Duration.ofNanos(System.nanoTime() - attempt.sent());
    }

    private Optional<String> next(AnswerHead head, CutPage cut, PageTask task)
            throws BadPageException, JobAbortedException {
        try {
            URI asked = new URI(task.getAsked());
            Optional<String> next = reading.next().key(head, cut, asked, reading.origins());
            return next.isPresent() && reading.next().isUrl()
                    ? Optional.of(reading.url().kept(next.get()))
                    : next;
        } catch (URISyntaxException e) {
            throw new BadPageException("the answer names a next page at an address that is none");
        }
    }

    private void learn(Page page, PageContent content) throws JobAbortedException {
        try {
            plan.verified(page, content);
        } catch (EndlessSourceException e) {
            throw new JobAbortedException(e.getMessage(), e);
        }
    }

    private OptionalLong total(AnswerHead head, CutPage cut) {
        return reading.total() instanceof TotalSource.InHeader header ? head.number(header.name()) : cut.total();
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
