package org.sakia.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {

    @TempDir
    Path folder;

    private static String messageFor(Path file) {
        return catchThrowableOfType(
                        ConfigException.class,
                        () -> ConfigLoader.load(file, Map.of(), Map.of(), new Properties(), UnaryOperator.identity()))
                .getMessage();
    }

    @Test
    void a_missing_file_is_named_with_what_to_do() {
        Path file = folder.resolve("none.properties");

        assertThat(messageFor(file)).contains(file.toString(), "no such configuration file", "--config");
    }

    @Test
    void a_directory_is_no_configuration_file() {
        assertThat(messageFor(folder)).contains(folder.toString(), "cannot be read (it is a directory)");
    }

    @Test
    void another_encoding_than_utf_8_is_an_error() throws IOException {
        Path file =
                Files.write(folder.resolve("latin1.properties"), "a=gr\u00fcn".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(messageFor(file)).contains("not in UTF-8");
    }

    @Test
    void the_file_is_read_as_utf_8() {
        JobOptions job = ConfigFixture.orders(folder, "sakia.job.orders.query.city=K\u00f6ln")
                .job();

        assertThat(job.get(Options.QUERY)).containsEntry("city", "K\u00f6ln");
    }

    @Test
    void a_key_that_is_written_twice_is_an_error_with_both_lines() {
        assertThat(ConfigFixture.orders(folder, "", "api.x=1", "sakia.job.orders.rate=none", "api.x = 1")
                        .problems())
                .containsExactly(
                        "sakia.job.orders.rate (application.properties lines 2 and 5): is written twice; keep one of the"
                                + " lines",
                        "api.x (application.properties lines 4 and 6): is written twice; keep one of the lines");
    }

    @Test
    void line_numbers_survive_comments_blank_lines_and_continuations() {
        assertThat(ConfigFixture.orders(
                                folder,
                                "# a comment that ends in a backslash \\",
                                "",
                                "sakia.job.orders.query.q=a,\\",
                                "   # no comment \\",
                                "   b",
                                "sakia.job.orders.burst: x\\\\",
                                "sakia.job.orders.queue y")
                        .problems())
                .containsExactly(
                        "sakia.job.orders.burst (application.properties line 8): 'x\\' is no whole number; write one, 1"
                                + " to 100,000",
                        "sakia.job.orders.queue (application.properties line 9): 'y' is no whole number; write one, 1 to"
                                + " 100,000");
    }

    @Test
    void continued_lines_are_one_value() {
        JobOptions job = ConfigFixture.orders(folder, "sakia.job.orders.query.q=a,\\", "   b")
                .job();

        assertThat(job.get(Options.QUERY)).containsEntry("q", "a,b");
    }

    @Test
    void a_broken_escape_is_reported_with_its_line() {
        assertThat(ConfigFixture.orders(folder, "api.x=\\u12").problems())
                .containsExactly("application.properties line 3: a backslash and u need four hexadecimal digits after"
                        + " them");
    }
}
