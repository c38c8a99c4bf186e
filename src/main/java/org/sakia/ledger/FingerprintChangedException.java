package org.sakia.ledger;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** The configuration changed so that the pages of the job would no longer fit together. */
public final class FingerprintChangedException extends LedgerException {

    private final transient List<String> differences;

    private FingerprintChangedException(String job, List<String> differences) {
        super("job " + job + " was begun with another configuration (" + String.join(", ", differences)
                + "); run with --fresh to start over, or give the changed export another job name");
        this.differences = differences;
    }

    /** One text a key: {@code page-size: 100 -> 500}. */
    public List<String> differences() {
        return differences;
    }

    static void refuse(String job, Map<String, String> before, Map<String, String> now) {
        List<String> differences = differences(before, now);
        if (!differences.isEmpty()) {
            throw new FingerprintChangedException(job, differences);
        }
    }

    private static List<String> differences(Map<String, String> before, Map<String, String> now) {
        TreeSet<String> keys = new TreeSet<>(before.keySet());
        keys.addAll(now.keySet());
        return keys.stream()
                .filter(key -> !Objects.equals(before.get(key), now.get(key)))
                .map(key -> key + ": " + before.getOrDefault(key, "(not set)") + " -> "
                        + now.getOrDefault(key, "(not set)"))
                .toList();
    }
}
