package org.sakia.component;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;
import org.sakia.ledger.Ledger;

/**
 * The ledgers that consumers of one CamelContext have open, one for each state folder, and the jobs at work there: the
 * ids of their routes are made of their names, so a context can have each name once only. Thread-safe.
 */
final class OpenLedgers {

    private static final String BEAN = "sakia-ledgers";

    private final Map<Path, Ledger> ledgers = new HashMap<>();
    private final Map<Path, Set<String>> jobs = new HashMap<>();

    private OpenLedgers() {}

    /** Those of a context; they live in its registry. */
    static OpenLedgers in(CamelContext context) {
        Registry registry = context.getRegistry();
        synchronized (registry) {
            OpenLedgers known = registry.lookupByNameAndType(BEAN, OpenLedgers.class);
            if (known == null) {
                known = new OpenLedgers();
                registry.bind(BEAN, known);
            }
            return known;
        }
    }

    /**
     * Opens the ledger of a folder for a job, or shares it with the jobs that have it. To be left again.
     *
     * @throws IllegalStateException              if a job of that name is at work in the context
     * @throws org.sakia.ledger.LedgerException if the ledger cannot be opened
     */
    synchronized Ledger enter(String job, Path state) {
        if (jobs.values().stream().anyMatch(names -> names.contains(job))) {
            throw new IllegalStateException("job " + job
                    + " is at work in another route of this context; a context can have one route from sakia:" + job
                    + ", give the other one another name");
        }
        Path folder = key(state);
        Ledger ledger = ledgers.computeIfAbsent(folder, Ledger::open);
        jobs.computeIfAbsent(folder, none -> new HashSet<>()).add(job);
        return ledger;
    }

    /** A job needs its ledger no more; the last one of a folder closes it. */
    synchronized void leave(String job, Path state) {
        Path folder = key(state);
        Set<String> names = jobs.getOrDefault(folder, Set.of());
        if (names.remove(job) && names.isEmpty()) {
            jobs.remove(folder);
            ledgers.remove(folder).close();
        }
    }

    private static Path key(Path state) {
        return state.toAbsolutePath().normalize();
    }
}
