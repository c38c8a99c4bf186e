package org.sakia.request;

import java.io.EOFException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLException;
import org.apache.camel.util.ObjectHelper;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.HttpHeaders;
import org.sakia.ledger.LedgerException;
import org.sakia.monitor.JobStats;
import org.sakia.page.BadPageException;
import org.sakia.page.Conditions;
import org.sakia.page.SpoolException;
import org.sakia.plan.PageTask;
import org.sakia.units.Durations;

/**
 * What an answer that is not the page means: slow down, try again, not this page, not this job. Each comes as its own
 * exception, so that the fetch route can say in YAML what is done about it. Thread-safe.
 */
public final class Verdict {

    private final URI url;
    private final Origins origins;
    private final Credentials credentials;
    private final Set<Integer> retryStatuses;
    private final Duration timeout;
    private final Duration holdMost;
    private final boolean totalNeeded;
    private final Conditions conditions;
    private final RefusedPage refusedPage;
    private final SendGate gate;
    private final SlowDown slowDown;
    private final JobStats stats;
    private final BooleanSupplier anythingCame;
    private final UnaryOperator<String> mask;

    /**
     * @param url               what the job asks
     * @param origins           where redirects may lead
     * @param credentials       what the job's requests carry
     * @param retryStatuses     statuses after which the page is asked for again
     * @param timeout           of one attempt, for the message
     * @param holdMost          a Retry-After beyond it ends the job
     * @param totalNeeded       the user named a place for the total: it must be there
     * @param conditions        which bodies say "slow down", whatever the status says
     * @param refusedPage       knows what a refusal means that depends on the paging
     * @param anythingCame      whether the API ever brought a page: until then a wrong URL is more likely than a fault
     * @param mask              takes secrets out of what the API wrote
     */
    public Verdict(
            URI url,
            Origins origins,
            Credentials credentials,
            Set<Integer> retryStatuses,
            Duration timeout,
            Duration holdMost,
            boolean totalNeeded,
            Conditions conditions,
            RefusedPage refusedPage,
            SendGate gate,
            SlowDown slowDown,
            JobStats stats,
            BooleanSupplier anythingCame,
            UnaryOperator<String> mask) {
        this.url = url;
        this.origins = origins;
        this.credentials = credentials;
        this.retryStatuses = Set.copyOf(retryStatuses);
        this.timeout = timeout;
        this.holdMost = holdMost;
        this.totalNeeded = totalNeeded;
        this.conditions = conditions;
        this.refusedPage = refusedPage;
        this.gate = gate;
        this.slowDown = slowDown;
        this.stats = stats;
        this.anythingCame = anythingCame;
        this.mask = mask;
    }

    void refuse(PageTask task, Attempt attempt, AnswerHead head, InputStream body) throws Refusal, JobAbortedException {
        int status = head.status();
        byte[] start = ErrorBody.start(attempt, body);
        String why = ErrorBody.cut(head.statusLine(), mask) + ErrorBody.words(start, mask);
        if (conditions.throttles(new String(start, StandardCharsets.UTF_8))) {
            throw slowDown.heldBack(task, attempt, head, why);
        }
        slowDown.refuse(task, attempt, head, why);
        stats.failed();
        if (status / 100 == 3 && head.field(HttpHeaders.LOCATION).isPresent()) {
            throw moved(task, head, head.field(HttpHeaders.LOCATION).get());
        }
        // Twice in a row for one page means that a new access token does not help it.
        if (status == 401 && task.getStatus() != status && credentials.renew(attempt.token())) {
            task.refused(status, why);
            throw new TokenPendingException(why, status);
        }
        if (status == 401 || status == 403 || status == 407) {
            throw new JobAbortedException("the API refuses access: " + why + "; check the credentials ("
                    + credentials.keys() + ") of this job");
        }
        if (retryStatuses.contains(status)) {
            Optional<Duration> retryAfter = slowDown.retryAfter(head);
            if (retryAfter.isPresent() && retryAfter.get().compareTo(holdMost) > 0) {
                throw new JobAbortedException(why + ": the API asks to come back in "
                        + Durations.text(retryAfter.get()) + ", which is longer than hold-max allows ("
                        + Durations.text(holdMost) + ")");
            }
            task.attemptFailed(status, why);
            throw new AttemptFailedException(why, status, retryAfter, null);
        }
        String advice = refusedPage.check(task.getPage(), status, why);
        if (!anythingCame.getAsBoolean()) {
            throw new JobAbortedException("the API refuses the first page: " + why
                    + "; check url and parameters of this job (" + mask.apply(url.toString()) + ")");
        }
        task.attemptFailed(status, advice);
        throw new PageRefusedException(advice, status);
    }

    Refusal unusable(PageTask task, Attempt attempt, AnswerHead head, BadPageException junk)
            throws PageDroppedException {
        gate.dropIfClosed();
        if (hasTimedOut(attempt, junk)) {
            return timedOut(task);
        }
        stats.failed();
        String why = mask.apply(junk.getMessage());
        task.attemptFailed(head.status(), why);
        return new AttemptFailedException(why, head.status(), Optional.empty(), junk);
    }

