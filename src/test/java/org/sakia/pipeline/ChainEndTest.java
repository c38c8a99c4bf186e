package org.sakia.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sakia.HeardLog;
import org.sakia.job.JobReport;
import org.sakia.lab.ApiProfile;
import org.sakia.lab.ApiSimulator;
import org.sakia.lab.Chain;
import org.sakia.lab.ChainEnd;
import org.sakia.lab.PagedBy;

/** How the end of a source is told whose pages name each other. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ChainEndTest {

    private static final ApiProfile PROFILE = ApiProfile.builder().total(25).build();
    private static final List<String> ALL = ExportTest.records(PROFILE, 25);

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "CURSOR, NULL",
        "CURSOR, EMPTY",
        "POSTED_CURSOR, MISSING",
        "POSTED_CURSOR, EMPTY",
        "NEXT_URL, MISSING",
        "NEXT_URL, EMPTY"
    })
    void a_null_missing_or_empty_key_is_the_end(PagedBy kind, ChainEnd end) throws Exception {
        try (ApiSimulator api = ApiSimulator.start(
                        PROFILE.toBuilder().chain(Chain.DEFAULT.withEnd(end)).build());
                Export export = small(kind.uri(api)).with(kind.options())) {
            JobReport report = export.run();

            assertThat(report.state()).as(report.message()).isEqualTo("complete");
            assertThat(Export.records(export.out())).isEqualTo(ALL);
            assertThat(api.referee().arrivals()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "has_more; {'results':[{}],'cursor':'b','has_more':false}",
                "has_more; {'results':[{}],'cursor':'b','has_more':'false'}",
                "!done; {'done':true,'cursor':'b','results':[{}]}",
                "page.more; {'cursor':'b','page':{'more':false},'results':[{}]}"
            })
    void the_flag_wins_over_a_cursor_that_is_still_there(String flag, String last) throws Exception {
        String first = last.replace("'b'", "'a'")
                .replace("false", "TRUE")
                .replace("true", "false")
                .replace("TRUE", "true")
                .replace("{}", "{'id':1}");
        try (AnsweringApi api = answering(first, last);
                Export export = cursor(api).with("has-more-path", flag)) {
            JobReport report = export.run();

            assertThat(report.state()).as(report.message()).isEqualTo("complete");
            assertThat(report.records()).isEqualTo(2);
            assertThat(api.seen()).hasSize(2);
        }
    }

    @Test
    void no_content_is_the_end() throws Exception {
        try (AnsweringApi api = AnsweringApi.start(request -> request.number() == 0
                        ? AnsweringApi.Reply.json("{\"results\":[{}],\"cursor\":\"a\"}")
                        : new AnsweringApi.Reply(204, Map.of(), ""));
                Export export = cursor(api)) {
            JobReport report = export.run();

            assertThat(report.state()).as(report.message()).isEqualTo("complete");
            assertThat(report.records()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"'cursor':false", "'cursor':null", "'cursor':'  '", "'other':1"})
    void what_is_no_cursor_is_the_end(String field) throws Exception {
        try (AnsweringApi api = answering("{'results':[{}]," + field + "}");
                Export export = cursor(api)) {
            assertThat(export.run().state()).isEqualTo("complete");
            assertThat(api.seen()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"2, 1", "3, 0"})
    void a_full_page_that_names_no_other_is_warned_of(int pageSize, int warnings) throws Exception {
        try (AnsweringApi api = answering("{'results':[{},{}],'next_cursor':'b'}");
                Export export = cursor(api).with("page-size", pageSize);
                HeardLog log = HeardLog.of("org.sakia.plan")) {
            assertThat(export.run().state()).isEqualTo("complete");
            assertThat(log.warnings())
                    .filteredOn(warning -> warning.contains("cursor-path"))
                    .hasSize(warnings);
        }
    }

    @Test
    void a_number_is_a_cursor() throws Exception {
        try (AnsweringApi api =
                        answering("{'results':[{'id':1}],'cursor':9007199254740993}", "{'results':[{'id':2}]}");
                Export export = cursor(api)) {
            assertThat(export.run().state()).isEqualTo("complete");
            assertThat(api.seen().get(1).query()).containsEntry("cursor", "9007199254740993");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'a':1}", "['x']"})
    void an_object_where_the_cursor_should_stand_is_a_failed_attempt(String value) throws Exception {
        try (AnsweringApi api = answering("{'results':[{}],'cursor':" + value + "}");
                Export export = cursor(api).with("retry-attempts", 2)) {
            assertThat(export.run().state()).isEqualTo("failed-pages");
            assertThat(export.status().failedPages().get(0).error()).contains("/cursor");
            assertThat(api.seen()).hasSize(2);
        }
    }

    @Test
    void more_without_what_asks_for_it_is_a_failed_attempt() throws Exception {
        try (AnsweringApi api = answering("{'results':[{}],'more':true,'cursor':null}");
                Export export = cursor(api).with("has-more-path", "more").with("retry-attempts", 2)) {
            assertThat(export.run().state()).isEqualTo("failed-pages");
            assertThat(export.status().failedPages().get(0).error())
                    .contains("says that there is more")
                    .contains("/cursor");
            assertThat(api.seen()).hasSize(2);
        }
    }

    @Test
    void a_body_that_does_not_say_whether_there_is_more_is_a_failed_attempt() throws Exception {
        try (AnsweringApi api = answering("{'results':[{}],'cursor':'a'}", "{'results':[{}],'more':false}");
                Export export = cursor(api).with("has-more-path", "more").with("retry-attempts", 2)) {
            assertThat(export.run().state()).isEqualTo("complete");
            assertThat(api.seen()).hasSize(2);
        }
    }

    @Test
    void the_last_records_field_is_the_cursor_as_stripe_has_it() throws Exception {
        try (AnsweringApi api = answering(
                        "{'data':[{'id':'ch_1','a':{'id':'x'}},{'id':'ch_2'}],'has_more':true}",
                        "{'has_more':true,'data':[{'id':'ch_3'}]}",
                        "{'has_more':false,'data':[{'id':'ch_4'}]}");
                Export export = small(api.uri("/v1/charges"))
                        .with("records", "data")
                        .with("pagination", "cursor")
                        .with("cursor-param", "starting_after")
                        .with("cursor-record", "id")
                        .with("has-more-path", "has_more")) {
            assertThat(export.run().state()).isEqualTo("complete");
            assertThat(api.seen().stream().map(seen -> seen.query().getOrDefault("starting_after", "")))
                    .containsExactly("", "ch_2", "ch_3");
        }
    }

    @Test
    void a_last_record_without_the_field_is_a_failed_attempt() throws Exception {
        try (AnsweringApi api = answering("{'more':true,'results':[{'id':1},{'name':2}]}");
                Export export = small(api.uri("/"))
                        .with("pagination", "cursor")
                        .with("cursor-record", "id")
                        .with("has-more-path", "more")
                        .with("retry-attempts", 1)) {
            assertThat(export.run().state()).isEqualTo("failed-pages");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = PagedBy.class,
            names = {"CURSOR", "LINK"})
    void an_empty_source_has_one_empty_page(PagedBy kind) throws Exception {
        try (ApiSimulator api = ApiSimulator.start(ApiProfile.builder().total(0).build());
                Export export = small(kind.uri(api)).with(kind.options())) {
            JobReport report = export.run();

            assertThat(report.state()).as(report.message()).isEqualTo("complete");
            assertThat(report.records()).isZero();
            assertThat(export.out().resolve("_complete.json")).exists();
        }
    }

    private Export cursor(AnsweringApi api) {
        return small(api.uri("/orders")).with("pagination", "cursor").with("cursor-path", "cursor");
    }

    private Export small(Object uri) {
        return Export.of(folder, uri).with("rate", "none").with("page-size", 10);
    }

    /** Gives these bodies, in single quotes, one after the other, and the last one again and again. */
    static AnsweringApi answering(String... bodies) {
        return AnsweringApi.start(request ->
                AnsweringApi.Reply.json(bodies[Math.min(request.number(), bodies.length - 1)].replace('\'', '"')));
    }
}
