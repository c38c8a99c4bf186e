package org.sakia.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HoldBackTest {

    private static final Optional<Duration> SAYS_NOTHING = Optional.empty();

    private final HoldBack hold = new HoldBack(new SendLimit.Patience(
            Duration.ofSeconds(1), Duration.ofSeconds(8), Duration.ofMinutes(10), Duration.ofHours(1)));

    @Test
    void aStormOfRefusalsIsOneHold() throws Exception {
        for (int refusal = 0; refusal < 20; refusal++) {
            hold.extend(at(10) + refusal, at(9), SAYS_NOTHING, "HTTP 429");
        }

        assertThat(hold.waitNanos(at(10))).isEqualTo(seconds(1));
    }

    @Test
    void refusalsOfLaterRequestsDoubleTheWaitUpToTheLongest() throws Exception {
        long now = at(10);
        for (long expected : new long[] {1, 2, 4, 8, 8}) {
            hold.extend(now, now, SAYS_NOTHING, "HTTP 429");
            assertThat(hold.waitNanos(now)).isEqualTo(seconds(expected));
            now += hold.waitNanos(now);
        }
    }

    @Test
    void theLongestRetryAfterOfAStormIsKept() throws Exception {
        hold.extend(at(10), at(9), Optional.of(Duration.ofSeconds(30)), "HTTP 429");
        hold.extend(at(11), at(9), Optional.of(Duration.ofSeconds(5)), "HTTP 429");
        hold.extend(at(12), at(9), SAYS_NOTHING, "HTTP 429");

        assertThat(hold.waitNanos(at(12))).isEqualTo(seconds(28));
    }

    @Test
    void aRetryAfterWinsOverTheBackOff() throws Exception {
        hold.extend(at(10), at(9), Optional.of(Duration.ofMillis(200)), "HTTP 429");

        assertThat(hold.waitNanos(at(10))).isEqualTo(Duration.ofMillis(200).toNanos());
    }

    @Test
    void aRetryAfterOfZeroIsNoLeaveToHammer() throws Exception {
        hold.extend(at(10), at(9), Optional.of(Duration.ZERO), "HTTP 429");
        assertThat(hold.waitNanos(at(10))).isEqualTo(seconds(1));

        hold.extend(at(11), at(11), Optional.of(Duration.ZERO), "HTTP 429");
        assertThat(hold.waitNanos(at(11))).isEqualTo(seconds(2));
    }

    @Test
    void aPageThatWasAskedForBeforeTheHoldDoesNotEndIt() throws Exception {
        hold.extend(at(10), at(9), Optional.of(Duration.ofSeconds(30)), "HTTP 429");
        hold.over(at(9));

        assertThat(hold.waitNanos(at(11))).isEqualTo(seconds(29));
    }

    @Test
    void aPageThatWasAskedForAfterwardsEndsTheHoldAndTheBackOff() throws Exception {
        hold.extend(at(10), at(9), SAYS_NOTHING, "HTTP 429");
        hold.extend(at(12), at(12), SAYS_NOTHING, "HTTP 429");
        hold.over(at(14));
        assertThat(hold.waitNanos(at(14))).isZero();

        hold.extend(at(20), at(19), SAYS_NOTHING, "HTTP 429");
        assertThat(hold.waitNanos(at(20))).isEqualTo(seconds(1));
    }

    @Test
    void aRetryAfterBeyondHoldMaxEndsTheJobWithTheTimeToComeBack() {
        assertThatThrownBy(() -> hold.extend(at(10), at(9), Optional.of(Duration.ofMinutes(11)), "HTTP 429"))
                .isInstanceOf(JobAbortedException.class)
                .hasMessageContaining("HTTP 429")
                .hasMessageContaining("in 11m")
                .hasMessageContaining("hold-max")
                .hasMessageContaining("10m")
                .hasMessageContaining("at " + HoldBack.clock(seconds(660)).substring(0, 5));
    }

    @Test
    void aTimeToComeBackOnAnotherDayNamesTheDay() {
        assertThat(HoldBack.clock(Duration.ofDays(3).toNanos())).matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");
    }

    @Test
    void anApiThatOnlySaysSlowDownIsGivenUp() throws Exception {
        hold.extend(at(10), at(9), SAYS_NOTHING, "HTTP 429");
        hold.extend(at(3_600), at(3_599), SAYS_NOTHING, "HTTP 429");

        assertThatThrownBy(() -> hold.extend(at(3_611), at(3_610), SAYS_NOTHING, "HTTP 429"))
                .isInstanceOf(JobAbortedException.class)
                .hasMessageContaining("give-up-after");
    }

    /** A refusal every 10 s and a latency of 30 s: each page that comes was asked for before the last refusal. */
    @Test
    void anApiThatLetsSomeThroughIsNotGivenUp() throws Exception {
        for (int second = 0; second < 10_000; second += 10) {
            hold.extend(at(second), at(second), Optional.of(Duration.ofSeconds(1)), "HTTP 429");
            hold.over(at(second - 28));
        }

        assertThat(hold.waitNanos(at(10_000))).isNegative();
    }

    private static long at(long second) {
        return seconds(second) - seconds(1_000_000);
    }

    private static long seconds(long count) {
        return Duration.ofSeconds(count).toNanos();
    }
}
