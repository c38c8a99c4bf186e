package org.sakia.request;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.sakia.units.Durations;

/** The time until which an API that said "slow down" wants nobody to come. Not thread-safe; {@link SendLimit} guards it. */
final class HoldBack {

    private final SendLimit.Patience patience;
    private boolean active;
    private long since;
    private long began;
    private long until;
    private long delay;
    private String why = "";
    private Optional<String> barred = Optional.empty();

    HoldBack(SendLimit.Patience patience) {
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
            throw bar("the API has let nothing through for "
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
            throw bar(reason + tooLong(retryAfter.get(), patience.holdMost()));
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

    /** Jobs of a limit group hear of it when they come, so that none goes on to hammer. */
    private JobAbortedException bar(String message) {
        barred = Optional.of(message);
        return new JobAbortedException(message);
    }

    static String tooLong(Duration ask, Duration holdMost) {
        return ": the API asks to come back in " + Durations.text(ask) + ", at " + clock(ask.toNanos())
                + ", which is longer than hold-max allows (" + Durations.text(holdMost) + "); run again then";
    }

    /** A page came: the hold is over if it was asked for after the hold began, else the API is at least patient. */
    void over(long sent) {
        if (active && sent - began >= 0) {
            active = false;
            barred = Optional.empty();
            delay = 0;
        } else if (active && sent - since > 0) {
            since = sent;
        }
    }

    /**
     * Does nothing while jobs may go on, now or later.
     *
     * @throws JobAbortedException if one of them heard that they may not
     */
    void check() throws JobAbortedException {
        if (barred.isPresent()) {
            throw new JobAbortedException(barred.get());
        }
    }

    /** What lies before this moment, which may be ahead, counts no more towards giving up. */
    void patientFrom(long now) {
        since = now;
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
