package org.sakia.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sakia.limit.LimitFields.Policy;

/** The forms of the fields as vendors document them. */
class LimitFieldsTest {

    private static final Clock HERE = Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC);

    @Test
    void three_counters_of_the_early_drafts() {
        LimitFields fields = read("RateLimit-Limit", "100", "RateLimit-Remaining", "50", "RateLimit-Reset", "30");

        assertThat(fields).isEqualTo(says(100, 50, 30, null));
    }

    @Test
    void a_limit_with_its_policies() {
        LimitFields fields = read(
                "RateLimit-Limit", "10, 10;w=1, 50;w=60, 1000;w=3600",
                "RateLimit-Remaining", "9",
                "RateLimit-Reset", "1");

        assertThat(fields).isEqualTo(says(10, 9, 1, new Policy(1_000, Duration.ofHours(1))));
    }

    @Test
    void one_dictionary_as_in_draft_07() {
        LimitFields fields =
                read("RateLimit", "limit=100, remaining=50, reset=30", "RateLimit-Policy", "100;w=60;comment=\"x, y\"");

        assertThat(fields).isEqualTo(says(100, 50, 30, new Policy(100, Duration.ofMinutes(1))));
    }

    @Test
    void a_list_of_policies_as_from_draft_08_on() {
        LimitFields fields = read(
                "ratelimit", "\"burst\";r=50;t=30, \"daily\";r=3;t=4000;pk=:cHNzc3Q=:",
                "ratelimit-policy", "\"burst\";q=100;w=60,\"daily\";q=1000;w=86400");

        assertThat(fields).isEqualTo(says(1_000, 3, 4_000, new Policy(1_000, Duration.ofDays(1))));
    }

    @Test
    void a_name_may_be_a_token_and_a_blank_may_follow_a_semicolon() {
        assertThat(read("RateLimit", "default; r=4; t=60", "RateLimit-Policy", "default; q=5; w=60"))
                .isEqualTo(says(5, 4, 60, new Policy(5, Duration.ofMinutes(1))));
    }

    @Test
    void a_policy_that_counts_bytes_says_nothing_about_requests() {
        LimitFields fields = read(
                "RateLimit", "\"size\";r=0;t=100, \"count\";r=7;t=5",
                "RateLimit-Policy", "\"size\";q=9999;qu=\"content-bytes\";w=10, \"count\";q=10;w=5");

        assertThat(fields).isEqualTo(says(10, 7, 5, new Policy(10, Duration.ofSeconds(5))));
    }

    @ParameterizedTest
    @CsvSource({
        "30, PT30S",
        "30.5, PT30.5S",
        "0, PT0S",
        "1795255230, PT31S",
        "1795255230000, PT31S",
        "1795255199, PT0S",
        "2026-11-21T10:00:30Z, PT31S",
        "2026-11-21T10:01Z, PT61S",
        "2026-11-21T11:00:30.250+01:00, PT31.25S",
        "2026-11-21T05:00:30-0500, PT31S",
        "2026-11-21 10:00:30 UTC, PT31S",
        "2026-11-21T10:00:30, PT31S",
        "'Sat, 21 Nov 2026 10:00:30 GMT', PT31S",
        "2026-11-21T09:00:00Z, PT0S",
        "9999-12-31T23:59:59Z, PT8784H",
        "99999999, PT8784H",
    })
    void a_reset_in_the_forms_that_are_in_use(String text, Duration wait) {
        LimitFields fields = read("X-RateLimit-Remaining", "0", "X-RateLimit-Reset", text);

        assertThat(fields.reset()).contains(wait);
        assertThat(fields.nothingLeft()).isTrue();
        assertThat(fields.malformed()).isZero();
    }

    @Test
    void a_point_in_time_is_measured_against_the_clock_of_the_api() {
        Map<String, String> fields = Map.of("x-ratelimit-remaining", "0", "x-ratelimit-reset", "1478422177");

        assertThat(LimitFields.read(fields, Optional.of("Sun, 06 Nov 2016 08:49:07 GMT"), HERE)
                        .reset())
                .contains(Duration.ofSeconds(31));
    }

    @Test
    void github() {
        LimitFields fields = read(
                "x-ratelimit-limit", "5000",
                "x-ratelimit-remaining", "4999",
                "x-ratelimit-reset", "1795258799",
                "x-ratelimit-used", "1",
                "x-ratelimit-resource", "core");

        assertThat(fields).isEqualTo(says(5_000, 4_999, 3_600, null));
    }

    @Test
    void hubspot() {
        LimitFields fields = read(
                "X-HubSpot-RateLimit-Daily", "250000",
                "X-HubSpot-RateLimit-Daily-Remaining", "249000",
                "X-HubSpot-RateLimit-Interval-Milliseconds", "10000",
                "X-HubSpot-RateLimit-Max", "100",
                "X-HubSpot-RateLimit-Remaining", "0",
                "X-HubSpot-RateLimit-Secondly", "19",
                "X-HubSpot-RateLimit-Secondly-Remaining", "18");

        assertThat(fields).isEqualTo(says(100, 0, 10, new Policy(100, Duration.ofSeconds(10))));
    }

    @Test
    void a_used_up_day_at_hubspot_has_no_time_to_come_back() {
        LimitFields fields = read("X-HubSpot-RateLimit-Daily", "250000", "X-HubSpot-RateLimit-Daily-Remaining", "0");

        assertThat(fields.nothingLeft()).isTrue();
        assertThat(fields.reset()).isEmpty();
        assertThat(fields.policy()).isEmpty();
    }

    @Test
    void zendesk() {
        LimitFields fields = read(
                "x-rate-limit", "700",
                "x-rate-limit-remaining", "699",
                "ratelimit-limit", "700",
                "ratelimit-remaining", "699",
                "ratelimit-reset", "44",
                "zendesk-ratelimit-tickets-index", "total=100; remaining=99; resets=41");

        assertThat(fields).isEqualTo(says(100, 99, 41, null));
    }

    @Test
    void shopify_says_what_is_used() {
        assertThat(read("X-Shopify-Shop-Api-Call-Limit", "32/40"))
                .isEqualTo(new LimitFields(
                        OptionalLong.of(40), OptionalLong.of(8), Optional.empty(), Optional.empty(), 0));
        assertThat(read("HTTP_X_SHOPIFY_SHOP_API_CALL_LIMIT", "32/40").limit()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api-usage=5000/5000",
                "per-app-api-usage=17/250(appName=sample), api-usage=5001/5000",
                "api-usage=5000/5000; per-app-api-usage=17/250(appName=sample)"
            })
    void salesforce_says_what_is_used_too(String text) {
        LimitFields fields = read("Sforce-Limit-Info", text);

        assertThat(fields.limit()).hasValue(5_000);
        assertThat(fields.nothingLeft()).isTrue();
    }

    @Test
    void kong_names_the_window() {
        LimitFields fields = read(
                "X-RateLimit-Limit-Minute", "60",
                "X-RateLimit-Remaining-Minute", "0",
                "X-RateLimit-Limit-Hour", "1000",
                "X-RateLimit-Remaining-Hour", "900");

        assertThat(fields).isEqualTo(says(60, 0, 60, new Policy(60, Duration.ofMinutes(1))));
    }

    @Test
    void of_several_limits_the_one_with_the_least_left_counts() {
        LimitFields fields = read(
                "X-RateLimit-Limit", "100",
                "X-RateLimit-Remaining", "40",
                "X-RateLimit-Reset", "5",
                "RateLimit", "\"hour\";r=39;t=900");

        assertThat(fields.remaining()).hasValue(39);
        assertThat(fields.reset()).contains(Duration.ofMinutes(15));
    }

    @Test
    void a_field_that_a_proxy_has_doubled_is_read() {
        assertThat(read("X-RateLimit-Limit", "100, 100", "X-RateLimit-Remaining", "7, 6")
                        .remaining())
                .hasValue(6);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X-RateLimit-Remaining | many",
                "X-RateLimit-Limit | -1",
                "X-RateLimit-Reset | soon",
                "X-RateLimit-Reset | 1e3",
                "X-RateLimit-Reset | 999999999999999",
                "RateLimit | limit=100, remaining=many",
                "RateLimit | \"default\";r=;t=3",
                "RateLimit | \"default\"",
                "RateLimit | \"default\";r=1,",
                "RateLimit-Policy | \"burst\";w=60",
                "RateLimit-Limit | 100;w=",
                "X-HubSpot-RateLimit-Max | none",
                "zendesk-ratelimit-x | total=a",
                "zendesk-ratelimit-x | ''",
                "X-Shopify-Shop-Api-Call-Limit | 32",
                "Sforce-Limit-Info | usage=1/2"
            })
    void a_malformed_field_is_ignored_and_counted(String name, String value) {
        LimitFields good = read("X-HubSpot-RateLimit-Remaining", "5");
        LimitFields both = read("X-HubSpot-RateLimit-Remaining", "5", name, value);

        assertThat(both.malformed()).isEqualTo(1);
        assertThat(both.remaining()).isEqualTo(good.remaining());
    }

    @Test
    void a_field_of_more_than_8_kib_is_ignored_and_counted_rather_than_read_for_ever() {
        String items = "\"a\";r=1, ".repeat(2_000) + "\"a\";r=1";

        LimitFields fields = read("RateLimit", items, "X-RateLimit-Remaining", "7");

        assertThat(fields.remaining()).hasValue(7);
        assertThat(fields.malformed()).isEqualTo(1);
    }

    @Test
    void a_limit_of_none_at_all_is_no_limit() {
        assertThat(read("X-RateLimit-Limit", "0", "X-RateLimit-Remaining", "0").nothingLeft())
                .isFalse();
    }

    @Test
    void an_answer_that_says_nothing() {
        assertThat(read("Content-Type", "application/json"))
                .isEqualTo(new LimitFields(
                        OptionalLong.empty(), OptionalLong.empty(), Optional.empty(), Optional.empty(), 0));
    }

    private static LimitFields says(long limit, long remaining, long resetSeconds, Policy policy) {
        return new LimitFields(
                OptionalLong.of(limit),
                OptionalLong.of(remaining),
                Optional.of(Duration.ofSeconds(resetSeconds)),
                Optional.ofNullable(policy),
                0);
    }

    private static LimitFields read(String... namesAndValues) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return LimitFields.read(fields, Optional.empty(), HERE);
    }
}
