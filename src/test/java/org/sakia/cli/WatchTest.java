package org.sakia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sakia.lab.ApiProfile;
import org.sakia.lab.ApiSimulator;

/** {@code sakia.watch = true}, as the user of a terminal sees it. */
class WatchTest {

    private static final String FILE = "finish.camel.yaml";
    private static final String STEPS = "        steps:\n          - doTry:";

    @TempDir
    private Path folder;

    private static ApiProfile slow(int records) {
        return ApiProfile.builder()
                .total(records)
                .latency(Duration.ofMillis(200), Duration.ofMillis(200))
                .build();
    }

    @Test
    void a_broken_edit_is_named_and_a_good_one_taken_over_until_the_run_ends() throws Exception {
        try (ApiSimulator api = ApiSimulator.start(slow(100_000))) {
            Launcher app = Launcher.in(folder, api.uri()).line("sakia.watch = true");
            try (Launch run = app.start("run", "--max-pages", "1000000", "--no-progress")) {
                run.until(() -> api.referee().served() >= 8);
                app.edit(FILE, STEPS, STEPS.replace("doTry", "doTryy"));
                run.until(() -> run.said()
                        .contains("WARN: Changed routes are not taken over, those in force stay: the route file routes/"
                                + FILE + " line 24: Unknown node id: doTryy"));
                app.shippedRoutes()
                        .edit(FILE, STEPS, STEPS.replace("- doTry", "- log: \"mine, {{job}}\"\n          - doTry"));
                run.until(() -> run.said().contains("The changed routes are in force: routes/" + FILE));
                long then = api.referee().served();
                run.until(() -> api.referee().served() >= then + 8);
                run.signal("TERM");
                Launch.End end = run.await();

                assertThat(end.code()).as(end.said()).isEqualTo(ExitCode.INTERRUPTED);
                assertThat(Files.readString(app.work().resolve(".sakia/sakia.log")))
                        .contains("mine, orders")
                        .contains("Changed and in order: routes/" + FILE);
                assertThat(app.output().ids())
                        .as("every record that was served")
                        .doesNotHaveDuplicates()
                        .hasSize((int) api.referee().served() * 10);
            }
        }
    }
}
