package org.sakia.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/sinks.md prints is what the tests of the sinks run. */
class SinksDocTest {

    private static final Path DOCS = Path.of("docs");

    @Test
    void the_page_prints_every_example_file_as_it_is() throws IOException {
        String page = Files.readString(DOCS.resolve("sinks.md"));
        try (Stream<Path> files = Files.walk(DOCS.resolve("examples"))) {
            List<Path> examples = files.filter(Files::isRegularFile).toList();
            assertThat(examples).isNotEmpty();
            for (Path example : examples) {
                assertThat(page)
                        .contains("\n" + Files.readString(example) + "```\n")
                        .contains("](" + DOCS.relativize(example) + ")");
            }
        }
    }

    @Test
    void the_page_prints_the_bean_as_it_is() throws IOException {
        String source = Files.readString(Path.of("src/test/java/org/sakia/pipeline/PageStore.java"));

        assertThat(Files.readString(DOCS.resolve("sinks.md")))
                .contains("```java\n" + source.substring(source.indexOf("public final class")) + "```\n");
    }
}
