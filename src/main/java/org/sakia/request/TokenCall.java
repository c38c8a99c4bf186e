package org.sakia.request;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Variable;
import org.apache.camel.component.http.HttpConstants;
import org.apache.camel.util.ObjectHelper;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHeaders;
import org.sakia.ledger.LedgerException;
import org.sakia.limit.RetryAfter;
import org.sakia.plan.PageTask;
import org.sakia.units.Durations;

/**
 * The token route's bean: asks for an access token with client credentials, RFC 6749 section 4.4, and says what the
 * answer means. Thread-safe.
 */
public final class TokenCall {

    private static final Set<Integer> SLOW_DOWN = Set.of(429, 503, 529);
    private static final Set<Integer> LATER = Set.of(408, 425);

    private final URI url;
    private final TokenGrant grant;
    private final Way way;
    private final AccessTokens tokens;
    private final Texts texts;

    /**
     * How the call goes out.
     *
     * @param gate     the job's own if the token's URL lies in the API's origin
     * @param attempts the requests that pass this gate
     * @param shared   whether these are the job's own: the API's limit counts the call
     * @param timeout  of one attempt, for the message
     */
    public record Way(SendGate gate, HttpAttempts attempts, boolean shared, Duration timeout) {}

    /**
     * What is done about secrets.
     *
     * @param learn told of each token, before anybody could write it anywhere
     * @param mask  takes secrets out of what the server wrote
     */
    public record Texts(Consumer<String> learn, UnaryOperator<String> mask) {}

    /** @param url where the tokens are; its own query is kept */
    public TokenCall(URI url, TokenGrant grant, Way way, AccessTokens tokens, Texts texts) {
        this.url = url;
        this.grant = grant;
        this.way = way;
        this.tokens = tokens;
        this.texts = texts;
    }

    /**
     * First pass of the gate.
     *
     * @throws PageDroppedException if the job stops
     * @throws JobAbortedException  if the API let nothing through for too long
     */
    public void await() throws PageDroppedException, JobAbortedException, InterruptedException {
        way.gate().enter();
    }

    /**
     * The throttle was interrupted; see {@link PageRequest#interrupted}.
     *
     * @throws PageDroppedException always
     */
    public void interrupted() throws PageDroppedException {
        Thread.interrupted();
        way.gate().leave();
        throw new PageDroppedException("the job stops");
    }

    /**
     * Second pass of the gate; makes the message the request.
     *
     * @throws PageDroppedException if the job stops
     * @throws JobAbortedException  if the API let nothing through for too long
     */
    public void prepare(Exchange exchange) throws PageDroppedException, JobAbortedException, InterruptedException {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(HttpHeaders.ACCEPT, ContentType.APPLICATION_JSON.getMimeType());
        message.setHeader(Exchange.CONTENT_TYPE, ContentType.APPLICATION_FORM_URLENCODED.getMimeType());
        grant.authorization().ifPresent(field -> message.setHeader(HttpHeaders.AUTHORIZATION, field));
        // As it was written: Camel would take the percent-encoding out of the route's own URL.
        message.setHeader(HttpConstants.HTTP_URI, PageUrl.withoutQuery(url));
        if (url.getRawQuery() != null) {
            message.setHeader(HttpConstants.HTTP_RAW_QUERY, url.getRawQuery());
        }
        message.setBody(grant.form());
        way.attempts().begin(way.gate().send());
    }

    /**
     * Reads the answer.
     *
     * @throws TokenPendingException if no token came, but may come later
     * @throws JobAbortedException   if none will come
     */
    public void read(Exchange exchange, @Variable(PageTask.VARIABLE) PageTask task)
            throws TokenPendingException, JobAbortedException {
        Attempt attempt = way.attempts().current();
        way.gate().limit().answered();
        Message message = exchange.getMessage();
        AnswerHead head = new AnswerHead(message);
        try (InputStream body = message.getBody(InputStream.class)) {
            message.setBody(null);
            byte[] text = body == null ? new byte[0] : ErrorBody.start(attempt, body);
            if (head.status() / 100 == 2) {
                granted(text);
            } else {
                refused(attempt, head, text);
            }
        } catch (IOException closing) {
            tokens.failed(sentence("the connection broke"), Optional.empty());
        } catch (TokenPendingException pending) {
            task.refused(task.getStatus(), pending.getMessage());
            throw pending;
        } finally {
            way.attempts().end();
        }
    }