    /** An attempt that ended without a whole answer. */
    Refusal broken(PageTask task, Attempt attempt, Throwable cause) throws JobAbortedException, PageDroppedException {
        PageDroppedException stopped = ObjectHelper.getException(PageDroppedException.class, cause);
        if (stopped != null) {
            throw stopped;
        }
        // A connection that was cut because the job stops says nothing about the page.
        gate.dropIfClosed();
        HeldBackException heldBack = ObjectHelper.getException(HeldBackException.class, cause);
        if (heldBack != null) {
            return heldBack;
        }
        LedgerException noLedger = ObjectHelper.getException(LedgerException.class, cause);
        if (noLedger != null) {
            throw noLedger;
        }
        SpoolException noRoom = ObjectHelper.getException(SpoolException.class, cause);
        if (noRoom != null) {
            throw new JobAbortedException(noRoom.getMessage(), noRoom);
        }
        ForbiddenAddressException forbidden = ObjectHelper.getException(ForbiddenAddressException.class, cause);
        if (forbidden != null) {
            throw new JobAbortedException(forbidden.getMessage(), forbidden);
        }
        // A connection that never stood is an outage, even where waiting for it took as long as an attempt may.
        if (hasTimedOut(attempt, cause) && !isConnectFailure(cause)) {
            return timedOut(task);
        }
        stats.failed();
        String why = words(cause);
        if (isConnectFailure(cause)) {
            if (ObjectHelper.getException(UnknownHostException.class, cause) != null && !anythingCame.getAsBoolean()) {
                throw new JobAbortedException(
                        "the host '" + url.getHost() + "' is not known; check url of this job and the network", cause);
            }
            task.refused(0, why);
            gate.limit().unreachable(why);
            return new UnreachableException(why, cause);
        }
        if (!anythingCame.getAsBoolean() && isNotSecure(cause)) {
            throw new JobAbortedException(
                    "no secure connection to " + url.getHost() + ": " + mask.apply(cause.getMessage())
                            + "; for an authority of your own set camel.ssl.trust-store, for a client certificate"
                            + " camel.ssl.key-store (docs/auth.md, TLS)",
                    cause);
        }
        task.attemptFailed(0, why);
        return new AttemptFailedException(why, 0, Optional.empty(), cause);
    }

    /**
     * Refuses a first page without the total that the user told us to find.
     *
     * @throws JobAbortedException if it is not there
     */
    void checkTotal(OptionalLong total) throws JobAbortedException {
        if (totalNeeded && total.isEmpty() && !anythingCame.getAsBoolean()) {
            throw new JobAbortedException("the first page has no number where 'total' points; correct total, or set"
                    + " total=none to go on until the first empty page");
        }
    }

    private Refusal timedOut(PageTask task) {
        stats.failed();
        String why = "no complete answer within " + Durations.text(timeout) + " (timeout)";
        task.attemptFailed(0, why);
        return new AttemptFailedException(why, 0, Optional.empty(), null);
    }

    private Refusal moved(PageTask task, AnswerHead head, String location) throws JobAbortedException {
        Target target = origins.resolve(URI.create(task.getAsked()), location);
        if (target instanceof Target.Refused refused) {
            throw new JobAbortedException(
                    "the API redirects (" + ErrorBody.cut(head.statusLine(), mask) + ") to " + refused.why());
        }
        String to = ((Target.Allowed) target).uri().toString();
        task.refused(head.status(), ErrorBody.cut(head.statusLine(), mask) + " to " + mask.apply(to));
        task.moved(to);
        return new RedirectedException(task.getError(), head.status());
    }

    /** The socket has the same timeout as the attempt: where the API stays silent from the start, either may be first. */
    static boolean hasTimedOut(Attempt attempt, Throwable cause) {
        return attempt.timedOut() || ObjectHelper.getException(SocketTimeoutException.class, cause) != null;
    }

    /** Whether the two sides do not agree on TLS; a connection that breaks while they try is an outage like any other. */
    static boolean isNotSecure(Throwable cause) {
        return ObjectHelper.getException(SSLException.class, cause) != null
                && ObjectHelper.getException(EOFException.class, cause) == null
                && ObjectHelper.getException(SocketException.class, cause) == null;
    }

    static boolean isConnectFailure(Throwable cause) {
        return ObjectHelper.getException(ConnectException.class, cause) != null
                || ObjectHelper.getException(ConnectTimeoutException.class, cause) != null
                || ObjectHelper.getException(NoRouteToHostException.class, cause) != null
                || ObjectHelper.getException(UnknownHostException.class, cause) != null;
    }

    private String words(Throwable cause) {
        String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return mask.apply(isConnectFailure(cause) ? message : "the connection broke: " + message);
    }
}
