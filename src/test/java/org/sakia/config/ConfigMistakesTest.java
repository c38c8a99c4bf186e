package org.sakia.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigMistakesTest {

    @TempDir
    Path folder;

    private List<String> problems(String... more) {
        return ConfigFixture.orders(folder, more).problems();
    }

    private List<String> problemsOfRate(String rate) {
        return ConfigFixture.file(
                        folder, "sakia.job.orders.url=https://api.example.com/", "", "sakia.job.orders.rate=" + rate)
                .problems();
    }

    @Test
    void a_rate_without_a_period_says_how_to_write_one() {
        assertThat(problemsOfRate("100"))
                .containsExactly("sakia.job.orders.rate (application.properties line 3): '100' is no rate; write"
                        + " requests/period, for example 100/60s, several as 10/1s,5000/1h, or auto, or none");
    }

    @Test
    void a_rate_of_nothing_is_refused() {
        assertThat(problemsOfRate("0/60s")).singleElement().asString().contains("'0/60s' is no rate", "not 0");
    }

    @Test
    void a_negative_rate_is_refused() {
        assertThat(problemsOfRate("-1/1s")).singleElement().asString().contains("'-1/1s' is no rate", "not -1");
    }

    @Test
    void the_period_of_a_rate_needs_a_number_and_a_unit() {
        assertThat(problemsOfRate("100/60")).singleElement().asString().contains("'60' has no unit");
    }

    @Test
    void a_page_of_nothing_is_out_of_range() {
        assertThat(problems("sakia.job.orders.page-size=0"))
                .containsExactly("sakia.job.orders.page-size (application.properties line 3): '0' is out of range;"
                        + " write 1 to 1,000,000");
    }

    @Test
    void an_empty_value_says_what_to_write() {
        assertThat(problems("sakia.job.orders.page-size="))
                .singleElement()
                .asString()
                .endsWith("the value is empty; write a whole number, 1 to 1,000,000");
    }

    @ParameterizedTest
    @CsvSource({
        "pageSize, page-size",
        "page_size, page-size",
        "page.size, page-size",
        "pgae-size, page-size",
        "Rate, rate",
        "recrods, records",
        "headers.Accept, header.Accept",
        "headers.kafka.x, header.kafka.x",
        "kafka-topc, kafka-topic",
        "kafka.topic, kafka-topic",
        "kafka.producr.acks, kafka.producer.acks",
        "kafka.producr.security.protocol, kafka.producer.security.protocol",
        "kafka-producer.security.protocol, kafka.producer.security.protocol",
        "retry-statusses, retry-statuses",
    })
    void a_misspelt_key_names_the_nearest_one(String wrong, String right) {
        assertThat(problems("sakia.job.orders." + wrong + "=1"))
                .containsExactly("sakia.job.orders." + wrong + " (application.properties line 3): is no option; did you"
                        + " mean sakia.job.orders." + right + "?");
    }

    @Test
    void a_key_that_is_near_to_none_is_sent_to_the_documentation() {
        assertThat(problems("sakia.job.orders.frobnicate=1"))
                .singleElement()
                .asString()
                .endsWith("is no option; docs/configuration.md lists them");
    }

    @ParameterizedTest
    @CsvSource({
        "sakia.jobs.orders.burst, did you mean sakia.job.orders.burst?",
        "sakia.default.burst, did you mean sakia.defaults.burst?",
        "sakia.staet, did you mean sakia.state?",
        "sakia.rate, belongs to a job; write sakia.job.<name>.rate",
        "sakia.job.rate, write sakia.job.<name>.rate",
        "sakia.job.Orders.rate, 'Orders' is no job name",
        "sakia.whatever, keys begin with sakia.job.<name>.",
        "sakia.job.orders.query, needs a name; write sakia.job.orders.query.<name>",
        "sakia.job.orders.query., the parameter's name is missing",
    })
    void every_level_of_a_key_is_checked(String key, String part) {
        assertThat(problems(key + "=1"))
                .singleElement()
                .asString()
                .startsWith(key + " (")
                .contains(part);
    }

    @Test
    void misspelt_keys_of_other_sources_name_their_source() {
        ConfigFixture config = ConfigFixture.orders(folder)
                .override("sakia.job.orders.brust", "1")
                .system("sakia.job.orders.quee", "1")
                .environment("SAKIA_JOB_ORDERS_PAGESIZE", "1")
                .environment("SAKIA_JOB_ITEMS_RATE", "1/1s")
                .environment("SAKIA_OPTS", "-Xmx1g");

        assertThat(config.problems())
                .anySatisfy(problem -> assertThat(problem).startsWith("sakia.job.orders.brust (-P): is no option"))
                .anySatisfy(problem ->
                        assertThat(problem).startsWith("sakia.job.orders.quee (system property): is no option"))
                .anySatisfy(problem -> assertThat(problem)
                        .startsWith("sakia.job.orders.pagesize (environment variable SAKIA_JOB_ORDERS_PAGESIZE): is no")
                        .endsWith("did you mean sakia.job.orders.page-size?"))
                .anySatisfy(problem -> assertThat(problem).contains("SAKIA_JOB_ITEMS_RATE", "no such job"))
                .hasSize(4);
    }

    @Test
    void missing_required_keys_are_named() {
        assertThat(ConfigFixture.file(folder, "sakia.job.orders.burst=1").problems())
                .containsExactly(
                        "sakia.job.orders.url (application.properties): is missing; write a URL, such as"
                                + " https://api.example.com/orders",
                        "sakia.job.orders.rate (application.properties): is missing; write a rate, requests/period such"
                                + " as 100/60s, several as 10/1s,5000/1h, auto or none");
    }

    @Test
    void several_mistakes_are_reported_at_once() {
        ConfigException failure = ConfigFixture.file(
                        folder,
                        "sakia.job.orders.urll=https://api.example.com/",
                        "sakia.job.orders.rate=100",
                        "sakia.job.orders.page-size=0",
                        "sakia.job.orders.retry-delay=10m",
                        "sakia.state=",
                        "sakia.job.orders.rate=none")
                .failure();

        assertThat(failure.problems())
                .extracting(Problem::key)
                .contains(
                        "sakia.job.orders.urll",
                        "sakia.job.orders.url",
                        "sakia.job.orders.page-size",
                        "sakia.job.orders.retry-delay",
                        "sakia.state",
                        "sakia.job.orders.rate");
        assertThat(failure.getMessage().lines()).hasSameSizeAs(failure.problems());
    }

    @Test
    void a_mistake_in_the_defaults_is_reported_once() {
        assertThat(problems(
                        "sakia.defaults.page-size=0",
                        "sakia.job.items.url=https://api.example.com/items",
                        "sakia.job.items.rate=none"))
                .containsExactly("sakia.defaults.page-size (application.properties line 3): '0' is out of range; write"
                        + " 1 to 1,000,000");
    }

    @Test
    void a_file_without_any_job_gets_the_five_lines_to_write() {
        assertThat(ConfigFixture.file(folder, "# empty").problems())
                .singleElement()
                .asString()
                .contains("no job is declared")
                .contains(ConfigLoader.FIVE_LINES);
    }

    @Test
    void the_five_lines_are_a_valid_configuration() {
        String[] lines = ConfigLoader.FIVE_LINES.toArray(String[]::new);

        assertThat(ConfigFixture.file(folder, lines).load().jobs())
                .extracting(JobOptions::name)
                .containsExactly("orders");
    }

    @Test
    void an_unknown_job_is_answered_with_the_known_ones() {
        SakiaConfig config = ConfigFixture.orders(folder).load();

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> config.jobs(List.of("ordres")))
                .withMessageContaining("there is no job 'ordres'; did you mean orders? The jobs are: orders");
    }

    @Test
    void jobs_are_chosen_by_name_and_no_name_means_all() {
        SakiaConfig config = ConfigFixture.orders(folder).load();

        assertThat(config.jobs(List.of("orders", "orders"))).hasSize(1);
        assertThat(config.jobs(List.of())).isEqualTo(config.jobs());
    }

    @Test
    void a_placeholder_that_cannot_be_resolved_names_the_key_and_not_the_value() {
        assertThat(problems("sakia.job.orders.header.Authorization=Basic abc{{env:TOKEN}}"))
                .containsExactly("sakia.job.orders.header.Authorization (application.properties line 3): {{env:TOKEN}}"
                        + " cannot be resolved; set the environment variable TOKEN");
    }

    @Test
    void aSecretInTheWrongPlaceIsNotRepeated() {
        assertThat(ConfigFixture.orders(folder, "sakia.job.orders.page-size={{env:API_TOKEN}}")
                        .environment("API_TOKEN", "hunter2hunter2")
                        .problems())
                .singleElement()
                .asString()
                .contains("'***' is no whole number");
    }
}
