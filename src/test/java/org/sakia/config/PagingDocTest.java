package org.sakia.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of docs/paging.md are jobs that can be run. */
class PagingDocTest {

    private static final Pattern BLOCK = Pattern.compile("```properties\n(.*?)```", Pattern.DOTALL);
    private static final Pattern IN_TABLE = Pattern.compile("\\| `(pagination = [^|]+)` \\|");
    private static final String JOB = "sakia.job.orders.";

    @TempDir
    Path folder;

    @Test
    void every_example_is_a_valid_job() throws IOException {
        String text = Files.readString(Path.of("docs/paging.md"));
        List<List<String>> examples = Stream.concat(
                        BLOCK.matcher(text).results().map(found -> found.group(1)
                                .lines()),
                        IN_TABLE.matcher(text).results().map(PagingDocTest::options))
                .map(Stream::toList)
                .toList();

        assertThat(examples).hasSizeGreaterThan(10);
        assertThat(examples)
                .allSatisfy(example -> assertThatCode(() -> job(example)).doesNotThrowAnyException());
    }

    private static Stream<String> options(MatchResult cell) {
        return Stream.of(cell.group(1).split("`, `"));
    }

    private void job(List<String> example) {
        Stream<String> own = example.stream().map(line -> JOB + line);
        Stream<String> parent = Stream.of(
                "sakia.job.customers.url = https://api.example.com/customers", "sakia.job.customers.rate = 1/1s");
        Stream<String> missing = Stream.of("url = https://api.example.com/orders?of={partition}", "rate = 1/1s")
                .map(line -> example.stream().noneMatch(option -> option.startsWith("partition"))
                        ? line.replace("?of={partition}", "")
                        : line)
                .filter(line -> example.stream()
                        .noneMatch(option -> option.startsWith(line.substring(0, line.indexOf(' ')) + " ")))
                .map(line -> JOB + line);
        ConfigFixture.file(
                        folder,
                        Stream.of(own, parent, missing).flatMap(all -> all).toArray(String[]::new))
                .load();
    }
}
