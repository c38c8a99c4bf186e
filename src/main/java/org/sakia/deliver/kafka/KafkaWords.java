package org.sakia.deliver.kafka;

import java.util.function.UnaryOperator;
import org.apache.camel.util.ObjectHelper;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.sakia.units.Durations;

/** Says in sentences what Kafka's exceptions mean for this job. Immutable, thread-safe. */
final class KafkaWords {

    private final KafkaSettings settings;
    private final UnaryOperator<String> mask;

    /** @param mask takes secrets out of what Kafka says */
    KafkaWords(KafkaSettings settings, UnaryOperator<String> mask) {
        this.settings = settings;
        this.mask = mask;
    }

    /** Whether the brokers may take it if they are asked again later. */
    static boolean isPassing(Throwable cause) {
        return has(RetriableException.class, cause);
    }

    /** Whether the brokers will not have this user, or this client, whatever is asked. */
    static boolean isRefused(Throwable cause) {
        return has(AuthenticationException.class, cause)
                || has(AuthorizationException.class, cause)
                || has(UnsupportedVersionException.class, cause);
    }

    String refused(Throwable cause) {
        if (has(AuthenticationException.class, cause)) {
            return brokers() + " do not let the job in: " + said(cause)
                    + "; see to its credentials (kafka.producer.sasl.* and kafka.producer.ssl.*)";
        }
        if (has(AuthorizationException.class, cause)) {
            return brokers() + " do not permit what the job does: " + said(cause)
                    + "; permit its user Describe and Write on the topic " + settings.topic() + ledgerTopic();
        }
        return brokers() + " cannot do what the job needs: " + said(cause) + "; see to their version";
    }

    private String ledgerTopic() {
        return settings.ledgerTopic()
                .map(topic -> ", Describe, Read and Write on the topic " + topic
                        + ", and Describe and Write on the transactional id " + settings.transactionalId())
                .orElse("");
    }

    String silent(Throwable cause) {
        return brokers() + " do not answer: " + said(cause);
    }

    /** @param cause what came of it last */
    String gaveUp(Throwable cause) {
        return brokers() + " have taken nothing for " + Durations.text(settings.giveUpAfter()) + " (give-up-after): "
                + said(cause) + "; see to them and run again, the run goes on where it stopped";
    }

    /** Why the job cannot begin to speak to Kafka. */
    String noClient(Throwable cause) {
        if (said(cause).contains("bootstrap urls")) {
            return "no host in kafka-brokers (" + settings.brokers()
                    + ") has an address; see to the spelling, and to the name server";
        }
        return "Kafka's client does not take the configuration: " + said(cause) + "; see to kafka.producer.*";
    }

    String noTopic(String topic, Throwable cause) {
        if (has(AuthenticationException.class, cause)) {
            return refused(cause);
        }
        if (has(TimeoutException.class, cause)) {
            return silent(cause)
                    + "; see to host, port and kafka.producer.security.protocol, and to the brokers, and run again";
        }
        if (has(InvalidReplicationFactorException.class, cause)) {
            return missing(topic) + said(cause) + "; set kafka-replication, or create the topic";
        }
        if (has(AuthorizationException.class, cause)) {
            return "the topic " + topic + " is closed to the job, or missing and not to be created by it: "
                    + said(cause) + "; permit the job's user Describe and Write on it, and Create where it is missing";
        }
        return missing(topic) + said(cause) + "; create the topic, or see to it that the job may";
    }

    private static String missing(String topic) {
        return "the topic " + topic + " is missing, and the brokers do not create it: ";
    }

    private String brokers() {
        return "the brokers at " + settings.brokers() + " (kafka-brokers)";
    }

    private static boolean has(Class<? extends Throwable> kind, Throwable cause) {
        return ObjectHelper.getException(kind, cause) != null;
    }

    /** The innermost message that says something. */
    String said(Throwable cause) {
        String words = root(cause).getClass().getSimpleName();
        Throwable at = cause;
        for (int depth = 0; at != null && depth < 20; depth++, at = at.getCause()) {
            if (at.getMessage() != null && !at.getMessage().isBlank() && !repeats(at)) {
                words = at.getMessage();
            }
        }
        String plain = mask.apply(words).strip();
        return plain.endsWith(".") ? plain.substring(0, plain.length() - 1) : plain;
    }

    /** An exception without words of its own has those of its cause, with the class before them. */
    private static boolean repeats(Throwable at) {
        return at.getCause() != null && at.getMessage().equals(at.getCause().toString());
    }

    private static Throwable root(Throwable cause) {
        Throwable root = cause;
        for (int depth = 0; root.getCause() != null && depth < 20; depth++) {
            root = root.getCause();
        }
        return root;
    }
}