    /**
     * Says what it means that no answer came.
     *
     * @throws TokenPendingException if one may come later
     * @throws JobAbortedException   if none will come
     */
    public void broken(Exchange exchange, @Variable(PageTask.VARIABLE) PageTask task)
            throws TokenPendingException, JobAbortedException, PageDroppedException {
        Throwable cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        exchange.getMessage().setBody(null);
        Attempt attempt = way.attempts().current();
        try {
            throwIfNotTheServers(cause);
            if (Verdict.isConnectFailure(cause) && way.shared()) {
                String why = sentence("it cannot be reached: " + cause.getMessage());
                way.gate().limit().unreachable(why);
                throw new TokenPendingException(why, 0);
            }
            tokens.failed(
                    Verdict.hasTimedOut(attempt, cause)
                            ? sentence("no complete answer within " + Durations.text(way.timeout()) + " (timeout)")
                            : sentence(String.valueOf(cause.getMessage())),
                    Optional.empty());
        } catch (TokenPendingException pending) {
            task.refused(task.getStatus(), pending.getMessage());
            throw pending;
        } finally {
            way.attempts().end();
        }
    }

    /** Whatever came of it, others may fetch a token again. */
    public void done() {
        way.attempts().end();
        tokens.done();
    }

    private void throwIfNotTheServers(Throwable cause)
            throws PageDroppedException, TokenPendingException, JobAbortedException {
        PageDroppedException stopped = ObjectHelper.getException(PageDroppedException.class, cause);
        if (stopped != null) {
            throw stopped;
        }
        way.gate().dropIfClosed();
        HeldBackException heldBack = ObjectHelper.getException(HeldBackException.class, cause);
        if (heldBack != null) {
            throw new TokenPendingException(heldBack.getMessage(), heldBack.status());
        }
        LedgerException noLedger = ObjectHelper.getException(LedgerException.class, cause);
        if (noLedger != null) {
            throw noLedger;
        }
        ForbiddenAddressException forbidden = ObjectHelper.getException(ForbiddenAddressException.class, cause);
        if (forbidden != null) {
            tokens.giveUp(sentence(forbidden.getMessage()));
        }
    }

    private void granted(byte[] text) throws JobAbortedException {
        TokenAnswer answer = TokenAnswer.of(text);
        if (answer.token().isEmpty()) {
            tokens.giveUp(sentence("the answer has no access_token that a header can hold; check auth-token-url"));
        } else if (!answer.isBearer()) {
            tokens.giveUp(sentence(
                    "the token is of the type '" + answer.type().orElse("") + "', and only bearer tokens can be sent"));
        } else {
            texts.learn().accept(answer.token().get());
            tokens.arrived(answer.token().get(), answer.lifetime());
        }
    }

    private void refused(Attempt attempt, AnswerHead head, byte[] text)
            throws TokenPendingException, JobAbortedException {
        int status = head.status();
        Optional<Duration> retryAfter =
                RetryAfter.parse(head.field(HttpHeaders.RETRY_AFTER), head.field(HttpHeaders.DATE), Clock.systemUTC());
        String why = sentence(ErrorBody.cut(head.statusLine(), texts.mask()) + words(text));
        if (SLOW_DOWN.contains(status) && way.shared()) {
            way.gate().limit().holdBack(attempt.sent(), retryAfter, ErrorBody.cut(head.statusLine(), texts.mask()));
            throw new TokenPendingException(why, status);
        }
        if (SLOW_DOWN.contains(status) || LATER.contains(status) || status / 100 == 5) {
            tokens.failed(why, retryAfter);
        } else if (status / 100 == 3) {
            tokens.giveUp(why + ": a redirect is not followed with credentials; set auth-token-url to the right place");
        } else {
            tokens.giveUp(why + "; check auth-token-url, auth-client-id, auth-client-secret and auth-scope");
        }
    }

    /** What RFC 6749 section 5.2 has for it, or else the start of the body. */
    private String words(byte[] text) {
        return TokenAnswer.of(text)
                .problem()
                .map(problem -> ": " + ErrorBody.cut(problem, texts.mask()))
                .orElseGet(() -> ErrorBody.words(text, texts.mask()));
    }

    private String sentence(String what) {
        return texts.mask()
                .apply("no access token from " + url.getScheme() + "://" + url.getRawAuthority() + ": " + what);
    }
}
