package org.sakia.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SendQuotaTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Quota DAILY = new Quota(100, Duration.ofDays(1));

    private final SendQuota quota = new SendQuota(DAILY);

    @Test
    void it_is_free_until_it_is_used_up_and_says_when_it_is_again() {
        for (int i = 0; i < 99; i++) {
            quota.departed(NOON);
        }
        assertThat(quota.left(NOON)).isEqualTo(1);
        assertThat(quota.usedUpUntil(NOON)).isEmpty();

        quota.departed(NOON.plusSeconds(3_600));

        Instant free = quota.usedUpUntil(NOON.plusSeconds(3_600)).orElseThrow();
        assertThat(free)
                .isBetween(NOON.plus(DAILY.period()), NOON.plus(DAILY.period()).plus(DAILY.slice()));
        assertThat(quota.left(free.minusMillis(1))).isZero();
        assertThat(quota.left(free)).isEqualTo(99);
    }

    @Test
    void what_earlier_processes_sent_counts() {
        quota.remember(Map.of(NOON.minus(Duration.ofHours(20)), 60L, NOON.minus(Duration.ofHours(1)), 30L), NOON);

        assertThat(quota.left(NOON)).isEqualTo(10);
        assertThat(quota.left(NOON.plus(Duration.ofHours(5)))).isEqualTo(70);
    }

    @Test
    void a_clock_that_is_set_back_frees_nothing_and_blocks_nothing_for_ever() {
        quota.remember(Map.of(NOON.plus(Duration.ofDays(400)), 100L), NOON);
        assertThat(quota.left(NOON)).isZero();
        assertThat(quota.usedUpUntil(NOON).orElseThrow()).isBefore(NOON.plus(Duration.ofHours(25)));

        quota.departed(NOON.minus(Duration.ofDays(3)));
        assertThat(quota.left(NOON)).isZero();
    }

    @Test
    void a_quota_that_makes_no_sense_is_refused() {
        assertThatThrownBy(() -> new Quota(0, Duration.ofDays(1))).hasMessageContaining("1 to 1000000000000");
        assertThatThrownBy(() -> new Quota(1, Duration.ofMillis(5))).hasMessageContaining("1s to 366d");
        assertThat(new Quota(250_000, Duration.ofDays(1)).text()).isEqualTo("250,000/1d");
    }

    @Property
    void the_count_is_never_too_low_and_too_high_by_a_slice_at_most(
            @ForAll @Size(max = 200) List<@IntRange(max = 2_000_000) Integer> gaps,
            @ForAll @IntRange(min = 1_000, max = 100_000_000) int periodMillis) {
        Quota rule = new Quota(Quota.MOST_REQUESTS, Duration.ofMillis(periodMillis));
        SendQuota counted = new SendQuota(rule);
        List<Instant> sends = new ArrayList<>();
        Instant now = NOON;
        for (int gap : gaps) {
            now = now.plusMillis(gap);
            sends.add(now);
            counted.departed(now);
            long used = rule.requests() - counted.left(now);
            assertThat(used)
                    .isBetween(
                            after(sends, now.minus(rule.period())),
                            after(sends, now.minus(rule.period()).minus(rule.slice())));
        }
    }

    private static long after(List<Instant> sends, Instant begin) {
        return sends.stream().filter(sent -> sent.isAfter(begin)).count();
    }
}
