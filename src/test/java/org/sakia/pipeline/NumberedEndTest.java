package org.sakia.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sakia.job.JobReport;
import org.sakia.job.RunMode;
import org.sakia.lab.ApiProfile;
import org.sakia.lab.ApiSimulator;
import org.sakia.lab.PagedBy;
import org.sakia.lab.PastEnd;
import org.sakia.lab.Quirks;
import org.sakia.ledger.PageRow;

/** How the end of a source is told whose pages have numbers, where nobody knows the total, and where it has a cap. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class NumberedEndTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"OFFSET, NO_CONTENT", "PAGE, NOT_FOUND", "POSTED_OFFSET, NOT_FOUND"})
    void a_status_behind_the_last_page_is_the_end(PagedBy kind, PastEnd pastEnd) throws Exception {
        ApiProfile profile = ApiProfile.builder()
                .total(130)
                .quirks(Quirks.NONE.withPastEnd(pastEnd))
                .build();
        try (ApiSimulator api = ApiSimulator.start(profile);
                Export export = small(kind, api).with("total", "none")) {
            JobReport report = export.run();

            assertThat(report.state()).as(report.message()).isEqualTo("complete");
            assertThat(report.expectedRecords()).isEmpty();
            assertThat(Export.records(export.out())).isEqualTo(ExportTest.records(profile, 130));
        }
    }

    @Test
    void an_empty_source_that_has_no_content_is_complete() throws Exception {
        try (ApiSimulator api = ApiSimulator.start(ApiProfile.builder()
                        .total(0)
                        .quirks(Quirks.NONE.withPastEnd(PastEnd.NO_CONTENT))
                        .build());
                Export export = small(PagedBy.OFFSET, api)) {
            JobReport report = export.run();

            assertThat(report.state()).as(report.message()).isEqualTo("complete");
            assertThat(report.records()).isZero();
        }
    }

    @Test
    void a_page_that_is_not_found_where_the_total_says_that_it_is_there_fails() throws Exception {
        try (ScriptedApi api = ScriptedApi.of(50).at(20, Reply.status(404));
                Export export = small(api)) {
            assertThat(export.run().state()).isEqualTo("failed-pages");
        }
    }

    @Test
    void a_flag_ends_numbered_pages_where_there_is_no_total() throws Exception {
        try (ScriptedApi api = ScriptedApi.of(0)
                        .table((offset, limit) -> Reply.json("{\"results\":["
                                + String.join(",", ScriptedApi.records(45, offset, limit)) + "],\"more\":"
                                + (offset + limit < 45) + "}"));
                Export export = small(api).with("total", "none").with("has-more-path", "more")) {
            JobReport report = export.run();

            assertThat(report.state()).as(report.message()).isEqualTo("complete");
            assertThat(Export.records(export.out())).isEqualTo(ScriptedApi.records(45));
            assertThat(report.pages().failed()).isZero();
        }
    }

    @Test
    void a_cap_on_the_offset_ends_the_job_with_the_advice_to_partition() throws Exception {
        ApiProfile profile = ApiProfile.builder()
                .total(200)
                .quirks(Quirks.NONE.withOffsetCap(100))
                .build();
        try (ApiSimulator api = ApiSimulator.start(profile);
                Export export = small(PagedBy.OFFSET, api).with("workers", 3)) {
            JobReport report = export.run();

            assertThat(report.state()).as(report.message()).isEqualTo("aborted");
            assertThat(report.message())
                    .containsPattern("no page from page 1[0-3] on")
                    .contains("offset must be less than 100")
                    .contains("partition-values")
                    .contains("partition-window");
            assertThat(Export.records(export.out())).isEqualTo(ExportTest.records(profile, 100));
        }
    }

    @Test
    void a_single_page_beyond_a_cap_fails_with_the_advice_to_partition() throws Exception {
        ApiProfile profile = ApiProfile.builder()
                .total(105)
                .quirks(Quirks.NONE.withOffsetCap(100))
                .build();
        try (ApiSimulator api = ApiSimulator.start(profile);
                Export export = small(PagedBy.OFFSET, api).with("workers", 3)) {
            JobReport report = export.run();

            assertThat(report.state()).as(report.message()).isEqualTo("failed-pages");
            assertThat(export.status().failedPages())
                    .extracting(PageRow::error)
                    .singleElement(InstanceOfAssertFactories.STRING)
                    .contains("cap on the offset", "partition-values");
        }
    }

    @Test
    void single_pages_that_the_api_finds_bad_do_not_look_like_a_cap() throws Exception {
        try (ScriptedApi api = bad(30, 60, 90);
                Export export = small(api).with("workers", 2)) {
            JobReport report = export.run();

            assertThat(report.state()).as(report.message()).isEqualTo("failed-pages");
            assertThat(report.pages().failed()).isEqualTo(3);
            assertThat(report.records()).isEqualTo(270);
        }
    }

    @Test
    void nor_do_they_when_they_are_retried() throws Exception {
        try (ScriptedApi api = bad(30, 60, 90)) {
            try (Export first = small(api).with("workers", 2)) {
                first.run();
            }
            try (Export retry = small(api).mode(new RunMode(true, false, OptionalLong.empty(), false))) {
                JobReport report = retry.run();

                assertThat(report.state()).as(report.message()).isEqualTo("failed-pages");
                assertThat(report.pages().failed()).isEqualTo(3);
            }
        }
    }

    private static ScriptedApi bad(Integer... offsets) throws Exception {
        ScriptedApi api = ScriptedApi.of(300);
        return api.table((offset, limit) ->
                List.of(offsets).contains(offset.intValue()) ? Reply.status(400) : api.page(offset, limit));
    }

    private Export small(ScriptedApi api) {
        return Export.of(folder, api.uri()).with("rate", "none").with("page-size", 10);
    }

    private Export small(PagedBy kind, ApiSimulator api) {
        return Export.of(folder, kind.uri(api))
                .with("rate", "none")
                .with("page-size", 10)
                .with(kind.options());
    }
}
