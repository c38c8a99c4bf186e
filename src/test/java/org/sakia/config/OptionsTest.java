package org.sakia.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sakia.page.FieldPath;
import org.sakia.plan.TotalSource;
import org.sakia.request.Rate;

class OptionsTest {

    @Test
    void every_key_is_kebab_case_and_stands_once() {
        List<String> keys = Options.JOB.stream().map(Option::key).toList();

        assertThat(keys)
                .doesNotHaveDuplicates()
                .allMatch(key -> key.matches("[a-z]+(-[a-z]+)*") || key.equals("kafka.producer"));
    }

    @Test
    void every_option_has_a_help_of_whole_sentences_and_a_type() {
        assertThat(Stream.concat(Options.JOB.stream(), Options.GLOBAL.stream()))
                .allMatch(option -> option.help().matches("(?s)[A-Z].*\\."))
                .noneMatch(option -> option.type().isBlank());
    }

    @Test
    void only_url_and_rate_are_required() {
        assertThat(Options.JOB.stream().filter(Option::required).map(Option::key))
                .containsExactly("url", "rate");
    }

    @Test
    void theCamelCaseKeyIsThatOfAnEndpointOption() {
        assertThat(Options.RETRY_MAX_DELAY.camelCaseKey()).isEqualTo("retryMaxDelay");
        assertThat(Options.URL.camelCaseKey()).isEqualTo("url");
    }

    @Test
    void options_that_may_hold_credentials_say_so() {
        assertThat(Options.JOB.stream().filter(Option::secret).map(Option::key))
                .containsExactly(
                        "url",
                        "query",
                        "header",
                        "auth-token",
                        "auth-user",
                        "auth-password",
                        "auth-key",
                        "auth-token-url",
                        "auth-client-id",
                        "auth-client-secret",
                        "auth-scope",
                        "body",
                        "sink",
                        "kafka.producer");
    }

    @Test
    void defaults_are_those_of_the_contract() {
        assertThat(Options.PAGE_SIZE.defaultFor("x")).contains(100);
        assertThat(Options.RECORDS.defaultFor("x")).contains(FieldPath.parse("results"));
        assertThat(Options.TOTAL.defaultFor("x")).contains(new TotalSource.InBody(FieldPath.parse("count")));
        assertThat(Options.RETRY_STATUSES.defaultFor("x").orElseThrow())
                .containsExactly(408, 425, 429, 500, 502, 503, 504, 529);
        assertThat(Options.RETRY_MAX_DELAY.defaultFor("x")).contains(Duration.ofMinutes(5));
        assertThat(Options.MAX_BODY.defaultFor("x")).contains(1L << 30);
        assertThat(Options.MAX_RECORD.defaultFor("x")).contains(1 << 20);
        assertThat(Options.OUT.defaultFor("x")).contains(Path.of("out", "x"));
    }

    @Test
    void several_rates_hold_together() {
        assertThat(Options.RATE.parse("10/1s, 5000/1h").rates())
                .containsExactly(new Rate(10, Duration.ofSeconds(1)), new Rate(5000, Duration.ofHours(1)));
    }

    @Test
    void noRateMustBeAskedForByName() {
        assertThat(Options.RATE.parse("none").rates()).isEmpty();
    }

    @Test
    void an_empty_records_path_is_the_body_itself() {
        assertThat(Options.RECORDS.parse(" ").isRoot()).isTrue();
    }

    @Test
    void the_word_none_sends_no_limit_parameter() {
        assertThat(Options.LIMIT_PARAM.parse("none")).isEmpty();
        assertThat(Options.LIMIT_PARAM.parse("per_page")).contains("per_page");
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:records", "kafka:topic?brokers=h:1", "file", "kafka"})
    void a_sink_is_a_word_or_an_endpoint(String sink) {
        assertThat(Options.SINK.parse(sink)).isEqualTo(sink);
    }

    @Test
    void another_word_is_no_sink() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.SINK.parse("s3"))
                .withMessageContaining("write file, kafka, or a Camel endpoint URI");
    }

    @ParameterizedTest
    @ValueSource(strings = {"one:9092", "one:9092, two.example.com:9093", "10.0.0.1:9092,[::1]:9092"})
    void brokers_are_hosts_with_ports(String brokers) {
        assertThat(Options.KAFKA_BROKERS.parse(brokers)).contains(brokers.replace(" ", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"one", "one:", ":9092", "one:9092,", "kafka://one:9092", "one two:9092"})
    void a_broker_without_host_or_port_is_none(String brokers) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.KAFKA_BROKERS.parse(brokers))
                .withMessageContaining("write host:port");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "orders/1", "..", "ä"})
    void a_topic_has_a_name_that_kafka_takes(String topic) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.KAFKA_TOPIC.parse(topic))
                .withMessageContaining("is no topic name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"acks", "enable.idempotence", "bootstrap.servers", "value.serializer"})
    void what_the_guarantees_rest_on_cannot_be_set(String property) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.KAFKA_PRODUCER.parseEntry(property, "x"))
                .withMessageContaining("'" + property + "' cannot be set");
    }

    @ParameterizedTest
    @CsvSource({
        "api.example.com/orders, no absolute URL",
        "127.0.0.1:8080/orders, no absolute URL",
        "ftp://api.example.com, no absolute URL",
        "https:///orders, no valid host",
        "https://user:geheim@api.example.com/, must not hold a user",
        "https://api.example.com/#top, fragment",
        "https://api.example.com:99999/, port is out of range",
        "https://a_b/, no valid host",
        "https://api.example.com/a b, percent-encode",
    })
    void a_url_is_absolute_with_a_host_and_without_credentials(String url, String part) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.URL.parse(url))
                .withMessageContaining(part)
                .withMessageNotContaining("geheim");
    }

    @Test
    void a_strategy_is_one_of_those_there_are() {
        assertThat(Options.STRATEGY.parse("token-bucket")).isEqualTo(Strategy.TOKEN_BUCKET);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.STRATEGY.parse("semafor"))
                .withMessageContaining("write paced or sequential");
    }

    @ParameterizedTest
    @CsvSource({"X Team, v", "'', v", "Ä, v", "'X:', v"})
    void a_header_name_is_a_token(String name, String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.HEADER.parseEntry(name, value))
                .withMessageContaining("is no header name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX-Evil: b", "a\nb", "a\u0000b", "gr\u00fcn"})
    void a_header_value_has_no_line_break_and_is_not_repeated(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.HEADER.parseEntry("X-Team", value))
                .withMessageContaining("'X-Team'")
                .withMessageNotContaining(value);
    }

    @Property(tries = 300)
    void any_text_is_a_value_or_a_sentence(@ForAll("texts") String text) {
        for (Option<?> option :
                Stream.concat(Options.JOB.stream(), Options.GLOBAL.stream()).toList()) {
            Throwable thrown = catchThrowable(() -> {
                if (option.isMap()) {
                    option.parseEntry(text, text);
                } else {
                    option.parse(text);
                }
            });

            if (thrown != null) {
                assertThat(thrown).as(option.key()).isExactlyInstanceOf(IllegalArgumentException.class);
                assertThat(thrown.getMessage()).as(option.key()).isNotBlank();
            }
        }
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> near =
                Arbitraries.strings().withChars("0123456789/,.:-smhdBKMiG none").ofMaxLength(24);
        Arbitrary<String> urls = Arbitraries.strings().ofMaxLength(12).map(rest -> "https://h" + rest);
        return Arbitraries.oneOf(Arbitraries.strings().ofMaxLength(30), near, urls);
    }
}
