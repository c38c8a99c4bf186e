package org.sakia.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sakia.request.Rate;

class JobOptionsTest {

    private static JobOptions job(String... keysAndValues) {
        Map<String, String> settings = new HashMap<>(Map.of("url", "https://api.example.com/orders", "rate", "none"));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            settings.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return JobOptions.of("orders", settings);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {"100/60s 50", "10/1s,5000/1h 42", "1000/1s 100", "1/1h 1", "1/10s 3", "none 10"})
    void workers_keep_the_tightest_rate_at_a_latency_of_30_s(String rate, int workers) {
        assertThat(job("rate", rate).workers()).isEqualTo(workers);
    }

    @Test
    void configured_workers_and_queue_are_taken_as_they_are() {
        JobOptions job = job("rate", "100/60s", "workers", "7", "queue", "3");

        assertThat(job.workers()).isEqualTo(7);
        assertThat(job.queue(7)).isEqualTo(3);
    }

    @Test
    void the_queue_is_as_long_as_there_are_workers() {
        assertThat(job().queue(12)).isEqualTo(12);
    }

    @Test
    void each_of_several_rates_has_its_own_default_margin() {
        JobOptions job = job("rate", "10/1s,5000/1h");

        assertThat(job.margin(new Rate(10, Duration.ofSeconds(1)))).hasMillis(50);
        assertThat(job.margin(new Rate(5000, Duration.ofHours(1)))).hasSeconds(18);
    }

    @Test
    void a_configured_margin_holds_for_all_rates() {
        JobOptions job = job("rate", "10/1s,5000/1h", "rate-margin", "100ms");

        assertThat(job.rates()).allSatisfy(rate -> assertThat(job.margin(rate)).hasMillis(100));
    }

    @Test
    void the_fingerprint_says_what_is_exported_and_no_secret() {
        JobOptions job = job(
                "url",
                "https://api.example.com/orders?api_key=hunter22&state=open",
                "query.token",
                "geheim",
                "query.since",
                "2024",
                "header.Authorization",
                "Bearer abcdef");

        assertThat(job.fingerprint())
                .containsExactly(
                        entry("url", "https://api.example.com/orders?api_key=***&state=open"),
                        entry("query.since", "2024"),
                        entry("query.token", "***"),
                        entry("pagination", "offset"),
                        entry("page-size", "100"),
                        entry("limit-param", "limit"),
                        entry("offset-param", "offset"),
                        entry("records", "/results"),
                        entry("sink", "file"));
    }

    @Test
    void what_does_not_identify_the_export_leaves_the_fingerprint_alone() {
        JobOptions changed = job("rate", "5/1s", "workers", "3", "out", "x", "query.token", "other", "page-param", "p");

        assertThat(changed.fingerprint()).isEqualTo(job("query.token", "token").fingerprint());
    }

    @Test
    void page_numbers_are_part_of_the_fingerprint_where_they_count() {
        assertThat(job("pagination", "page", "first-page", "0", "limit-param", "none")
                        .fingerprint())
                .contains(entry("page-param", "page"), entry("first-page", "0"), entry("limit-param", "none"))
                .doesNotContainKey("offset-param");
    }

    @Test
    void mistakes_in_plain_settings_are_reported_all_at_once() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> JobOptions.of("orders", Map.of("rate", "100", "pagesize", "1")))
                .withMessageContainingAll(
                        "rate (job orders): '100' is no rate",
                        "pagesize (job orders): is no option; did you mean page-size?",
                        "url (job orders): is missing");
    }

    @Test
    void an_option_of_no_job_is_a_mistake_of_the_caller() {
        JobOptions job = job();

        assertThatIllegalArgumentException().isThrownBy(() -> job.get(Options.STATE));
    }

    @Test
    void an_option_is_set_only_if_the_user_wrote_it() {
        assertThat(job("timeout", "120s").isSet(Options.TIMEOUT)).isTrue();
        assertThat(job().isSet(Options.TIMEOUT)).isFalse();
    }

    @Test
    void its_text_holds_no_value() {
        assertThat(job("query.token", "geheim")).hasToString("job orders");
    }
}
