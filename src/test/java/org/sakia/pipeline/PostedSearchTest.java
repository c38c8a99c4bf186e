package org.sakia.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sakia.pipeline.ChainEndTest.answering;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is sent where the values of a page stand in a body, the URL or the query. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class PostedSearchTest {

    private static final String FIRST = "{'results':[{'id':1}],'next':'a\\\\\\\"ü+/='}";
    private static final String LAST = "{'results':[{'id':2}]}";

    @TempDir
    Path folder;

    @Test
    void the_first_body_leaves_the_cursor_out_and_the_next_one_has_it_escaped() throws Exception {
        try (AnsweringApi api = answering(FIRST, LAST);
                Export export = cursor(api, "{\"size\": {size}, \"page\": {\"after\": \"{cursor}\"}}")) {
            assertThat(export.run().state()).isEqualTo("complete");
            assertThat(bodies(api))
                    .containsExactly(
                            "{\"size\":10,\"page\":{}}", "{\"size\": 10, \"page\": {\"after\": \"a\\\\\\\"ü+/=\"}}");
            assertThat(api.seen()).allSatisfy(seen -> {
                assertThat(seen.method()).isEqualTo("POST");
                assertThat(seen.headers().getFirst("Content-Type")).startsWith("application/json");
                assertThat(seen.uri().getQuery()).isNull();
            });
        }
    }

    @Test
    void a_cursor_that_is_a_number_stands_without_quotes() throws Exception {
        try (AnsweringApi api = answering("{'results':[{'id':1}],'next':17}", LAST);
                Export export = cursor(api, "{\"after\": {cursor}, \"q\": \"a: {cursor}\"}")) {
            assertThat(export.run().state()).isEqualTo("complete");
            assertThat(bodies(api)).containsExactly("{\"q\":\"a: \"}", "{\"after\": 17, \"q\": \"a: 17\"}");
        }
    }

    @Test
    void a_form_is_percent_encoded_and_leaves_the_cursor_out_too() throws Exception {
        try (AnsweringApi api = answering(FIRST, LAST);
                Export export = cursor(api, "q=all&after={cursor}&n={size}")) {
            assertThat(export.run().state()).isEqualTo("complete");
            assertThat(bodies(api)).containsExactly("q=all&n=10", "q=all&after=a%5C%22%C3%BC%2B%2F%3D&n=10");
            assertThat(api.seen().get(0).headers().getFirst("Content-Type"))
                    .startsWith("application/x-www-form-urlencoded");
        }
    }

    @Test
    void a_cursor_in_the_query_is_left_out_of_the_first_request() throws Exception {
        try (AnsweringApi api = answering(FIRST, LAST);
                Export export = cursor(api.uri("/orders") + "?after={cursor}&q=1")) {
            assertThat(export.run().state()).isEqualTo("complete");
            assertThat(queries(api)).containsExactly("q=1&limit=10", "after=a%5C%22%C3%BC%2B%2F%3D&q=1&limit=10");
        }
    }

    @Test
    void so_is_one_in_a_parameter_of_its_own() throws Exception {
        try (AnsweringApi api = answering(FIRST, LAST);
                Export export = cursor(api.uri("/orders")).with("query.after", "{cursor}")) {
            assertThat(export.run().state()).isEqualTo("complete");
            assertThat(queries(api)).containsExactly("limit=10", "after=a%5C%22%C3%BC%2B%2F%3D&limit=10");
        }
    }

    @Test
    void a_form_may_be_paged_by_number() throws Exception {
        try (AnsweringApi api = answering(
                        "{'count':15,'results':[{},{},{},{},{},{},{},{},{},{}]}",
                        "{'count':15,'results':[1,2,3,4,5]}");
                Export export = Export.of(folder, api.uri("/orders"))
                        .with("rate", "none")
                        .with("page-size", 10)
                        .with("pagination", "page")
                        .with("method", "post")
                        .with("body", "page={page}&per_page={size}")) {
            assertThat(export.run().state()).isEqualTo("complete");
            assertThat(bodies(api)).containsExactly("page=1&per_page=10", "page=2&per_page=10");
        }
    }

    @Test
    void a_content_type_of_the_users_own_stays() throws Exception {
        try (AnsweringApi api = answering(LAST);
                Export export = cursor(api, "{\"after\":\"{cursor}\",\"city\":\"日本\"}")
                        .with("header.content-type", "application/vnd.api+json")) {
            assertThat(export.run().state()).isEqualTo("complete");
            assertThat(api.seen().get(0).headers().get("Content-Type")).containsExactly("application/vnd.api+json");
            assertThat(bodies(api)).containsExactly("{\"city\":\"日本\"}");
        }
    }

    @Test
    void a_body_that_is_sent_again_is_not_written_in_the_charset_of_the_error_before() throws Exception {
        AnsweringApi.Reply page = AnsweringApi.Reply.json(LAST.replace('\'', '"'));
        try (AnsweringApi api = AnsweringApi.start(request -> request.number() > 0
                        ? page
                        : AnsweringApi.Reply.of(500).with("Content-Type", "text/html; charset=iso-8859-1"));
                Export export = cursor(api, "{\"city\":\"日本 ü\"}")) {
            assertThat(export.run().state()).isEqualTo("complete");
            assertThat(bodies(api)).containsExactly("{\"city\":\"日本 ü\"}", "{\"city\":\"日本 ü\"}");
        }
    }

    @Test
    void other_braces_of_a_body_are_its_own() throws Exception {
        String query =
                "{\"query\":\"query($after: String) { orders(after: $after) { id } }\",\"variables\":{\"n\":1e400}}";
        try (AnsweringApi api = answering(LAST);
                Export export = cursor(api, query.replace("\"n\"", "\"after\":\"{cursor}\",\"n\""))) {
            assertThat(export.run().state()).isEqualTo("complete");
            assertThat(bodies(api).get(0)).isEqualTo(query.replace("1e400", "1E+400"));
        }
    }

    private static List<String> bodies(AnsweringApi api) {
        return api.seen().stream().map(AnsweringApi.Seen::body).toList();
    }

    private static List<String> queries(AnsweringApi api) {
        return api.seen().stream().map(seen -> seen.uri().getRawQuery()).toList();
    }

    private Export cursor(AnsweringApi api, String body) {
        return cursor(api.uri("/orders")).with("method", "POST").with("body", body);
    }

    private Export cursor(Object uri) {
        return Export.of(folder, uri)
                .with("rate", "none")
                .with("page-size", 10)
                .with("pagination", "cursor")
                .with("cursor-path", "next");
    }
}
