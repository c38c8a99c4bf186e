package org.sakia.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sakia.lab.ApiSimulator;

class EmbeddingDocTest {

    private static final Path DOCUMENT = Path.of("docs", "embedding.md");
    private static final int RECORDS = 120;

    @TempDir
    private Path folder;

    @Test
    void the_document_has_a_route_for_the_component_and_one_for_the_kamelet() throws IOException {
        assertThat(routes()).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("routes")
    void a_route_of_the_document_runs_in_camel_main(String route) throws Exception {
        Files.writeString(folder.resolve("orders.camel.yaml"), route);
        Main main = new Main();
        try (ApiSimulator api = Host.api(RECORDS)) {
            main.addInitialProperty("camel.main.routes-include-pattern", "file:" + folder + "/*.camel.yaml");
            main.addInitialProperty("orders.url", api.uri().toString());
            main.addInitialProperty("orders.state", folder.resolve("state").toString());
            main.addInitialProperty("orders.out", folder.resolve("out").toString());
            main.start();

            assertThat(Host.consumerIn(main.getCamelContext())
                            .report()
                            .get(1, TimeUnit.MINUTES)
                            .state())
                    .isEqualTo("complete");
        } finally {
            main.stop();
        }

        assertThat(delivered()).containsExactlyInAnyOrderElementsOf(Host.all(RECORDS));
    }

    private List<String> delivered() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("out"))) {
            return files.flatMap(file -> {
                        try {
                            return Files.readAllLines(file).stream();
                        } catch (IOException e) {
                            throw new AssertionError(e);
                        }
                    })
                    .toList();
        }
    }

    private static List<String> routes() throws IOException {
        return Pattern.compile("(?s)```yaml\n(- route:.*?)```")
                .matcher(Files.readString(DOCUMENT))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }
}
