package org.sakia.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

/** Fields come from a server that may send anything. */
class LimitFieldsPropertyTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Clock HERE = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Duration YEAR = Duration.ofDays(366);

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.of(
                "RateLimit",
                "RateLimit-Policy",
                "RateLimit-Limit",
                "RateLimit-Remaining",
                "RateLimit-Reset",
                "X-RateLimit-Limit",
                "X-RateLimit-Remaining",
                "X-RateLimit-Reset",
                "X-RateLimit-Reset-After",
                "X-RateLimit-Limit-Minute",
                "X-RateLimit-Remaining-Second",
                "X-Rate-Limit",
                "X-Rate-Limit-Remaining",
                "X-HubSpot-RateLimit-Max",
                "X-HubSpot-RateLimit-Remaining",
                "X-HubSpot-RateLimit-Interval-Milliseconds",
                "X-HubSpot-RateLimit-Daily-Remaining",
                "zendesk-ratelimit-tickets-index",
                "X-Shopify-Shop-Api-Call-Limit",
                "Sforce-Limit-Info");
    }

    /** Made of the pieces that well-formed fields are made of, in any order. */
    @Provide
    Arbitrary<String> almost() {
        return Arbitraries.of(
                        "limit=",
                        "remaining=",
                        "reset=",
                        "resets=",
                        "total=",
                        "api-usage=",
                        "\"default\"",
                        "default",
                        ";r=",
                        ";t=",
                        ";q=",
                        ";w=",
                        ";qu=",
                        ";pk=",
                        ",",
                        ", ",
                        "; ",
                        "/",
                        "=",
                        "-",
                        "+",
                        ".",
                        ":",
                        "T",
                        "Z",
                        " ",
                        "\"",
                        "\\",
                        "?1",
                        "@",
                        "%",
                        "0",
                        "1",
                        "60",
                        "100",
                        "99999999999999999999",
                        "1795255230",
                        "1795255230000",
                        "2026-11-21",
                        "10:00",
                        "Sat, 21 Nov 2026 10:00:30 GMT")
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
    }

    @Property
    void junk_never_throws_and_never_yields_a_negative_or_endless_wait(
            @ForAll("names") String name, @ForAll String text, @ForAll String date) {
        assertHarmless(LimitFields.read(Map.of(name, text), Optional.of(date), HERE));
    }

    @Property
    void what_is_almost_a_field_never_throws_either(
            @ForAll("names") String name,
            @ForAll("almost") String text,
            @ForAll("names") String otherName,
            @ForAll("almost") String otherText) {
        assertHarmless(LimitFields.read(
                name.equals(otherName) ? Map.of(name, text) : Map.of(name, text, otherName, otherText),
                Optional.of(otherText),
                HERE));
    }

    @Property(tries = 20)
    void a_very_long_field_is_read_or_refused_all_the_same(
            @ForAll("names") String name, @ForAll("almost") String text) {
        assertHarmless(LimitFields.read(Map.of(name, text.repeat(20_000)), Optional.empty(), HERE));
        assertHarmless(LimitFields.read(Map.of(name, "\"" + "\\\"".repeat(200_000)), Optional.empty(), HERE));
    }

    @Property
    void counters_come_back_as_they_were_written(
            @ForAll @LongRange(min = 1, max = 999_999_999_999L) long limit,
            @ForAll @LongRange(min = 0, max = 999_999_999_999L) long remaining,
            @ForAll @LongRange(min = 0, max = 31_000_000) long reset) {
        LimitFields counters = read(Map.of(
                "X-RateLimit-Limit", Long.toString(limit),
                "X-RateLimit-Remaining", Long.toString(remaining),
                "X-RateLimit-Reset", Long.toString(reset)));
        LimitFields dictionary =
                read(Map.of("RateLimit", "limit=" + limit + ", remaining=" + remaining + ", reset=" + reset));
        LimitFields list = read(Map.of(
                "RateLimit", "\"a name\";r=" + remaining + ";t=" + reset,
                "RateLimit-Policy", "\"a name\";q=" + limit));

        assertThat(counters.limit()).hasValue(limit);
        assertThat(counters.remaining()).hasValue(remaining);
        assertThat(counters.reset()).contains(Duration.ofSeconds(reset));
        assertThat(counters.malformed()).isZero();
        assertThat(dictionary).isEqualTo(counters);
        assertThat(list).isEqualTo(counters);
    }

    @Property
    void a_policy_comes_back_as_it_was_written(
            @ForAll @LongRange(min = 1, max = 1_000_000_000) long quota,
            @ForAll @LongRange(min = 1, max = 31_000_000) long window) {
        LimitFields.Policy policy = new LimitFields.Policy(quota, Duration.ofSeconds(window));

        assertThat(read(Map.of("RateLimit-Policy", quota + ";w=" + window)).policy())
                .contains(policy);
        assertThat(read(Map.of("RateLimit-Policy", "\"p\";q=" + quota + ";w=" + window))
                        .policy())
                .contains(policy);
        assertThat(read(Map.of("RateLimit-Limit", quota + ", " + quota + ";w=" + window))
                        .policy())
                .contains(policy);
    }

    @Property
    void a_reset_means_the_same_in_every_form(@ForAll @LongRange(min = 0, max = 31_000_000) long seconds) {
        Instant then = NOW.plusSeconds(seconds);
        Duration wait = Duration.ofSeconds(seconds + 1);

        assertThat(reset(Long.toString(seconds))).contains(Duration.ofSeconds(seconds));
        assertThat(reset(Long.toString(then.getEpochSecond()))).contains(wait);
        assertThat(reset(Long.toString(then.toEpochMilli()))).contains(wait);
        assertThat(reset(then.toString())).contains(wait);
        assertThat(reset(DateTimeFormatter.RFC_1123_DATE_TIME.format(then.atOffset(ZoneOffset.UTC))))
                .contains(wait);
    }

    @Property
    void vendors_counts_come_back_as_they_were_written(
            @ForAll @LongRange(min = 0, max = 1_000_000) long left,
            @ForAll @LongRange(min = 0, max = 1_000_000) long used) {
        long limit = left + used;

        for (Map<String, String> fields : List.of(
                Map.of("X-Shopify-Shop-Api-Call-Limit", used + "/" + limit),
                Map.of("Sforce-Limit-Info", "api-usage=" + used + "/" + limit),
                Map.of("zendesk-ratelimit-x", "total=" + limit + "; remaining=" + left),
                Map.of("X-HubSpot-RateLimit-Max", "" + limit, "X-HubSpot-RateLimit-Remaining", "" + left))) {
            assertThat(read(fields).limit()).hasValue(limit);
            assertThat(read(fields).remaining()).hasValue(left);
        }
    }

    private static Optional<Duration> reset(String text) {
        return read(Map.of("RateLimit-Reset", text)).reset();
    }

    private static LimitFields read(Map<String, String> fields) {
        return LimitFields.read(fields, Optional.empty(), HERE);
    }

    private static void assertHarmless(LimitFields fields) {
        assertThat(fields.reset().orElse(Duration.ZERO)).isBetween(Duration.ZERO, YEAR);
        assertThat(fields.limit().orElse(0)).isNotNegative();
        assertThat(fields.remaining().orElse(0)).isNotNegative();
        assertThat(fields.malformed()).isNotNegative();
        fields.policy().ifPresent(policy -> {
            assertThat(policy.requests()).isPositive();
            assertThat(policy.period()).isBetween(Duration.ofMillis(1), YEAR);
        });
    }
}
