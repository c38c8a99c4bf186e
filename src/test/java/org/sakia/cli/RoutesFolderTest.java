package org.sakia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Route files in the working folder replace the packed ones, template by template. */
class RoutesFolderTest {

    private static final String VERSION = "defaultValue: \"2\"";
    private static final String BEFORE_THE_CALL = "          - throttle:\n";

    @TempDir
    private Path folder;

    private static String log(Launcher app) throws IOException {
        return Files.readString(app.work().resolve(".sakia/sakia.log"));
    }

    @Test
    void an_edited_template_is_in_force_and_the_log_says_so() throws Exception {
        try (FixedApi api = FixedApi.withPages(3, 10)) {
            Launcher app = Launcher.in(folder, api.uri());
            String finish = Files.readString(Path.of("routes", "finish.camel.yaml"));
            String steps = "        steps:\n          - doTry:";
            assertThat(finish).contains(steps);
            app.edit(
                    "finish.camel.yaml",
                    steps,
                    "        steps:\n          - log: \"my own step ran for {{job}}\"\n          - doTry:");

            Launch.End end = app.run("run");

            assertThat(end.code()).as(end.said()).isZero();
            assertThat(log(app))
                    .contains("Routes in force: sakia-finish from " + app.work().resolve("routes"))
                    .contains("my own step ran for orders");
            assertThat(app.output().ids()).hasSize(30);
        }
    }

    @Test
    void without_a_folder_the_packed_routes_are_in_force() throws Exception {
        try (FixedApi api = FixedApi.withPages(3, 10)) {
            Launcher app = Launcher.in(folder, api.uri());

            app.run("run");

            assertThat(log(app)).contains("Routes in force: none from ", "from the jar");
        }
    }

    @Test
    void a_copy_made_for_another_version_is_refused_with_what_to_do() throws Exception {
        try (FixedApi api = FixedApi.withPages(3, 10)) {
            Launcher app = Launcher.in(folder, api.uri());
            app.edit("request.camel.yaml", VERSION, "defaultValue: \"0\"");

            Launch.End end = app.run("run");

            assertThat(end.code()).as(end.said()).isEqualTo(2);
            assertThat(end.err())
                    .contains("sakia-request", "routes-version 0", "this is version 2", "take the new file")
                    .doesNotContain("Exception");
            assertThat(api.requests()).isZero();
        }
    }

    @Test
    void a_file_that_is_no_yaml_is_refused_by_name() throws Exception {
        try (FixedApi api = FixedApi.withPages(3, 10)) {
            Launcher app = Launcher.in(folder, api.uri());
            app.edit("throttle.camel.yaml", BEFORE_THE_CALL, "   - throttle: [\n");

            Launch.End end = app.run("run");

            assertThat(end.code()).as(end.said()).isEqualTo(2);
            assertThat(end.err()).contains("throttle.camel.yaml");
            assertThat(api.requests()).isZero();
        }
    }
}
