package org.sakia.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sakia.job.JobReport;
import org.sakia.lab.ApiProfile;
import org.sakia.lab.ApiProfileBuilder;
import org.sakia.lab.ApiSimulator;
import org.sakia.lab.Paging;
import org.sakia.lab.Total;
import org.sakia.lab.TotalForm;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class EndTest {

    private static final Paging NO_TOTAL = Paging.DEFAULT.withTotal(TotalForm.NOWHERE);

    @TempDir
    Path folder;

    @Test
    void the_total_may_stand_anywhere_in_the_body() throws Exception {
        try (ScriptedApi api = ScriptedApi.of(25)
                        .table((offset, limit) -> Reply.json("{\"meta\":{\"page\":{\"all\":25}},\"data\":{\"rows\":["
                                + String.join(",", ScriptedApi.records(25, offset, limit)) + "]}}"));
                Export export = Export.of(folder, api.uri())
                        .with("rate", "none")
                        .with("page-size", 10)
                        .with("records", "data.rows")
                        .with("total", "/meta/page/all")) {
            JobReport report = export.run();

            assertThat(report.state()).as(report.message()).isEqualTo("complete");
            assertThat(report.expectedRecords()).hasValue(25);
            assertThat(api.requests()).isEqualTo(3);
        }
    }

    @Test
    void the_total_may_stand_in_a_header() throws Exception {
        ApiProfileBuilder profile = ApiProfile.builder().total(250).paging(Paging.DEFAULT.withTotal(TotalForm.HEADER));
        try (ApiSimulator api = ApiSimulator.start(profile.build());
                Export export = export(api).with("total", "header:X-Total-Count")) {
            assertComplete(export.run(), export, 250);
            assertThat(api.referee().arrivals()).isEqualTo(3);
        }
    }

    @Test
    void the_total_may_be_a_number_that_is_known() throws Exception {
        try (ApiSimulator api = start(ApiProfile.builder().total(250).paging(NO_TOTAL));
                Export export = export(api).with("total", 250)) {
            assertComplete(export.run(), export, 250);
            assertThat(api.referee().arrivals()).isEqualTo(3);
        }
    }

    @Test
    void a_known_number_that_is_wrong_is_told() throws Exception {
        try (ApiSimulator api = start(ApiProfile.builder().total(250).paging(NO_TOTAL));
                Export export = export(api).with("total", 260)) {
            JobReport report = export.run();

            assertThat(report.state()).isEqualTo("count-differs");
            assertThat(report.message()).contains("260").contains("250").contains("10 fewer");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void without_a_total_the_first_empty_page_ends_the_plan(int workers) throws Exception {
        try (ApiSimulator api = start(ApiProfile.builder().total(1000).paging(NO_TOTAL));
                Export export = export(api).with("total", "none").with("workers", workers)) {
            assertComplete(export.run(), export, 1000);
            assertThat(api.referee().arrivals()).isBetween(11L, 10L + workers);
        }
    }

    @Test
    void a_body_without_the_total_of_the_default_is_read_to_its_first_empty_page() throws Exception {
        try (ApiSimulator api = start(ApiProfile.builder().total(250).paging(NO_TOTAL));
                Export export = export(api)) {
            JobReport report = export.run();

            assertComplete(report, export, 250);
            assertThat(report.expectedRecords()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"count", "header:X-Total-Count"})
    void a_total_that_was_asked_for_and_is_not_there_ends_the_job_with_what_to_do(String total) throws Exception {
        try (ApiSimulator api = start(ApiProfile.builder().total(250).paging(NO_TOTAL));
                Export export = export(api).with("total", total)) {
            JobReport report = export.run();

            assertThat(report.state()).isEqualTo("aborted");
            assertThat(report.message()).contains("'total'").contains("total=none");
            assertThat(api.referee().arrivals()).isEqualTo(1);
            assertThat(report.records()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"offset", "page"})
    void a_clamped_page_size_is_noticed_on_the_first_page(String pagination) throws Exception {
        try (ApiSimulator api = start(ApiProfile.builder().total(730).maxPageSize(100));
                Export export = export(api).with("page-size", 500).with("pagination", pagination)) {
            assertComplete(export.run(), export, 730);
            assertThat(api.referee().arrivals()).isEqualTo(8);
        }
    }

    @Test
    void a_clamped_page_size_is_noticed_without_a_total_too() throws Exception {
        try (ApiSimulator api =
                        start(ApiProfile.builder().total(730).maxPageSize(100).paging(NO_TOTAL));
                Export export = export(api).with("page-size", 500).with("total", "none")) {
            assertComplete(export.run(), export, 730);
        }
    }

    @Test
    void a_server_that_gives_more_than_it_was_asked_for_is_stepped_through_by_what_it_gives() throws Exception {
        try (ScriptedApi api = ScriptedApi.of(100);
                Export export =
                        Export.of(folder, api.uri()).with("rate", "none").with("page-size", 10)) {
            api.table((offset, limit) -> api.page(offset, 25));
            JobReport report = export.run();

            assertThat(report.state()).as(report.message()).isEqualTo("complete");
            assertThat(Export.records(export.out())).isEqualTo(ScriptedApi.records(100));
            assertThat(api.requests()).isEqualTo(4);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void pages_may_be_numbered_from_zero_or_one(int first) throws Exception {
        Paging paging = new Paging("offset", "p", "size", first, TotalForm.BODY);
        try (ApiSimulator api = start(ApiProfile.builder().total(250).paging(paging));
                Export export = export(api)
                        .with("pagination", "page")
                        .with("page-param", "p")
                        .with("limit-param", "size")
                        .with("first-page", first)) {
            assertComplete(export.run(), export, 250);
            assertThat(api.referee().arrivals()).isEqualTo(3);
        }
    }

    @Test
    void an_api_without_a_parameter_for_the_page_size_is_stepped_through_by_what_it_gives() throws Exception {
        try (ApiSimulator api = start(ApiProfile.builder().total(250).maxPageSize(40));
                Export export = export(api).with("limit-param", "none")) {
            assertComplete(export.run(), export, 250);
            assertThat(api.referee().arrivals()).isEqualTo(7);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"count", "none", "0"})
    void an_empty_source_is_complete_after_one_request(String total) throws Exception {
        try (ApiSimulator api = start(ApiProfile.builder().total(0));
                Export export = export(api).with("total", total)) {
            JobReport report = export.run();

            assertComplete(report, export, 0);
            assertThat(api.referee().arrivals()).isLessThanOrEqualTo(1);
            assertThat(export.out().resolve("_complete.json")).exists();
        }
    }

    @Test
    void a_total_that_grows_is_followed_and_the_short_last_page_asked_for_again() throws Exception {
        try (ScriptedApi api = ScriptedApi.of(35);
                Export export = Export.of(folder, api.uri())
                        .with("rate", "none")
                        .with("page-size", 10)
                        .with("workers", 2)
                        .with("retry-delay", "500ms")
                        .with("retry-max-delay", "500ms")) {
            // The growth is heard of when the page before the short last one comes at its second attempt.
            api.at(20, Reply.status(500));
            api.at(30, socket -> {
                Reply.json(ScriptedApi.body(35, 30, 10)).send(socket);
                api.total(57);
            });
            JobReport report = export.run();

            assertThat(report.state()).as(report.message()).isEqualTo("complete");
            assertThat(report.expectedRecords()).hasValue(57);
            assertThat(Export.records(export.out())).isEqualTo(ScriptedApi.records(57));
            assertThat(api.requests(30)).isEqualTo(2);
            assertThat(report.records()).isEqualTo(57);
        }
    }

    @Test
    void a_table_that_grows_with_every_request_is_followed_to_where_it_stops() throws Exception {
        try (ApiSimulator api = start(ApiProfile.builder().total(new Total(330, 7, 700)));
                Export export = export(api).with("page-size", 20).with("workers", 3)) {
            JobReport report = export.run();

            assertThat(report.state()).as(report.message()).isEqualTo("complete");
            assertThat(report.expectedRecords()).hasValue(report.records());
            assertThat(Export.records(export.out())).isEqualTo(records(report.records()));
            assertThat(report.records()).isGreaterThan(330);
        }
    }

    @Test
    void a_table_that_shrinks_during_the_run_is_followed_if_nothing_else_moved() throws Exception {
        try (ScriptedApi api = ScriptedApi.of(50);
                Export export = Export.of(folder, api.uri())
                        .with("rate", "none")
                        .with("page-size", 10)
                        .with("workers", 1)) {
            api.at(10, socket -> {
                api.total(27);
                api.page(10, 10).send(socket);
            });
            JobReport report = export.run();

            assertThat(report.state()).as(report.message()).isEqualTo("complete");
            assertThat(Export.records(export.out())).isEqualTo(ScriptedApi.records(27));
        }
    }

    @Test
    void records_that_go_missing_are_told_with_the_difference() throws Exception {
        try (ScriptedApi api =
                        ScriptedApi.of(50).at(20, Reply.json("{\"count\":50,\"results\":[{\"id\":20},{\"id\":21}]}"));
                Export export =
                        Export.of(folder, api.uri()).with("rate", "none").with("page-size", 10)) {
            JobReport report = export.run();

            assertThat(report.state()).isEqualTo("count-differs");
            assertThat(report.message()).contains("50").contains("42").contains("8 fewer");
            assertThat(export.out().resolve("_complete.json")).doesNotExist();
        }
    }

    @Test
    void more_records_than_the_total_says_are_told_with_the_difference() throws Exception {
        try (ScriptedApi api = ScriptedApi.of(50);
                Export export = Export.of(folder, api.uri())
                        .with("rate", "none")
                        .with("page-size", 10)
                        .with("workers", 1)) {
            api.at(40, Reply.json(ScriptedApi.body(50, 40, 10).replace("\"count\":50", "\"count\":47")));
            JobReport report = export.run();

            assertThat(report.state()).isEqualTo("count-differs");
            assertThat(report.message()).contains("47").contains("50").contains("3 more");
        }
    }

    @Test
    void an_empty_page_before_pages_with_records_is_no_end() throws Exception {
        CountDownLatch emptied = new CountDownLatch(1);
        try (ScriptedApi api = ScriptedApi.of(100);
                Export export = Export.of(folder, api.uri())
                        .with("rate", "none")
                        .with("page-size", 10)
                        .with("total", "none")
                        .with("workers", 2)) {
            // The page after the empty one is under way when the empty one comes.
            api.at(30, socket -> {
                assertThat(await(emptied)).isTrue();
                Reply.json("{\"results\":[]}").send(socket);
            });
            api.at(40, socket -> {
                api.page(40, 10).send(socket);
                emptied.countDown();
            });
            JobReport report = export.run();

            assertThat(report.state()).isEqualTo("count-differs");
            assertThat(report.message()).contains("was empty").contains("set total");
            assertThat(export.out().resolve("_complete.json")).doesNotExist();
        }
    }

    @Test
    void records_that_came_twice_are_counted_by_their_key() throws Exception {
        try (ScriptedApi api = ScriptedApi.of(50)
                        .at(
                                20,
                                Reply.json("{\"count\":50,\"results\":["
                                        + String.join(",", ScriptedApi.records(50, 17, 10)) + "]}"));
                Export export = Export.of(folder, api.uri())
                        .with("rate", "none")
                        .with("page-size", 10)
                        .with("record-key", "id")) {
            JobReport report = export.run();

            assertThat(report.repeatedRecords()).isEqualTo(3);
            assertThat(report.records()).isEqualTo(50);
        }
    }

    @Test
    void records_that_come_once_are_not_counted_as_repeated_whatever_the_attempts() throws Exception {
        try (ScriptedApi api = ScriptedApi.of(50).at(20, Reply.status(500), Reply.json("{}"));
                Export export = Export.of(folder, api.uri())
                        .with("rate", "none")
                        .with("page-size", 10)
                        .with("record-key", "/id")) {
            JobReport report = export.run();

            assertThat(report.state()).isEqualTo("complete");
            assertThat(report.repeatedRecords()).isZero();
        }
    }

    private Export export(ApiSimulator api) {
        return Export.of(folder, api.uri()).with("rate", "none").with("page-size", 100);
    }

    private static ApiSimulator start(ApiProfileBuilder profile) {
        return ApiSimulator.start(profile.build());
    }

    private static void assertComplete(JobReport report, Export export, long records) throws Exception {
        assertThat(report.state()).as(report.message()).isEqualTo("complete");
        assertThat(report.records()).isEqualTo(records);
        assertThat(Export.records(export.out())).isEqualTo(records(records));
    }

    private static List<String> records(long count) {
        ApiProfile profile = ApiProfile.builder().build();
        return LongStream.range(0, count)
                .mapToObj(id -> new String(profile.record(id), StandardCharsets.UTF_8))
                .toList();
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
