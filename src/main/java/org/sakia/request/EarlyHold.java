package org.sakia.request;

import java.time.Duration;
import java.util.Optional;

/**
 * The time until which an API that has said "nothing left" would refuse. Nobody was refused, so it is no sign that the
 * API lets nothing through. Not thread-safe; {@link SendLimit} guards it.
 */
final class EarlyHold {

    private static final String WHY = "0 requests left";

    private final Duration holdMost;
    private boolean active;
    private long began;
    private long until;
    private Optional<String> barred = Optional.empty();

    EarlyHold(Duration holdMost) {
        this.holdMost = holdMost;
    }

    /**
     * Nothing is left until {@code reset} from now.
     *
     * @param sent when the request was sent whose answer says so; answers to requests that were under way when the hold
     *             began say the same once more, later, and do not lengthen it
     */
    void begin(long now, long sent, Duration reset) {
        if (waitNanos(now) > 0 && sent - began < 0) {
            return;
        }
        if (reset.compareTo(holdMost) > 0) {
            barred = Optional.of(WHY + HoldBack.tooLong(reset, holdMost));
        }
        long end = now + reset.toNanos();
        until = active && until - end > 0 ? until : end;
        began = now;
        active = true;
    }

    /**
     * Does nothing while jobs may go on, now or later.
     *
     * @throws JobAbortedException if the reset is further away than a job may be held
     */
    void check() throws JobAbortedException {
        if (barred.isPresent()) {
            throw new JobAbortedException(barred.get());
        }
    }

    long waitNanos(long now) {
        return active ? until - now : 0;
    }

    Optional<String> reason(long now) {
        return waitNanos(now) > 0
                ? Optional.of("held back by the API until " + HoldBack.clock(until - now) + " (" + WHY + ")")
                : Optional.empty();
    }
}
