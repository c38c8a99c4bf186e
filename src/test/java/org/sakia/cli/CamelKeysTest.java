package org.sakia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sakia.config.Options;
import org.sakia.config.SakiaConfig;
import picocli.CommandLine;

/** Placeholders of the user's own, as the application reads them. */
class CamelKeysTest {

    @TempDir
    private Path folder;

    @Test
    void a_placeholder_of_the_file_is_read_in_utf_8() throws Exception {
        SakiaConfig config = read("application.properties", "my.city = Zürich");

        assertThat(config.jobs().get(0).get(Options.QUERY)).containsEntry("city", "Zürich");
    }

    @Test
    void a_placeholder_may_be_given_on_the_command_line_and_wins_over_the_file() throws Exception {
        SakiaConfig config = read("application.properties", "my.city = Basel", "-P", "my.city=Bern");

        assertThat(config.jobs().get(0).get(Options.QUERY)).containsEntry("city", "Bern");
    }

    @Test
    void a_secret_placeholder_of_the_command_line_is_masked() throws Exception {
        SakiaConfig config = read("application.properties", "my.city = x", "-P", "my.token=s3cr3t-value");

        assertThat(config.secrets().mask("it is s3cr3t-value")).isEqualTo("it is ***");
    }

    @Test
    void a_file_may_have_a_comma_in_its_name() throws Exception {
        SakiaConfig config = read("orders, users.properties", "my.city = Basel");

        assertThat(config.jobs().get(0).get(Options.QUERY)).containsEntry("city", "Basel");
    }

    private SakiaConfig read(String name, String line, String... arguments) throws Exception {
        Path file = Files.writeString(
                folder.resolve(name),
                """
                %s
                sakia.job.orders.url = https://api.example.com/orders
                sakia.job.orders.rate = 1/1s
                sakia.job.orders.query.city = {{my.city}}
                """
                        .formatted(line));
        SakiaApp app = new SakiaApp();
        new CommandLine(app).parseArgs(arguments);
        return Session.read(file, app.options());
    }
}
