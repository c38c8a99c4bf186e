package org.sakia.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
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
import org.sakia.lab.ChainQuirk;
import org.sakia.lab.Faults;
import org.sakia.lab.PagedBy;

/** Every way of paging brings every record, byte for byte and once, whatever goes wrong on the way. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class PagingKindsTest {

    private static final int RECORDS = 403;
    private static final ApiProfile PROFILE =
            ApiProfile.builder().total(RECORDS).build();
    private static final List<String> ALL = ExportTest.records(PROFILE, RECORDS);

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(PagedBy.class)
    void every_record_comes_once_in_spite_of_faults(PagedBy kind) throws Exception {
        Faults faults = new Faults(0.1, 0.08, 0, 0.08, 0.04, 5);
        try (ApiSimulator api =
                        ApiSimulator.start(PROFILE.toBuilder().faults(faults).build());
                Export export = export(kind, api)) {
            JobReport report = export.run();

            assertThat(report.state()).as(report.message()).isEqualTo("complete");
            assertThat(Export.records(export.out())).isEqualTo(ALL);
            assertThat(report.requests().failed()).isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = PagedBy.class,
            names = {"CURSOR", "LINK", "NEXT_URL", "POSTED_CURSOR"})
    void short_and_empty_pages_in_the_middle_are_not_the_end(PagedBy kind) throws Exception {
        Chain chain = Chain.DEFAULT
                .with(0, ChainQuirk.SHORT)
                .with(3, ChainQuirk.EMPTY)
                .with(4, ChainQuirk.EMPTY);
        try (ApiSimulator api =
                        ApiSimulator.start(PROFILE.toBuilder().chain(chain).build());
                Export export = export(kind, api)) {
            JobReport report = export.run();

            assertThat(report.state()).as(report.message()).isEqualTo("complete");
            assertThat(Export.records(export.out())).isEqualTo(ALL);
            assertThat(report.pages().delivered()).isEqualTo(43);
        }
    }

    @Test
    void a_source_without_pages_is_asked_once() throws Exception {
        try (ApiSimulator api = ApiSimulator.start(
                        ApiProfile.builder().total(50).maxPageSize(100).build());
                Export export = Export.of(folder, api.uri())
                        .with("rate", "none")
                        .with("pagination", "none")
                        .with("total", "count")) {
            JobReport report = export.run();

            assertThat(report.state()).as(report.message()).isEqualTo("complete");
            assertThat(report.records()).isEqualTo(50);
            assertThat(report.expectedRecords()).hasValue(50);
            assertThat(api.referee().arrivals()).isEqualTo(1);
        }
    }

    @Test
    void a_total_that_a_chain_does_not_come_to_is_told() throws Exception {
        try (AnsweringApi api =
                        AnsweringApi.start(request -> AnsweringApi.Reply.json("{\"count\":3,\"results\":[{},{}]}"));
                Export export = Export.of(folder, api.uri("/orders"))
                        .with("rate", "none")
                        .with("pagination", "next-url")
                        .with("total", "count")) {
            assertThat(export.run().state()).isEqualTo("count-differs");
        }
    }

    private Export export(PagedBy kind, ApiSimulator api) {
        return Export.of(folder, kind.uri(api))
                .with("rate", "none")
                .with("page-size", 10)
                .with(kind.options());
    }
}
