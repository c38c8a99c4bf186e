package org.sakia.request;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Variable;
import org.apache.camel.component.http.HttpConstants;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.net.URIBuilder;
import org.sakia.plan.PageTask;
import org.sakia.plan.Plan;

/** Turns a page key into the HTTP request for it. Thread-safe. */
public final class PageRequest {

    private final URI url;
    private final Map<String, String> query;
    private final Map<String, String> headers;
    private final Plan plan;
    private final SendGate gate;
    private final HttpAttempts attempts;

    /**
     * @param url     what is asked; its own query is kept
     * @param query   parameters of every request
     * @param headers fields of every request
     */
    public PageRequest(
            URI url,
            Map<String, String> query,
            Map<String, String> headers,
            Plan plan,
            SendGate gate,
            HttpAttempts attempts) {
        this.url = url;
        this.query = Map.copyOf(query);
        this.headers = Map.copyOf(headers);
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
     */
    public void prepare(Exchange exchange, @Variable(PageTask.VARIABLE) PageTask task)
            throws PageDroppedException, JobAbortedException, InterruptedException, URISyntaxException {
        if (plan.isPastEnd(task.getPage())) {
            gate.leave();
            dropPastEnd(task);
        }
        URI target = task.getMovedTo().isPresent() ? new URI(task.getMovedTo().get()) : url;
        String queryText = task.getMovedTo().isPresent() ? target.getRawQuery() : queryOf(task);
        Message message = exchange.getMessage();
        message.setBody(null);
        message.removeHeaders("*");
        message.setHeader(HttpHeaders.ACCEPT, "application/json");
        headers.forEach(message::setHeader);
        message.setHeader(HttpConstants.HTTP_URI, withoutQuery(target));
        if (queryText != null) {
            message.setHeader(HttpConstants.HTTP_RAW_QUERY, queryText);
        }
        attempts.begin(gate.send());
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

    /** The URL's own query as it was written, byte for byte, and the parameters behind it. */
    private String queryOf(PageTask task) throws URISyntaxException {
        URIBuilder added = new URIBuilder();
        query.forEach(added::addParameter);
        plan.parameters(task.getPage()).forEach(added::addParameter);
        return Stream.of(url.getRawQuery(), added.build().getRawQuery())
                .filter(part -> part != null && !part.isEmpty())
                .collect(Collectors.joining("&"));
    }

    private void dropPastEnd(PageTask task) throws PageDroppedException {
        if (plan.isPastEnd(task.getPage())) {
            throw new PageDroppedException("the source ended before page " + task.getKey());
        }
    }

    private static String withoutQuery(URI target) {
        return target.getScheme() + "://" + target.getRawAuthority()
                + (target.getRawPath() == null ? "" : target.getRawPath());
    }
}
