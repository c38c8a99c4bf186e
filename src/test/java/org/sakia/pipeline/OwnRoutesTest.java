package org.sakia.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sakia.job.RouteFileException;
import org.sakia.job.RouteFiles;

/** A routes folder of the user's own. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class OwnRoutesTest {

    private static final String HAND_OVER = "                - to:\n                    id: \"{{job}}-hand-over\"\n";
    private static final String VERSION = "      - name: routes-version\n        defaultValue: \"2\"\n";

    @TempDir
    Path folder;

    private Path own;

    @BeforeEach
    void createFolder() throws IOException {
        own = Files.createDirectory(folder.resolve("routes"));
    }

    @Test
    void a_changed_template_replaces_only_the_shipped_one_of_its_name() throws Exception {
        copy("fetch", HAND_OVER, "                - to: mock:seen-by-my-own-step\n" + HAND_OVER);
        try (ScriptedApi api = ScriptedApi.of(25);
                Export export = Export.of(folder, api.uri())
                        .with("rate", "none")
                        .with("page-size", 10)
                        .routes(own)) {
            assertThat(export.run().state()).isEqualTo("complete");

            MockEndpoint seen = export.context().getEndpoint("mock:seen-by-my-own-step", MockEndpoint.class);
            assertThat(seen.getReceivedCounter()).isEqualTo(3);
            assertThat(Export.records(export.out())).isEqualTo(ScriptedApi.records(25));
        }
    }

    @Test
    void a_copy_made_for_another_version_is_refused_with_what_to_do() throws Exception {
        copy("fetch", VERSION, VERSION.replace("\"2\"", "\"0\""));

        assertThatThrownBy(this::load)
                .isInstanceOf(RouteFileException.class)
                .hasMessageContaining("sakia-fetch")
                .hasMessageContaining(own.toString())
                .hasMessageContaining("routes-version 0")
                .hasMessageContaining("take the new file");
    }

    @Test
    void a_copy_that_names_no_version_is_refused() throws Exception {
        copy("plan", VERSION, "      - name: not-a-version\n        defaultValue: \"2\"\n");

        assertThatThrownBy(this::load)
                .isInstanceOf(RouteFileException.class)
                .hasMessageContaining("sakia-plan")
                .hasMessageContaining("routes-version none");
    }

    @Test
    void a_file_with_a_mistake_is_refused_by_its_name() throws Exception {
        Files.writeString(own.resolve("fetch.camel.yaml"), "- routeTemplate:\n    idd: sakia-fetch\n");

        assertThatThrownBy(this::load).isInstanceOf(RouteFileException.class).hasMessageContaining("fetch.camel.yaml");
    }

    @Test
    void a_secret_that_a_bean_does_not_take_is_not_told() throws Exception {
        Files.writeString(
                own.resolve("store.camel.yaml"),
                """
                - beans:
                    - name: store
                      type: java.lang.String
                      properties:
                        password: hidden
                """);

        assertThatThrownBy(this::load)
                .isInstanceOf(RouteFileException.class)
                .hasMessageContaining("store.camel.yaml")
                .hasMessageContaining("the property password cannot be set")
                .message()
                .doesNotContain("hidden");
    }

    private void load() throws IOException {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            RouteFiles.load(context, own);
        }
    }

    private void copy(String file, String from, String to) throws IOException {
        String text = Files.readString(Path.of("routes", file + ".camel.yaml"));
        assertThat(text).contains(from);
        Files.writeString(own.resolve(file + ".camel.yaml"), text.replace(from, to));
    }
}
