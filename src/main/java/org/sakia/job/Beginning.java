package org.sakia.job;

import org.sakia.config.JobOptions;
import org.sakia.config.Options;
import org.sakia.config.Strategy;
import org.sakia.ledger.JobLedger;
import org.sakia.ledger.JobState;
import org.sakia.plan.PartitionsException;
import org.sakia.request.JobAbortedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a run begins: tries the sink and looks at what earlier runs left. Thread-safe. */
final class Beginning {

    private static final Logger LOG = LoggerFactory.getLogger(Beginning.class);

    private final JobOptions options;
    private final JobLedger ledger;
    private final JobLimit limit;
    private final RunningRoutes running;
    private final JobParts parts;
    private volatile long resumed;
    private boolean begun;

    Beginning(JobOptions options, JobLedger ledger, JobLimit limit, RunningRoutes running, JobParts parts) {
        this.options = options;
        this.ledger = ledger;
        this.limit = limit;
        this.running = running;
        this.parts = parts;
    }

    /**
     * Begins the run, once.
     *
     * @throws JobAbortedException if the sink cannot be written to
     */
    synchronized void begin() throws JobAbortedException {
        if (begun) {
            return;
        }
        Strategy strategy = options.get(Options.STRATEGY);
        strategy.risk()
                .ifPresent(risk ->
                        LOG.warn("{}: strategy = {} {}; paced keeps the limit", options.name(), strategy.word(), risk));
        limit.startThrottle(running);
        parts.clearSpool();
        parts.sink().open();
        IncrementalRound.begin(options, ledger);
        try {
            resume();
        } catch (PartitionsException e) {
            throw new JobAbortedException(e.getMessage(), e);
        }
        ledger.state(JobState.RUNNING);
        begun = true;
    }

    /** Whether the last run came to a good end and nothing has been lost since, so that there is nothing to begin. */
    boolean isAlreadyComplete() {
        if (ledger.state() != JobState.COMPLETE || options.isSet(Options.INCREMENTAL_FIELD)) {
            return false;
        }
        try {
            resume();
        } catch (PartitionsException unknown) {
            return false;
        }
        return resumed == ledger.totals().deliveredPages()
                && parts.plan().hasNothingLeft()
                && Reckoning.of(parts.plan(), ledger.totals()).state() == JobState.COMPLETE
                && parts.sink().finish().isDone();
    }

    private void resume() throws PartitionsException {
        // Before the plan: a page whose file is lost opens its partition again.
        resumed = ResumeScan.check(options.name(), ledger, parts.sink().files());
        parts.plan().restore();
    }

    /** Pages that earlier runs delivered and this one need not ask for. */
    long resumed() {
        return resumed;
    }
}
