package org.sakia.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.sakia.request.Rate;

class QuotaTest {

    private static final Rate FIVE_A_SECOND = new Rate(5, Duration.ofSeconds(1));

    @Test
    void aSlidingWindowHasRoomAgainOnePeriodAfterTheOldest() {
        Quota quota = Quota.of(FIVE_A_SECOND, Limiter.SLIDING, 0);
        for (int i = 0; i < 5; i++) {
            quota.count(millis(i * 100));
        }

        assertThat(quota.remaining(millis(400))).isZero();
        assertThat(quota.untilRoom(millis(400))).isEqualTo(Duration.ofMillis(600));
        assertThat(quota.untilRoom(millis(1_000) - 1)).isEqualTo(Duration.ofNanos(1));
        assertThat(quota.untilRoom(millis(1_000))).isZero();
        assertThat(quota.untilReset(millis(1_000))).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void aFixedWindowLetsTwiceTheLimitThroughAcrossItsBorder() {
        List<Integer> admitted = admitted(Limiter.FIXED, 0, LongStream.rangeClosed(990, 1_009));

        assertThat(admitted).containsExactly(990, 991, 992, 993, 994, 1_000, 1_001, 1_002, 1_003, 1_004);
    }

    @Property(tries = 200)
    void what_is_used_up_is_told_to_come_back_when_the_next_request_is_let_in(
            @ForAll Limiter kind,
            @ForAll @Size(min = 1, max = 60) List<@IntRange(max = 300) Integer> gaps,
            @ForAll @IntRange(min = 1, max = 7) int n) {
        Quota quota = Quota.of(new Rate(n, Duration.ofSeconds(1)), kind, 0);
        long now = 0;
        for (int gap : gaps) {
            now += millis(gap);
            quota.count(now);
            int remaining = quota.remaining(now);
            long reset = now + quota.untilReset(now).toNanos();

            assertThat(quota.remaining(reset)).isGreaterThan(remaining);
            assertThat(quota.remaining(reset - 1)).isEqualTo(remaining);
            if (remaining == 0) {
                assertThat(quota.untilReset(now)).isEqualTo(quota.untilRoom(now));
            }
        }
    }

    @Test
    void nothing_used_has_nothing_to_wait_for() {
        for (Limiter kind : Limiter.values()) {
            assertThat(Quota.of(FIVE_A_SECOND, kind, 0).untilReset(millis(1_234)))
                    .isZero();
        }
    }

    @Test
    void aFixedWindowTellsTheTimeToItsEnd() {
        Quota quota = Quota.of(new Rate(1, Duration.ofSeconds(1)), Limiter.FIXED, 0);
        quota.count(millis(1_300));

        assertThat(quota.untilRoom(millis(1_400))).isEqualTo(Duration.ofMillis(600));
        assertThat(quota.untilRoom(millis(2_000))).isZero();
    }

    @Test
    void aLeakyBucketTakesItsBurstAndThenWhatLeaks() {
        List<Integer> admitted = admitted(Limiter.LEAKY, 2, LongStream.rangeClosed(0, 600));

        assertThat(admitted).containsExactly(0, 1, 200, 400, 600);
    }

    @Test
    void aTokenBucketStartsFullAndRefills() {
        List<Integer> admitted = admitted(Limiter.TOKEN, 0, LongStream.rangeClosed(0, 400));

        assertThat(admitted).containsExactly(0, 1, 2, 3, 4, 200, 400);
    }

    @Test
    void aBucketThatCountsRefusedRequestsIsInDebtForOnePeriodAtMost() {
        Quota quota = Quota.of(FIVE_A_SECOND, Limiter.TOKEN, 0);
        for (int i = 0; i < 1_000; i++) {
            quota.count(0);
        }

        assertThat(quota.remaining(0)).isZero();
        assertThat(quota.untilRoom(0)).isEqualTo(Duration.ofMillis(1_200));
    }

    @Property(tries = 200)
    void aSlidingWindowNeverAdmitsMoreThanItsLimit(
            @ForAll @Size(max = 200) List<@IntRange(max = 400) Integer> gaps,
            @ForAll @IntRange(min = 1, max = 9) int n) {
        Quota quota = Quota.of(new Rate(n, Duration.ofSeconds(1)), Limiter.SLIDING, 0);
        Referee referee = new Referee();
        long now = 0;
        for (int gap : gaps) {
            now += millis(gap);
            if (quota.untilRoom(now).isZero()) {
                quota.count(now);
                referee.arrived(now, 0);
            }
        }

        assertThat(referee.peakInAnyWindow(Duration.ofSeconds(1))).isLessThanOrEqualTo(n);
    }

    @Property(tries = 200)
    void whoWaitsAsLongAsToldIsLetIn(
            @ForAll Limiter kind,
            @ForAll @Size(max = 100) List<@IntRange(max = 300) Integer> gaps,
            @ForAll @IntRange(min = 1, max = 7) int n) {
        Quota quota = Quota.of(new Rate(n, Duration.ofSeconds(1)), kind, 0);
        long now = 0;
        for (int gap : gaps) {
            now += millis(gap);
            quota.count(now);
            long told = now + quota.untilRoom(now).toNanos();
            assertThat(quota.untilRoom(told)).isZero();
            assertThat(quota.remaining(told)).isPositive();
        }
    }

    private static List<Integer> admitted(Limiter kind, int burst, LongStream askedMillis) {
        Quota quota = Quota.of(FIVE_A_SECOND, kind, burst);
        return askedMillis
                .filter(now -> {
                    boolean room = quota.untilRoom(millis(now)).isZero();
                    if (room) {
                        quota.count(millis(now));
                    }
                    return room;
                })
                .mapToObj(now -> (int) now)
                .toList();
    }

    private static long millis(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}
