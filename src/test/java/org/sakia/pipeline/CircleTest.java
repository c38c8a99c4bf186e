package org.sakia.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sakia.pipeline.ChainEndTest.answering;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sakia.job.JobReport;
import org.sakia.lab.ApiProfile;
import org.sakia.lab.ApiSimulator;
import org.sakia.lab.Chain;
import org.sakia.lab.ChainEnd;
import org.sakia.lab.ChainQuirk;
import org.sakia.lab.PagedBy;
import org.sakia.lab.Quirks;

/** Sources that never come to an end are told, with the two pages that show it. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class CircleTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(
            value = PagedBy.class,
            names = {"CURSOR", "LINK", "NEXT_URL"})
    void a_page_that_names_itself_ends_the_job(PagedBy kind) throws Exception {
        assertCircle(kind, Chain.DEFAULT.with(1, ChainQuirk.SAME_CURSOR), "page 1", "page 0", 10);
    }

    @ParameterizedTest
    @EnumSource(
            value = PagedBy.class,
            names = {"POSTED_CURSOR", "LINK", "NEXT_URL"})
    void pages_that_name_each_other_end_the_job(PagedBy kind) throws Exception {
        assertCircle(kind, Chain.DEFAULT.with(2, ChainQuirk.CYCLE), "page 2", "page 0", 20);
    }

    @Test
    void a_page_that_is_served_again_under_a_new_cursor_ends_the_job() throws Exception {
        assertCircle(PagedBy.CURSOR, Chain.DEFAULT.with(2, ChainQuirk.REPEATED), "page 2", "page 1", 20);
    }

    @Test
    void empty_pages_without_an_end_end_the_job() throws Exception {
        assertCircle(PagedBy.CURSOR, Chain.DEFAULT.withEnd(ChainEnd.NEVER), "page 5", "page 104", 50);
    }

    @Test
    void repeated_pages_are_taken_where_that_is_allowed() throws Exception {
        try (ApiSimulator api = api(Chain.DEFAULT.with(2, ChainQuirk.REPEATED));
                Export export = small(PagedBy.CURSOR, api).with("allow-repeats", true)) {
            JobReport report = export.run();

            assertThat(report.state()).as(report.message()).isEqualTo("complete");
            assertThat(report.records()).isEqualTo(60);
        }
    }

    @Test
    void a_cursor_that_comes_twice_is_never_allowed() throws Exception {
        try (ApiSimulator api = api(Chain.DEFAULT.with(2, ChainQuirk.CYCLE));
                Export export = small(PagedBy.CURSOR, api).with("allow-repeats", true)) {
            assertThat(export.run().state()).isEqualTo("aborted");
        }
    }

    @Test
    void a_link_back_to_the_first_page_ends_the_job() throws Exception {
        try (AnsweringApi api =
                        answering("{'next':'?p=2','results':[{}]}", "{'next':'/orders?limit=10','results':[]}");
                Export export = Export.of(folder, api.uri("/orders"))
                        .with("rate", "none")
                        .with("page-size", 10)
                        .with("pagination", "next-url")
                        .with("allow-repeats", true)) {
            JobReport report = export.run();

            assertThat(report.state()).isEqualTo("aborted");
            assertThat(api.seen().size()).isLessThan(6);
        }
    }

    @Test
    void an_offset_that_is_ignored_ends_the_job() throws Exception {
        assertIgnored(PagedBy.OFFSET, "count");
    }

    @Test
    void a_page_number_that_is_ignored_ends_the_job_where_there_is_no_total_too() throws Exception {
        assertIgnored(PagedBy.PAGE, "none");
    }

    @Test
    void pages_that_a_slow_sink_has_not_taken_yet_are_compared_too() throws Exception {
        try (ApiSimulator api = ApiSimulator.start(ApiProfile.builder()
                        .total(20)
                        .quirks(Quirks.NONE.withOffsetIgnored())
                        .build());
                Export export =
                        small(PagedBy.OFFSET, api).with("sink", "direct:slow").with("workers", 2)) {
            export.context().addRoutes(new org.apache.camel.builder.RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:slow").delay(300);
                }
            });
            JobReport report = export.run();

            assertThat(report.state()).as(report.message()).isEqualTo("aborted");
            assertThat(report.message()).contains("page 1", "page 0");
        }
    }

    private void assertIgnored(PagedBy kind, String total) throws Exception {
        try (ApiSimulator api = ApiSimulator.start(ApiProfile.builder()
                        .total(500)
                        .quirks(Quirks.NONE.withOffsetIgnored())
                        .build());
                Export export = small(kind, api).with("total", total)) {
            JobReport report = export.run();

            assertThat(report.state()).as(report.message()).isEqualTo("aborted");
            assertThat(report.message()).contains("same 10 records as page 0", "allow-repeats");
            assertThat(report.records()).isEqualTo(10);
        }
    }

    private void assertCircle(PagedBy kind, Chain chain, String one, String other, int delivered) throws Exception {
        try (ApiSimulator api = api(chain);
                Export export = small(kind, api)) {
            JobReport report = export.run();

            assertThat(report.state()).as(report.message()).isEqualTo("aborted");
            assertThat(report.message()).contains(one).contains(other);
            assertThat(report.records()).isEqualTo(delivered);
        }
    }

    private static ApiSimulator api(Chain chain) {
        return ApiSimulator.start(ApiProfile.builder().total(50).chain(chain).build());
    }

    private Export small(PagedBy kind, ApiSimulator api) {
        return Export.of(folder, kind.uri(api))
                .with("rate", "none")
                .with("page-size", 10)
                .with(kind.options());
    }
}
