package org.sakia.kafka;

import java.util.Map;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.server.policy.CreateTopicPolicy;

/** A broker's policy that refuses topics whose names begin with {@code forbidden}. Runs in the broker's process. */
public final class NothingForbidden implements CreateTopicPolicy {

    @Override
    public void configure(Map<String, ?> settings) {}

    @Override
    public void validate(RequestMetadata wanted) {
        if (wanted.topic().startsWith("forbidden")) {
            throw new PolicyViolationException("topics here begin with the name of their team");
        }
    }

    @Override
    public void close() {}
}
