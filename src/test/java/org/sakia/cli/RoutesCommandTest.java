package org.sakia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.OptionalIdentifiedDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sakia routes}: without a network and without an API. */
class RoutesCommandTest {

    private static final URI NOWHERE = URI.create("http://127.0.0.1:9/orders");

    @TempDir
    private Path folder;

    @Test
    void prints_what_runs_as_yaml_that_camel_reads_without_secrets() throws Exception {
        Launcher app = Launcher.in(folder, NOWHERE)
                .with("rate", "100/60s")
                .with("header.Authorization", "Bearer swordfish-1")
                .with("sink", "sftp:files.example.com/in?username=joe&password=swordfish-2")
                .edit(
                        "finish.camel.yaml",
                        "          - doTry:",
                        "          - setHeader:\n              name: Authorization\n"
                                + "              constant: swordfish-3\n          - doTry:");

        Launch.End end = app.run("routes", "orders");

        assertThat(end.code()).as(end.said()).isZero();
        assertThat(end.said()).doesNotContain("swordfish").contains("password=***");
        assertThat(end.out())
                .contains("# template sakia-finish from routes/finish.camel.yaml")
                .contains("# template sakia-throttle from the jar, camel-template/throttle.camel.yaml")
                .doesNotContain("{{");
        assertThat(app.work().resolve(".sakia")).doesNotExist();
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("all.camel.yaml", end.out()));
            assertThat(context.getRouteDefinitions())
                    .extracting(OptionalIdentifiedDefinition::getId)
                    .containsExactly(
                            "orders-throttle",
                            "orders-finish",
                            "orders-deliver",
                            "orders-request",
                            "orders-fetch",
                            "orders-plan");
        }
    }

    @Test
    void copies_the_packed_files_without_a_configuration_and_leaves_those_that_are_there() throws Exception {
        Launcher app = Launcher.in(folder);
        Path routes = Files.createDirectories(app.work().resolve("routes"));
        Files.writeString(routes.resolve("plan.camel.yaml"), "# mine\n");
        Files.copy(Path.of("routes", "fetch.camel.yaml"), routes.resolve("fetch.camel.yaml"));

        Launch.End end = app.run("routes", "--copy");

        assertThat(end.code()).as(end.said()).isZero();
        assertThat(end.out())
                .contains("routes/plan.camel.yaml: left as it is, different from the packed one")
                .contains("routes/fetch.camel.yaml: left as it is, the same as the packed one")
                .contains("routes/strategies/semaphore.camel.yaml: written");
        assertThat(routes.resolve("plan.camel.yaml")).hasContent("# mine");
        try (Stream<Path> shipped = Files.walk(Path.of("routes")).filter(Files::isRegularFile)) {
            assertThat(shipped.map(Path.of("routes")::relativize).filter(file -> !file.endsWith("plan.camel.yaml")))
                    .allSatisfy(file -> assertThat(routes.resolve(file))
                            .hasSameTextualContentAs(Path.of("routes").resolve(file)));
        }
    }

    @Test
    void a_broken_file_is_named_with_its_line() throws Exception {
        Launcher app = Launcher.in(folder, NOWHERE).edit("finish.camel.yaml", "- doTry:", "- doTryy:");

        Launch.End end = app.run("routes");

        assertThat(end.code()).isEqualTo(ExitCode.USAGE);
        assertThat(end.err()).contains("The route file routes/finish.camel.yaml line 24: Unknown node id: doTryy");
    }
}
