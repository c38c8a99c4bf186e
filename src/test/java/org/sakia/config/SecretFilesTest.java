package org.sakia.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets that stand elsewhere: what Camel's placeholders make of them. */
class SecretFilesTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"'top\n'", "'top\r\n'", "'top'"})
    void a_file_stands_for_its_content_without_the_last_line_break(String content) throws Exception {
        Path file = Files.writeString(folder.resolve("token"), content);

        assertThat(load("{{file:" + file + "}}").jobs().get(0).get(Options.AUTH_TOKEN))
                .contains("top");
    }

    @Test
    void a_second_line_break_is_content_which_a_header_refuses() throws Exception {
        Path file = Files.writeString(folder.resolve("token"), "s3cr3t-value\n\nmore");

        assertThatThrownBy(() -> load("{{file:" + file + "}}"))
                .hasMessageContaining("auth-token")
                .hasMessageContaining("line break")
                .message()
                .doesNotContain("s3cr3t-value");
    }

    @Test
    void what_a_file_holds_is_masked_whatever_it_is_called() throws Exception {
        Path file = Files.writeString(folder.resolve("plain"), "s3cr3t-value");
        SakiaConfig config = load("x-{{file:" + file + "}}");

        assertThat(config.secrets().mask("it is s3cr3t-value")).isEqualTo("it is ***");
    }

    @Test
    void what_a_file_holds_is_masked_where_another_placeholder_names_its_folder() throws Exception {
        Path file = Files.writeString(folder.resolve("plain"), "s3cr3t-value");
        String nested = "{{file:{{user.absent:" + file.getParent() + "}}/plain}}";

        SakiaConfig config = load("unused\nsakia.job.orders.query.q = " + nested);

        assertThat(config.jobs().get(0).get(Options.QUERY)).containsEntry("q", "s3cr3t-value");
        assertThat(config.jobs().get(0).fingerprint()).doesNotContainValue("s3cr3t-value");
        assertThat(config.secrets().mask("it is s3cr3t-value")).isEqualTo("it is ***");
    }

    @Test
    void a_placeholder_may_stand_in_nested_json() throws Exception {
        Path file = Files.writeString(folder.resolve("plain"), "top");
        String body = "{\"a\":{\"b\":\"{{file:" + file + "}}\",\"c\":{{file:" + file + "}}}}";

        SakiaConfig config = load("unused\nsakia.job.orders.method = POST\nsakia.job.orders.body = " + body);

        assertThat(config.jobs().get(0).get(Options.BODY)).contains("{\"a\":{\"b\":\"top\",\"c\":top}}");
    }

    @Test
    void an_optional_placeholder_that_is_missing_is_left_out() throws Exception {
        SakiaConfig config = load("unused\nsakia.job.orders.query.q = a{{?no.such.key}}b");

        assertThat(config.jobs().get(0).get(Options.QUERY)).containsEntry("q", "ab");
    }

    @Test
    void a_missing_file_is_a_problem_with_key_and_file() {
        Path file = folder.resolve("nowhere");

        assertThatThrownBy(() -> load("{{file:" + file + "}}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("sakia.job.orders.auth-token")
                .hasMessageContaining("the file " + file + " of {{file:" + file + "}} does not exist");
    }

    @Test
    void a_folder_is_no_secret() {
        assertThatThrownBy(() -> load("{{file:" + folder + "}}")).hasMessageContaining("cannot be read");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"hashicorp:secret:orders", "aws:orders/token", "gcp:orders#key", "azure:orders", "aws:a:b@1"})
    void a_vault_whose_library_is_missing_is_said_rather_than_taken_for_a_default(String placeholder) {
        String function = placeholder.substring(0, placeholder.indexOf(':'));

        assertThatThrownBy(() -> load("{{" + placeholder + "}}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("{{" + function + ":...}} needs Camel's library camel-");
    }

    private SakiaConfig load(String token) throws IOException {
        Path file = Files.writeString(
                folder.resolve("application.properties"),
                """
                sakia.job.orders.url = https://api.example.com/orders
                sakia.job.orders.rate = 1/1s
                sakia.job.orders.auth = bearer
                sakia.job.orders.auth-token = %s
                """
                        .formatted(token));
        try (DefaultCamelContext camel = new DefaultCamelContext(false)) {
            camel.init();
            return ConfigLoader.load(file, Map.of(), Map.of(), new Properties(), camel::resolvePropertyPlaceholders);
        }
    }
}
