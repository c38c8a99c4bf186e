package org.sakia.request;

import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.hc.core5.http.HttpHeaders;
import org.sakia.limit.LimitFields;
import org.sakia.limit.RetryAfter;
import org.sakia.monitor.JobStats;
import org.sakia.plan.PageTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears every way in which an answer says "slow down", and has the limit follow: a refusal holds all workers back until
 * Retry-After or else the reset, and a good answer that says "nothing left" does so before the first refusal.
 * Thread-safe.
 */
public final class SlowDown {

    private static final Logger LOG = LoggerFactory.getLogger(SlowDown.class);
    private static final Set<Integer> STATUSES = Set.of(429, 503, 529);

    private final SendLimit limit;
    private final Announcement announcement;
    private final JobStats stats;
    private final Clock clock;
    private final UnaryOperator<String> mask;

    /** Who wants to know the pace that an API announces. */
    public interface Announcement {
        /** @param let whether the API let the request through; it may say more when it refuses one, or less */
        void heard(Optional<LimitFields.Policy> policy, boolean let);
    }

    /** @param mask takes secrets out of what the API wrote */
    public SlowDown(
            SendLimit limit, Announcement announcement, JobStats stats, Clock clock, UnaryOperator<String> mask) {
        this.limit = limit;
        this.announcement = announcement;
        this.stats = stats;
        this.clock = clock;
        this.mask = mask;
    }

    /** An answer came, of whatever status: called once for each, as soon as its fields are there. */
    void heard(Attempt attempt, AnswerHead head) {
        limit.answered();
        LimitFields fields = fields(head);
        if (fields.malformed() > 0) {
            malformed(head, fields);
        }
        announcement.heard(fields.policy(), head.status() < 400);
        if (head.status() < 400 && fields.nothingLeft()) {
            fields.reset().ifPresent(reset -> limit.nothingLeft(attempt.sent(), fields.limit(), reset));
        }
    }

    /**
     * Does nothing unless the answer means "slow down": 429, 503 and 529 do, and 403 with Retry-After or nothing left.
     *
     * @param why the reason in words, without secrets
     * @throws HeldBackException   if it does
     * @throws JobAbortedException if the time to wait is longer than a job may be held
     */
    void refuse(PageTask task, Attempt attempt, AnswerHead head, String why)
            throws HeldBackException, JobAbortedException {
        boolean saysSo = STATUSES.contains(head.status())
                || head.status() == 403
                        && (retryAfter(head).isPresent() || fields(head).nothingLeft());
        if (saysSo) {
            throw heldBack(task, attempt, head, why);
        }
    }

    /**
     * Takes an answer as "slow down", whatever its status is: holds all workers back, and uses no attempt of the page.
     *
     * @return what to throw
     * @throws JobAbortedException if the time to wait is longer than a job may be held
     */
    HeldBackException heldBack(PageTask task, Attempt attempt, AnswerHead head, String why) throws JobAbortedException {
        Optional<Duration> wait = retryAfter(head).or(() -> reset(head));
        stats.throttled();
        task.refused(head.status(), why);
        limit.holdBack(attempt.sent(), wait, ErrorBody.cut(head.statusLine(), mask));
        return new HeldBackException(why, head.status(), wait);
    }

    /** What Retry-After says, if it can be read; the longest where proxies have added their own. */
    Optional<Duration> retryAfter(AnswerHead head) {
        return head.fields(HttpHeaders.RETRY_AFTER).stream()
                .flatMap(text -> RetryAfter.parse(Optional.of(text), head.field(HttpHeaders.DATE), clock).stream())
                .max(Comparator.naturalOrder());
    }

    /** While requests are left it is not this limit that refuses, and its reset is no time to come back. */
    private Optional<Duration> reset(AnswerHead head) {
        LimitFields fields = fields(head);
        return fields.nothingLeft() || fields.remaining().isEmpty() ? fields.reset() : Optional.empty();
    }

    private LimitFields fields(AnswerHead head) {
        return LimitFields.read(head.limitFields(), head.field(HttpHeaders.DATE), clock);
    }

    private void malformed(AnswerHead head, LimitFields fields) {
        if (stats.limitFieldsMalformed(fields.malformed())) {
            LOG.warn(
                    "the API sends fields about its limit that cannot be read; they are ignored (one of {})",
                    head.limitFields().keySet());
        }
    }
}
