package org.sakia.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sakia.job.JobReport;
import org.sakia.lab.ApiProfile;
import org.sakia.lab.ApiSimulator;
import org.sakia.lab.Limit;
import org.sakia.lab.Quirks;
import org.sakia.request.Rate;

/** What a body says that is no page: {@code error-when} and {@code throttle-when}. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class BodySignsTest {

    private static final ApiProfile PROFILE = ApiProfile.builder().total(200).build();

    @TempDir
    Path folder;

    @Test
    void a_body_that_says_error_is_a_failed_attempt() throws Exception {
        try (ApiSimulator api = ApiSimulator.start(PROFILE.toBuilder()
                        .quirks(Quirks.NONE.withErrorEvery(5))
                        .build());
                Export export = small(api.uri()).with("error-when", "/ok:false")) {
            JobReport report = export.run();

            assertThat(report.state()).as(report.message()).isEqualTo("complete");
            assertThat(report.requests().failed()).isEqualTo(4);
            assertThat(report.requests().throttled()).isZero();
            assertThat(Export.records(export.out())).isEqualTo(ExportTest.records(PROFILE, 200));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "errors; {'results':[],'errors':[{'message':'no'}]}",
                "errors; {'errors':{},'results':[]}",
                "status:error; {'results':[],'status':'error'}",
                "/code:17; {'results':[],'code':17}",
                "ok:true, errors.0.code:X:Y; {'results':[],'errors':[{'code':'X:Y'}]}"
            })
    void the_reason_of_the_failed_page_names_the_sign(String when, String body) throws Exception {
        try (AnsweringApi api = ChainEndTest.answering(body);
                Export export = small(api.uri("/")).with("error-when", when).with("retry-attempts", 1)) {
            assertThat(export.run().state()).isEqualTo("failed-pages");
            assertThat(export.status().failedPages().get(0).error()).contains("error-when");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "errors; {'results':[],'errors':null}",
                "ok:false; {'results':[],'ok':true}",
                "ok:false; {'results':[]}"
            })
    void what_is_not_there_is_no_sign(String when, String body) throws Exception {
        try (AnsweringApi api = ChainEndTest.answering(body);
                Export export = small(api.uri("/")).with("error-when", when)) {
            assertThat(export.run().state()).isEqualTo("complete");
        }
    }

    @Test
    void a_body_that_says_slow_down_holds_all_workers_and_is_no_attempt() throws Exception {
        Limit limit = Limit.of(new Rate(5, Duration.ofMillis(500)));
        try (ApiSimulator api = ApiSimulator.start(PROFILE.toBuilder()
                        .limit(limit)
                        .quirks(Quirks.NONE.withRefusal(200))
                        .build());
                Export export = small(api.uri())
                        .with("throttle-when", "ok:false")
                        .with("retry-attempts", 1)
                        .with("retry-delay", "200ms")
                        .with("retry-max-delay", "300ms")
                        .with("workers", 4)) {
            JobReport report = export.run();

            assertThat(report.state()).as(report.message()).isEqualTo("complete");
            assertThat(report.requests().throttled()).isPositive();
            assertThat(report.requests().failed()).isZero();
            // Each hold is one refusal for each of the four workers at most, and there are some eight.
            assertThat(api.referee().throttled()).isLessThan(60);
            assertThat(Export.records(export.out())).isEqualTo(ExportTest.records(PROFILE, 200));
        }
    }

    @Test
    void a_refusal_whose_body_says_slow_down_is_no_refusal_of_the_page() throws Exception {
        Reply throttled = Reply.of(400, Reply.JSON_TYPE, "{\"error\":{\"code\":4}}");
        try (ScriptedApi api = ScriptedApi.of(50).at(20, throttled, throttled);
                Export export = small(api.uri()).with("throttle-when", "error.code:4")) {
            JobReport report = export.run();

            assertThat(report.state()).as(report.message()).isEqualTo("complete");
            assertThat(report.requests().throttled()).isEqualTo(2);
        }
    }

    @Test
    void a_refusal_with_another_body_stays_one() throws Exception {
        try (ScriptedApi api = ScriptedApi.of(50).at(20, Reply.of(400, "", "<html>"));
                Export export = small(api.uri()).with("throttle-when", "error.code:4")) {
            assertThat(export.run().state()).isEqualTo("failed-pages");
        }
    }

    private Export small(Object uri) {
        return Export.of(folder, uri).with("rate", "none").with("page-size", 10);
    }
}
