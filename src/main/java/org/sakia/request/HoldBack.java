package org.sakia.request;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.sakia.units.Durations;

/** The time until which an API that said "slow down" wants nobody to come. Not thread-safe; {@link SendGate} guards it. */
final class HoldBack {

    private final SendGate.Patience patience;
    private boolean active;
    private long since;
    private long began;
    private long until;
    private long delay;
    private String why = "";

    HoldBack(SendGate.Patience patience) {
        this.patience = patience;
    }

    void extend(long now, long sent, Optional<Duration> retryAfter, String reason) throws JobAbortedException {
        boolean newHold = !active || sent - began >= 0;
        if (!active) {
            active = true;
            since = now;
            until = now;
        }
        if (now - since > patience.giveUpAfter().toNanos()) {
            throw new JobAbortedException("the API has let nothing through for "
                    + Durations.text(patience.giveUpAfter()) + " (give-up-after): " + reason
                    + "; run again later, the run goes on where it stopped");
        }
        if (newHold) {
            began = now;
            delay = delay == 0
                    ? patience.firstDelay().toNanos()
                    : Math.min(2 * delay, patience.mostDelay().toNanos());
        }
        if (retryAfter.isPresent() && retryAfter.get().compareTo(patience.holdMost()) > 0) {
            throw new JobAbortedException(
                    reason + ": the API asks to come back in " + Durations.text(retryAfter.get()) + ", at "
                            + clock(retryAfter.get().toNanos()) + ", which is longer than hold-max allows ("
                            + Durations.text(patience.holdMost()) + "); run again then");
        }
        long ask = retryAfter.map(Duration::toNanos).orElse(0L);
        // "0" says no more than a missing field: some servers send it whatever the wait really is.
        if (ask == 0 && newHold) {
            ask = delay;
        }
        if (now + ask - until > 0) {
            until = now + ask;
        }
        why = reason;
    }

    /** A page came: the hold is over if it was asked for after the hold began, else the API is at least patient. */
    void over(long sent) {
        if (active && sent - began >= 0) {
            active = false;
            delay = 0;
        } else if (active && sent - since > 0) {
            since = sent;
        }
    }

    long waitNanos(long now) {
        return active ? until - now : 0;
    }

    Optional<String> reason(long now) {
        long left = waitNanos(now);
        return left > 0
                ? Optional.of("held back by the API until " + clock(left) + " (" + why + ")")
                : Optional.empty();
    }

    static String clock(long nanosAhead) {
        LocalDateTime then = LocalDateTime.now().plusNanos(nanosAhead).truncatedTo(ChronoUnit.SECONDS);
        boolean today = then.toLocalDate().equals(LocalDate.now());
        return then.format(DateTimeFormatter.ofPattern(today ? "HH:mm:ss" : "yyyy-MM-dd HH:mm:ss", Locale.ROOT));
    }
}
