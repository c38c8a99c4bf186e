package org.sakia.job;

import java.util.OptionalLong;
import org.sakia.ledger.JobState;
import org.sakia.ledger.Totals;
import org.sakia.plan.Plan;

/** What a run has come to once every page has ended: failed pages first, then expected against delivered. */
final class Reckoning {

    private Reckoning() {}

    static JobEnd of(Plan plan, Totals totals) {
        OptionalLong expected = plan.expectedRecords();
        if (totals.failedPages() > 0) {
            return new JobEnd(JobState.FAILED_PAGES, failedPages(plan, totals));
        }
        if (plan.isTrial()) {
            return new JobEnd(JobState.TRIAL, plan.planned() + " pages as asked");
        }
        if (plan.doubt().isPresent()) {
            return new JobEnd(JobState.COUNT_DIFFERS, plan.doubt().get());
        }
        long came = totals.records() + totals.skipped();
        if (expected.isPresent() && expected.getAsLong() != came) {
            return new JobEnd(
                    JobState.COUNT_DIFFERS,
                    "the API says " + expected.getAsLong() + " records, delivered were " + came + ", "
                            + difference(expected.getAsLong(), came)
                            + ": the table moved during the export, or total points to another number");
        }
        return new JobEnd(JobState.COMPLETE, "complete");
    }

    private static String failedPages(Plan plan, Totals totals) {
        if (!plan.isKnown()) {
            return "the first page failed, and nothing else can be planned without it";
        }
        return totals.failedPages() == 1 ? "1 page failed" : totals.failedPages() + " pages failed";
    }

    private static String difference(long expected, long delivered) {
        return delivered < expected ? (expected - delivered) + " fewer" : (delivered - expected) + " more";
    }
}
