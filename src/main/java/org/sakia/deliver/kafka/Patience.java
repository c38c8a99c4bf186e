package org.sakia.deliver.kafka;

import java.time.Duration;
import java.util.Optional;
import org.sakia.request.JobAbortedException;
import org.sakia.units.Durations;

/** What the broker is waited for at the moment, and for how long. One wait at a time; any thread may ask. */
final class Patience {

    private static final Duration WORTH_TELLING = Duration.ofSeconds(3);

    private volatile Optional<Wait> current = Optional.empty();

    /** Begins a wait, which ends when it is closed. */
    Wait begin(String what) {
        Wait wait = new Wait(what);
        current = Optional.of(wait);
        return wait;
    }

    /** What is being waited for, as in "waiting for Kafka (broker:9092) to confirm a transaction, for 12s". */
    Optional<String> waitingFor() {
        return current.filter(wait -> wait.isLongerThan(WORTH_TELLING))
                .map(wait -> wait.what + ", for "
                        + Durations.text(Duration.ofSeconds(wait.age().toSeconds())));
    }

    static JobAbortedException gaveUp(String what, Duration giveUpAfter, Throwable cause) {
        return new JobAbortedException(
                "given up after " + Durations.text(giveUpAfter) + " (give-up-after) of " + what + ": "
                        + TransactionFailures.words(cause)
                        + "; run again when it answers, the run goes on where it stopped",
                cause);
    }

    /** One wait. */
    final class Wait implements AutoCloseable {

        private final String what;
        private long begunNanos = System.nanoTime();

        private Wait(String what) {
            this.what = what;
        }

        /** Something moved. */
        void restart() {
            begunNanos = System.nanoTime();
        }

        boolean isLongerThan(Duration most) {
            return age().compareTo(most) >= 0;
        }

        private Duration age() {
            return Duration.ofNanos(System.nanoTime() - begunNanos);
        }

        @Override
        public void close() {
            current = Optional.empty();
        }
    }
}
