package org.sakia.job;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.sakia.config.JobOptions;
import org.sakia.config.Options;
import org.sakia.ledger.JobLedger;
import org.sakia.ledger.JobState;
import org.sakia.ledger.Round;
import org.sakia.plan.Watermark;
import org.sakia.request.JobAbortedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Begins the next round of an incremental job, when the one before has all its pages. */
final class IncrementalRound {

    private static final Logger LOG = LoggerFactory.getLogger(IncrementalRound.class);

    /** Stands in the ledger, where no partition has such a name. */
    private static final String COMPLETE = Round.KEY + "complete";

    private static final Duration FAR = Duration.ofDays(366);

    private IncrementalRound() {}

    /**
     * Begins the round that a run belongs to: the one that is not complete yet, or the next. That asks from the highest
     * value of the round before, less the overlap, but from no later time than that round began at: a record that
     * changed behind the back of a long export must not be missed.
     *
     * @throws JobAbortedException if there is nothing to ask from, or that the overlap could be taken from
     */
    static void begin(JobOptions options, JobLedger ledger) throws JobAbortedException {
        if (!options.isSet(Options.INCREMENTAL_FIELD)) {
            return;
        }
        ledger.restoreRound(options.get(Options.INCREMENTAL_START));
        Round last = ledger.round();
        if (ledger.state() == JobState.COUNT_DIFFERS && options.isSet(Options.RECORD_KEY)) {
            // Its pages are all there, so going on would ask for nothing and differ for ever.
            ledger.begin(new Round(last.number() + 1, last.since(), Instant.now()));
            LOG.info(
                    "{}: round {} asks again what round {} has asked",
                    options.name(),
                    last.number() + 1,
                    last.number());
            return;
        }
        if (!isComplete(ledger, last)) {
            ledger.begin(last);
            return;
        }
        refuseMissingField(options, ledger);
        try {
            Optional<String> since = highest(ledger)
                    .map(value ->
                            value.atMost(last.began()).minus(options.overlap()).text())
                    .or(last::since);
            Round next = new Round(last.number() + 1, since, Instant.now());
            since.map(Watermark::new)
                    .filter(value -> value.isNumberBeyond(next.began().plus(FAR)))
                    .ifPresent(value -> LOG.warn(
                            "{}: the next round asks from {}, which is more than a year ahead if it is a time; whatever"
                                    + " is lower is not asked for",
                            options.name(),
                            value.text()));
            ledger.begin(next);
            LOG.info("{}: round {} asks from {}", options.name(), next.number(), since.orElse("the begin"));
        } catch (IllegalArgumentException e) {
            throw new JobAbortedException(e.getMessage(), e);
        }
    }

    /** Notes that a round is complete: what aborts a later run before its round has begun takes that from the state. */
    static void completed(JobOptions options, JobLedger ledger) {
        if (options.isSet(Options.INCREMENTAL_FIELD)) {
            ledger.saveCursor(COMPLETE, Integer.toString(ledger.round().number()));
        }
    }

    private static boolean isComplete(JobLedger ledger, Round round) {
        return ledger.state() == JobState.COMPLETE
                || ledger.cursor(COMPLETE)
                        .filter(Integer.toString(round.number())::equals)
                        .isPresent();
    }

    /** Else every round would ask for everything again. */
    private static void refuseMissingField(JobOptions options, JobLedger ledger) throws JobAbortedException {
        long records = ledger.totals().records();
        Round last = ledger.round();
        boolean fromBegin = last.number() == 1 || last.since().isEmpty();
        if (fromBegin && records > 0 && highest(ledger).isEmpty()) {
            throw new JobAbortedException("none of the " + records + " records so far has a value at '"
                    + options.get(Options.INCREMENTAL_FIELD).orElseThrow()
                    + "' (incremental-field), so nobody knows from where to ask; correct it and start over, with --fresh or"
                    + " under another job name");
        }
    }

    private static Optional<Watermark> highest(JobLedger ledger) {
        Round round = ledger.round();
        Watermark[] highest = new Watermark[1];
        ledger.forEachDelivered(row -> row.increment()
                .highest()
                .filter(value -> round.has(row.page()))
                .map(Watermark::new)
                .ifPresent(value -> {
                    if (highest[0] == null || value.isAbove(highest[0])) {
                        highest[0] = value;
                    }
                }));
        return Optional.ofNullable(highest[0]);
    }
}
