package org.sakia.cli;

import java.time.Duration;
import java.util.Locale;
import org.sakia.config.Options;
import org.sakia.job.JobReport;
import org.sakia.ledger.JobState;
import org.sakia.units.Durations;

/** What the console shows of a job that has ended. */
final class Summary {

    private Summary() {}

    static String of(JobReport report) {
        StringBuilder text = new StringBuilder();
        text.append(report.sentence()).append(System.lineSeparator());
        text.append(String.format(
                Locale.ROOT,
                "  %s delivered (%,d by earlier runs) in %s: %,d requests, %,d told to slow down, %,d failed; "
                        + "%s; at most %d in flight.",
                Words.pages(report.pages().delivered()),
                report.pages().resumed(),
                wall(report.wallS()),
                report.requests().total(),
                report.requests().throttled(),
                report.requests().failed(),
                rate(report),
                report.peakInFlight()));
        if (report.records() > 0 && !report.sink().equals(Options.FILE_SINK)) {
            text.append(String.format(Locale.ROOT, "%n  The records are in %s.", report.sink()));
        }
        if (report.skippedRecords() > 0) {
            text.append(String.format(
                    Locale.ROOT,
                    "%n  %,d records that came were delivered by an earlier run already, and left out (incremental-overlap).",
                    report.skippedRecords()));
        }
        if (report.malformedLimitFields() > 0) {
            text.append(String.format(
                    Locale.ROOT,
                    "%n  %,d header fields about limits could not be read and were ignored; the log names them.",
                    report.malformedLimitFields()));
        }
        if (report.repeatedRecords() > 0) {
            text.append(String.format(
                    Locale.ROOT,
                    "%n  %,d records came twice (record-key): the table moved during the export; a stable sort helps.",
                    report.repeatedRecords()));
        }
        JobState state = JobState.ofWord(report.state());
        Advice.on(state, report.pages().failed())
                .map(advice -> state == JobState.FAILED_PAGES ? "status says why, " + advice : advice)
                .ifPresent(advice -> text.append(String.format(Locale.ROOT, "%n  %s.", advice)));
        return text.toString();
    }

    private static String wall(double seconds) {
        return seconds < 60
                ? String.format(Locale.ROOT, "%.1f s", seconds)
                : Durations.text(Duration.ofSeconds(Math.round(seconds)));
    }

    private static String rate(JobReport report) {
        JobReport.RateUse rate = report.rate();
        return rate.limit().equals(JobReport.NO_LIMIT)
                ? String.format(
                        Locale.ROOT, "%.1f requests/s", report.requests().total() / report.wallS())
                : String.format(
                        Locale.ROOT,
                        "%.1f a period, %.1f %% of %s%s",
                        rate.achievedPerPeriod(),
                        rate.utilisation() * 100,
                        rate.limit(),
                        lowered(rate));
    }

    private static String lowered(JobReport.RateUse rate) {
        return rate.lowestShare().orElse(1) == 1
                ? ""
                : String.format(
                        Locale.ROOT,
                        " (pace lowered to %.0f %%, %.0f %% at the end)",
                        rate.lowestShare().getAsDouble() * 100,
                        rate.adaptiveShare().orElse(1) * 100);
    }
}
