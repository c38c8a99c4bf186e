package org.sakia.request;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;
import org.apache.camel.Variable;
import org.apache.camel.component.http.HttpConstants;
import org.apache.hc.core5.http.HttpHeaders;
import org.sakia.plan.PageAddress;
import org.sakia.plan.PageTask;
import org.sakia.plan.Plan;

/** Turns a page key into the HTTP request for it. Thread-safe. */
public final class PageRequest {

    private final PageUrl url;
    private final Optional<String> body;
    private final Credentials credentials;
    private final Plan plan;
    private final SendGate gate;
    private final HttpAttempts attempts;

    /**
     * @param url         makes the URLs
     * @param body        what is sent, with placeholders; empty: nothing, and pages are asked for by GET
     * @param credentials fields of every request to the job's own origin
     */
    public PageRequest(
            PageUrl url,
            Optional<String> body,
            Credentials credentials,
            Plan plan,
            SendGate gate,
            HttpAttempts attempts) {
        this.url = url;
        this.body = body;
        this.credentials = credentials;
        this.plan = plan;
        this.gate = gate;
        this.attempts = attempts;
    }

    /**
     * Waits in front of the throttle until the page may be asked for.
     *
     * @throws PageDroppedException if the job stops, or the source ended before this page
     * @throws JobAbortedException  if the API let nothing through for too long
     */
    public void await(@Variable(PageTask.VARIABLE) PageTask task)
            throws PageDroppedException, JobAbortedException, InterruptedException {
        dropPastEnd(task);
        gate.enter();
    }

    /**
     * Takes the turn and makes the message the request: what an earlier answer left in body and headers goes.
     *
     * @throws PageDroppedException if the job stops, or the source ended before this page
     * @throws JobAbortedException  if the API let nothing through for too long
     * @throws TokenPendingException if the access token ran out meanwhile
     */
    public void prepare(Exchange exchange, @Variable(PageTask.VARIABLE) PageTask task)
            throws PageDroppedException, JobAbortedException, TokenPendingException, InterruptedException,
                    URISyntaxException {
        if (plan.isPastEnd(task.getPage())) {
            gate.leave();
            dropPastEnd(task);
        }
        PageAddress address = plan.address(task.getPage());
        URI target = task.getMovedTo().isPresent() ? new URI(task.getMovedTo().get()) : url.of(address);
        task.asked(target.toString());
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        // Camel keeps the charset of the last answer, and would write the next body in it.
        exchange.removeProperty(ExchangePropertyKey.CHARSET_NAME);
        message.setBody(
                body.map(text -> Template.body(text, address.placeholders())).orElse(null));
        body.ifPresent(text -> message.setHeader(
                Exchange.CONTENT_TYPE,
                Template.isJson(text) ? "application/json" : "application/x-www-form-urlencoded"));
        message.setHeader(HttpHeaders.ACCEPT, "application/json");
        message.setHeader(HttpConstants.HTTP_URI, PageUrl.withoutQuery(target));
        long sent = gate.send();
        if (!credentials.areGood()) {
            gate.released(false);
            throw new TokenPendingException("the access token ran out while the page waited for its turn", 0);
        }
        Credentials.Signed signed = credentials.sign(message, target, Optional.ofNullable(target.getRawQuery()));
        signed.query().ifPresent(raw -> message.setHeader(HttpConstants.HTTP_RAW_QUERY, raw));
        attempts.begin(sent).carries(signed.token());
    }

    /**
     * The throttle was interrupted, which {@link SendGate#close} does. It leaves the thread's interrupt status set, and
     * with that no error handler of Camel's would run.
     *
     * @throws PageDroppedException always
     */
    public void interrupted() throws PageDroppedException {
        Thread.interrupted();
        gate.leave();
        throw new PageDroppedException("the job stops");
    }

    private void dropPastEnd(PageTask task) throws PageDroppedException {
        if (plan.isPastEnd(task.getPage())) {
            throw new PageDroppedException("the source ended before page " + task.getKey());
        }
    }
}
