package org.sakia.deliver.kafka;

import java.time.Duration;
import java.util.Optional;

/** Remembers since when the brokers take nothing, so that the job can be given up in the end. Thread-safe. */
final class BrokerOutage {

    private final Duration giveUpAfter;
    private Optional<Long> since = Optional.empty();

    BrokerOutage(Duration giveUpAfter) {
        this.giveUpAfter = giveUpAfter;
    }

    /**
     * A page was not taken: says whether that has been so for too long.
     *
     * @param begun when its delivery began, as {@code System.nanoTime()} counts
     */
    synchronized boolean isTooLong(long begun) {
        since = Optional.of(since.filter(earlier -> earlier - begun < 0).orElse(begun));
        return System.nanoTime() - since.get() >= giveUpAfter.toNanos();
    }

    /** A page was taken. */
    synchronized void over() {
        since = Optional.empty();
    }
}
