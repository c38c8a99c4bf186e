package org.sakia.job;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;
import org.sakia.config.ConfigException;
import org.sakia.config.JobOptions;
import org.sakia.config.Options;
import org.sakia.config.Problem;
import org.sakia.ledger.JobLedger;

/**
 * The limits that are in use in one CamelContext, by name. A job without a group is a group of one, so there is one way
 * for all. Thread-safe.
 */
final class JobLimits {

    private static final String BEAN = "sakia-limits";

    /** No job can have this in its name. */
    private static final String OF_GROUP = "group.";

    private final Map<String, Shared> limits = new HashMap<>();

    private static final class Shared {

        private final JobLimit limit;
        private final String firstJob;
        private final Path state;
        private int jobs = 1;

        private Shared(JobLimit limit, String firstJob, Path state) {
            this.limit = limit;
            this.firstJob = firstJob;
            this.state = state;
        }
    }

    private JobLimits() {}

    /** Those of a context; they live in its registry. */
    static JobLimits in(CamelContext context) {
        Registry registry = context.getRegistry();
        synchronized (registry) {
            JobLimits known = registry.lookupByNameAndType(BEAN, JobLimits.class);
            if (known == null) {
                known = new JobLimits();
                registry.bind(BEAN, known);
            }
            return known;
        }
    }

    /**
     * The limit of a job, made if no other job has it. To be left again.
     *
     * @throws org.sakia.ledger.JobLockedException if another process has it
     * @throws ConfigException                     if the jobs of the group have different options for it
     */
    synchronized JobLimit join(JobOptions options, JobLedger ledger) {
        Optional<String> group = options.get(Options.LIMIT_GROUP);
        String name = nameFor(options);
        LimitTerms terms = LimitTerms.of(options);
        Shared shared = limits.get(name);
        if (shared == null) {
            JobLimit limit =
                    new JobLimit(name, terms, group.map(ledger::takeLimit).orElseGet(ledger::limit));
            limits.put(name, new Shared(limit, options.name(), ledger.folder()));
            return limit;
        }
        if (!shared.state.equals(ledger.folder())) {
            throw new ConfigException(List.of(new Problem(
                    Options.LIMIT_GROUP.key(),
                    "job " + options.name(),
                    "the jobs " + shared.firstJob + " and " + options.name() + " share the limit group "
                            + group.orElse(name) + " and must have the same state folder, which remembers its sends")));
        }
        if (!shared.limit.terms().equals(terms)) {
            throw new ConfigException(List.of(new Problem(
                    Options.LIMIT_GROUP.key(),
                    "job " + options.name(),
                    "the jobs " + shared.firstJob + " and " + options.name() + " share the limit group "
                            + group.orElse(name) + " and must have the same rate and delays")));
        }
        shared.jobs++;
        return shared.limit;
    }

    /** The name of a job's limit, as routes name it. */
    static String nameFor(JobOptions options) {
        return options.get(Options.LIMIT_GROUP).map(OF_GROUP::concat).orElse(options.name());
    }

    /** A job needs it no more; the last one closes it. */
    synchronized void leave(JobLimit limit) {
        Shared shared = limits.get(limit.name());
        shared.jobs--;
        if (shared.jobs == 0) {
            limits.remove(limit.name());
            limit.close();
        }
    }
}
