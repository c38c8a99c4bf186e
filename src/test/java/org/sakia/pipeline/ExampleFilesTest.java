package org.sakia.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What must not drift apart between the examples and this project; {@code .ci/examples} runs them. */
class ExampleFilesTest {

    private static final Path EXAMPLES = Path.of("examples");
    private static final Pattern PROJECT_VERSION = Pattern.compile("(?m)^  <version>(.*)</version>$");
    private static final Pattern VERSION = Pattern.compile("<(\\w+\\.version)>(.*)</\\1>");

    @Test
    void an_example_has_the_versions_of_the_project() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        Map<String, String> project = versions(pom);
        Matcher version = PROJECT_VERSION.matcher(pom);
        assertThat(version.find()).isTrue();
        project.put("sakia.version", version.group(1));

        for (Path example : examples()) {
            if (Files.exists(example.resolve("pom.xml"))) {
                Map<String, String> own = versions(Files.readString(example.resolve("pom.xml")));
                own.keySet().retainAll(project.keySet());
                assertThat(own).as(example.toString()).isNotEmpty();
                assertThat(project).as(example.toString()).containsAllEntriesOf(own);
            }
        }
    }

    @Test
    void an_example_has_a_page_to_read_and_a_script_to_run() throws IOException {
        assertThat(examples()).hasSize(4).allSatisfy(example -> {
            assertThat(example.resolve("README.md")).isRegularFile();
            assertThat(example.resolve("run")).isExecutable();
        });
    }

    @Test
    void the_edited_template_is_the_packed_one_with_one_step_more() throws IOException {
        List<String> packed = Files.readAllLines(Path.of("routes", "deliver-endpoint.camel.yaml"));
        List<String> edited = Files.readAllLines(EXAMPLES.resolve("edit-the-route/routes/deliver-endpoint.camel.yaml"));

        assertThat(edited).hasSize(packed.size() + 3).containsSubsequence(packed);
    }

    private static List<Path> examples() throws IOException {
        try (Stream<Path> entries = Files.list(EXAMPLES)) {
            return entries.filter(Files::isDirectory).toList();
        }
    }

    private static Map<String, String> versions(String pom) {
        Map<String, String> versions = new TreeMap<>();
        VERSION.matcher(pom).results().forEach(found -> versions.put(found.group(1), found.group(2)));
        return versions;
    }
}
