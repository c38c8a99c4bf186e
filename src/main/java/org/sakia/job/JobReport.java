package org.sakia.job;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.sakia.config.JobOptions;
import org.sakia.config.Options;
import org.sakia.ledger.Totals;
import org.sakia.monitor.JobStats;

/**
 * What a run of one job came to.
 *
 * @param expectedRecords what the API says it holds; empty if it does not say
 * @param records         records in the sink, earlier runs included
 * @param repeatedRecords of these, records whose key another one has
 * @param skippedRecords  records left out since an earlier round of an incremental job has delivered them
 * @param bytes           bytes of these records
 * @param sink            where they are, as people name it; {@code file} for files
 * @param wallS           seconds of this run
 * @param malformedLimitFields fields about limits, of all answers, that could not be read
 */
public record JobReport(
        String job,
        String state,
        String message,
        OptionalLong expectedRecords,
        long records,
        long repeatedRecords,
        long skippedRecords,
        Pages pages,
        Requests requests,
        long bytes,
        String sink,
        double wallS,
        RateUse rate,
        int peakInFlight,
        long malformedLimitFields) {

    /** What stands for the limit where there is none. */
    public static final String NO_LIMIT = "none";

    /** Pages: planned are those of this run, resumed were delivered by earlier ones. */
    public record Pages(long planned, long delivered, long failed, long resumed) {}

    /** Requests of this run. */
    public record Requests(long total, long ok, long throttled, long failed) {}

    /**
     * How much of the limit was used.
     *
     * @param limit         as configured, or as announced with {@code rate = auto}
     * @param adaptiveShare the share of it that an adaptive pace had at the end, 0.01 to 1; else empty
     * @param lowestShare   the lowest that it had
     */
    public record RateUse(
            String limit,
            double achievedPerPeriod,
            double utilisation,
            OptionalDouble adaptiveShare,
            OptionalDouble lowestShare) {

        static RateUse of(JobLimit limit, JobStats stats) {
            return limit.tightestRate()
                    .map(tightest -> {
                        double achieved = stats.requestsPer(tightest.period());
                        return new RateUse(
                                tightest.text(),
                                rounded(achieved),
                                rounded(achieved / tightest.requests()),
                                limit.limit().share(),
                                limit.limit().lowestShare());
                    })
                    .orElse(NONE);
        }

        private static final RateUse NONE = new RateUse(NO_LIMIT, 0, 0, OptionalDouble.empty(), OptionalDouble.empty());
    }

    /**
     * Reports a job that this run could not take up.
     *
     * @param expected records that the ledger knows of
     * @param totals   what earlier runs delivered
     */
    public static JobReport notRun(JobOptions options, JobEnd end, OptionalLong expected, Totals totals) {
        return of(options, end, expected, totals, 0, 0, 0, new JobStats(), RateUse.NONE);
    }

    static JobReport of(
            JobOptions options,
            JobEnd end,
            OptionalLong expected,
            Totals totals,
            long repeated,
            long planned,
            long resumed,
            JobStats stats,
            RateUse rate) {
        return new JobReport(
                options.name(),
                end.state().word(),
                end.message(),
                expected,
                totals.records(),
                repeated,
                totals.skipped(),
                new Pages(planned, totals.deliveredPages(), totals.failedPages(), resumed),
                new Requests(stats.requests(), stats.requestsOk(), stats.requestsThrottled(), stats.requestsFailed()),
                totals.bytes(),
                sink(options),
                Math.round(stats.elapsed().toMillis()) / 1000.0,
                rate,
                stats.peakInFlight(),
                stats.limitFieldsMalformed());
    }

    /** {@code orders: complete. Expected 1,203,411 records, delivered 1,203,411, 0 pages failed.} */
    public String sentence() {
        return job + ": " + (message.contains(state) ? message : state + " - " + message) + ". " + counts();
    }

    /** {@code Expected 1,203,411 records, delivered 1,203,411, 0 pages failed.} */
    private String counts() {
        return String.format(
                Locale.ROOT,
                "Expected %s records, delivered %,d, %,d %s failed.",
                expectedRecords.isPresent()
                        ? String.format(Locale.ROOT, "%,d", expectedRecords.getAsLong())
                        : "an unknown number of",
                records,
                pages.failed(),
                pages.failed() == 1 ? "page" : "pages");
    }

    private static String sink(JobOptions options) {
        return options.get(Options.KAFKA_TOPIC)
                .map(topic -> "the Kafka topic " + topic + " at "
                        + options.get(Options.KAFKA_BROKERS).orElse("")
                        + (options.get(Options.KAFKA_TRANSACTIONAL)
                                ? ", for consumers with isolation.level=read_committed"
                                : ""))
                .orElseGet(options::sinkName);
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
