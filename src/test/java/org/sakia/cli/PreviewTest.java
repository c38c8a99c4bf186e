package org.sakia.cli;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreviewTest {

    private static final String BODY =
            "{\"count\":3, \"results\":[ {\"id\": 1e400,\"a\":\"\\u00e9 {\\\"[\"}, {\"id\":-0.0}, {\"id\":3} ]}";

    @TempDir
    private Path folder;

    @Test
    void the_first_records_are_printed_as_they_are_and_nothing_else() throws Exception {
        try (FixedApi api = FixedApi.withPages(1, 10)) {
            api.everyPage(aResponse().withBody(BODY));
            Launcher app = Launcher.in(folder, api.uri());

            Launch.End end = app.run("preview", "orders", "-n", "2");

            assertThat(end.code()).as(end.said()).isZero();
            assertThat(end.out()).isEqualTo("{\"id\":1e400,\"a\":\"\\u00e9 {\\\"[\"}\n{\"id\":-0.0}\n");
            assertThat(end.err()).contains("orders: 2 of the 3 records of the first page");
            assertThat(api.requests()).isEqualTo(1);
            assertThat(app.work().resolve("out")).doesNotExist();
            assertThat(app.run("status").out()).contains("orders: has not run yet");
        }
    }

    @Test
    void with_several_jobs_it_asks_which() throws Exception {
        try (FixedApi api = FixedApi.withPages(1, 10)) {
            Launch.End end =
                    Launcher.in(folder, api.uri()).job("customers", api.uri()).run("preview");

            assertThat(end.code()).as(end.said()).isEqualTo(2);
            assertThat(end.err()).contains("say which: orders, customers");
            assertThat(api.requests()).isZero();
        }
    }

    @Test
    void a_page_that_does_not_come_is_told_with_4() throws Exception {
        try (FixedApi api = FixedApi.withPages(1, 10)) {
            api.everyPage(aResponse().withBody("{\"items\":[]}"));

            Launch.End end = Launcher.in(folder, api.uri()).run("preview");

            assertThat(end.code()).as(end.said()).isEqualTo(4);
            assertThat(end.out()).isEmpty();
            assertThat(end.err()).contains("orders: no array at '/results'", "items");
        }
    }

    @Test
    void pretty_spreads_a_record_over_lines_and_keeps_its_tokens() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Indented indented = new Indented(out)) {
            indented.write("{\"a\":[1e400,{}],\"b\":\"x{\\\"[,\",\"c\":[]}\n".getBytes(StandardCharsets.UTF_8));
        }

        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo("{\n  \"a\": [\n    1e400,\n    {}\n  ],\n  \"b\": \"x{\\\"[,\",\n  \"c\": []\n}\n");
    }
}
