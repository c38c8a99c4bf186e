package org.sakia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.sakia.job.JobReport;

/** What a run's end tells the user of the command line. */
class SummaryTest {

    @Test
    void failed_pages_are_left_to_status_and_retry() {
        assertThat(summary("failed-pages", "2 pages failed", 2))
                .startsWith("orders: failed-pages - 2 pages failed. Expected 95 records, delivered 75, 2 pages failed.")
                .endsWith("status says why, retry takes them up again.");
    }

    @Test
    void a_trial_is_followed_by_a_run_for_all() {
        assertThat(summary("trial", "3 pages as asked", 0)).endsWith("run without --max-pages for all.");
    }

    @Test
    void nothing_is_left_to_do_for_a_complete_job() {
        assertThat(summary("complete", "complete", 0)).hasLineCount(2);
    }

    private static String summary(String state, String message, long failed) {
        return Summary.of(new JobReport(
                "orders",
                state,
                message,
                OptionalLong.of(95),
                75,
                0,
                0,
                new JobReport.Pages(10, 8, failed, 0),
                new JobReport.Requests(10, 8, 0, 2),
                7_500,
                "file",
                1.5,
                new JobReport.RateUse("100/60s", 10, 0.1, OptionalDouble.empty(), OptionalDouble.empty()),
                4,
                0));
    }
}
