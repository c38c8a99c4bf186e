package org.sakia.deliver.kafka;

import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;

/** What a failure of Kafka's client means for a transaction. */
final class TransactionFailures {

    private TransactionFailures() {}

    /** Whether somebody else has taken up the transactional id, or the broker has timed the transaction out. */
    static boolean isFenced(Throwable failure) {
        return causes(failure)
                .anyMatch(e -> e instanceof ProducerFencedException || e instanceof InvalidProducerEpochException);
    }

    /** Whether records may be on their way still. */
    static boolean isTimeout(Throwable failure) {
        return causes(failure).anyMatch(TimeoutException.class::isInstance);
    }

    /** The producer says with IllegalStateException that it was closed or that an earlier call did not end. */
    static KafkaException asKafka(RuntimeException failure) {
        return failure instanceof KafkaException kafka ? kafka : new KafkaException(failure.getMessage(), failure);
    }

    /** Kafka's exception marks the thread as interrupted, and then Camel would not run its error handlers. */
    static InterruptedException interrupted(InterruptException e) {
        Thread.interrupted();
        InterruptedException interrupted = new InterruptedException("interrupted while Kafka was waited for");
        interrupted.initCause(e);
        return interrupted;
    }

    /** What happened first. */
    static String words(Throwable failure) {
        Throwable root = causes(failure).reduce((outer, inner) -> inner).orElse(failure);
        String words = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        return words.endsWith(".") ? words.substring(0, words.length() - 1) : words;
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, e -> e != null, Throwable::getCause);
    }
}
