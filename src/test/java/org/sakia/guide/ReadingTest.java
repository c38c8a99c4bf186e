package org.sakia.guide;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sakia.guide.FakeApi.answer;
import static org.sakia.guide.FakeApi.json;
import static org.sakia.guide.FakeApi.records;

import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sakia.request.RawAnswer;

/** Answers that are no list end in a sentence that helps. */
class ReadingTest {

    private static FakeApi api(RawAnswer answer) {
        return FakeApi.at("https://api.example.com/orders", query -> answer);
    }

    private static void assertRefused(RawAnswer answer, String... words) {
        assertThatThrownBy(() -> api(answer).look())
                .isInstanceOf(NoGuideException.class)
                .hasMessageContainingAll(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | --header",
                "403 | permit",
                "404 | check its path",
                "405 | method = POST",
                "422 | check the URL",
                "500 | check the URL"
            })
    void a_refusal_says_what_to_do(int status, String advice) {
        assertRefused(answer(status, "{\"message\":\"because\"}"), "HTTP " + status, "because", advice);
    }

    @Test
    void a_429_says_when_to_come_back() {
        assertRefused(answer(429, "", "Retry-After", "90"), "slow down", "come back in 1m30s, at ");
    }

    @Test
    void a_redirect_names_the_place_and_is_not_followed() {
        FakeApi api = api(answer(301, "", "Location", "/v2/orders"));

        assertThatThrownBy(api::look).hasMessageContaining("https://api.example.com/v2/orders");
        assertThat(api.asked()).hasSize(1);
    }

    @Test
    void a_web_page_is_told_from_xml() {
        assertRefused(answer(200, "<!DOCTYPE html><html>Sign in</html>"), "web page (HTML)", "documentation");
        assertRefused(answer(200, "<?xml version='1.0'?><a/>"), "XML", "Accept");
    }

    @Test
    void csv_and_ndjson_and_broken_json_have_their_own_sentences() {
        assertRefused(answer(200, "id,name\n1,a\n2,b"), "CSV");
        assertRefused(answer(200, "{\"id\":1}\n{\"id\":2}\n"), "NDJSON");
        assertRefused(answer(200, "{\"results\":[{\"id\":1},"), "not valid JSON");
        assertRefused(answer(200, "  "), "empty body");
    }

    @Test
    void a_body_that_is_too_deep_to_be_read_is_no_internal_error() {
        assertRefused(answer(200, "[".repeat(2_000) + "]".repeat(2_000)), "not valid JSON: it begins with [[[");
    }

    @Test
    void an_object_without_an_array_is_no_list() {
        assertRefused(answer(200, "{\"id\":1,\"name\":\"a\"}"), "single object", "id, name", "URL of the list");
        assertRefused(answer(200, "{\"error\":\"bad key\"}"), "looks like an error", "bad key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{\"results\":[],\"count\":0}"})
    void an_empty_list_shows_nothing(String body) {
        assertRefused(json(body), "no records", "empty");
    }

    @Test
    void what_the_api_says_is_told_once() {
        assertThatThrownBy(() -> api(answer(405, "because")).look())
                .extracting(Throwable::getMessage, as(InstanceOfAssertFactories.STRING))
                .containsOnlyOnce("because");
    }

    @Test
    void a_body_that_goes_on_behind_the_most_that_is_read_asks_for_a_smaller_page() {
        assertRefused(new RawAnswer(200, "HTTP 200", Map.of(), "[{".getBytes(), false), "2 MiB", "?limit=10");
    }

    @Test
    void a_body_of_very_many_values_is_refused_before_it_fills_the_memory() {
        assertRefused(json("[" + "{},".repeat(300_000) + "{}]"), "more values");
    }

    @Test
    void a_429_to_a_later_question_ends_it() {
        FakeApi api = FakeApi.at(
                "https://api.example.com/orders",
                query -> query.isEmpty() ? json(records(0, 20)) : answer(429, "", "Retry-After", "30"));

        assertThatThrownBy(api::look).hasMessageContaining("come back in 30s");
        assertThat(api.asked()).hasSize(2);
    }

    @Test
    void of_several_arrays_the_one_named_like_the_url_is_taken_and_the_others_are_named() throws Exception {
        Findings findings = api(json("{\"facets\":[{\"a\":1}],\"customers\":" + records(0, 9) + ",\"orders\":"
                        + records(0, 4) + "}"))
                .look();

        assertThat(findings.records()).isEqualTo("orders");
        assertThat(findings.shown()).anyMatch(line -> line.contains("'customers' (9)"));
    }

    @Test
    void without_a_known_name_the_longest_array_of_objects_is_taken() throws Exception {
        Findings findings = api(json("{\"a\":[1,2,3,4,5,6],\"b\":" + records(0, 3) + ",\"c\":" + records(0, 4) + "}"))
                .look();

        assertThat(findings.records()).isEqualTo("c");
    }

    @Test
    void names_that_could_break_out_of_a_line_are_passed_over() throws Exception {
        String body = "{\"a\\nsakia.job.x.sink = exec:rm\":" + records(0, 9) + ",\"{{env:HOME}}\":" + records(0, 8)
                + ",\"good\":" + records(0, 4) + "}";

        String job = api(json(body)).job();

        assertThat(job).contains("records = good");
        assertThat(job.lines().filter(line -> !line.isEmpty() && !line.startsWith("#")))
                .allMatch(line -> line.startsWith("sakia.job.orders."))
                .noneMatch(line -> line.contains("{{"));
    }

    @Test
    void values_of_an_api_cannot_leave_a_comment() throws Exception {
        String body = "{\"orders\":[{\"x\\r\\ncamel.main.name = y\":1,\"\\u001b[31m\":2},{\"x\":2}]}";

        List<String> lines = api(json(body)).job().lines().toList();

        assertThat(lines).allMatch(line -> line.isEmpty() || line.startsWith("#") || line.startsWith("sakia.job."));
        assertThat(String.join("\n", lines)).doesNotContain("\u001b");
    }
}
