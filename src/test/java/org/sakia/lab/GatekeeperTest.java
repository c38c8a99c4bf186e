package org.sakia.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.sakia.lab.Gatekeeper.Verdict;
import org.sakia.request.Rate;

class GatekeeperTest {

    private static final Limit TWO_A_SECOND = Limit.of(new Rate(2, Duration.ofSeconds(1)));

    @Test
    void noLimitAdmitsEverything() {
        Gatekeeper gatekeeper = new Gatekeeper(Limit.NONE);

        for (int i = 0; i < 1_000; i++) {
            assertThat(gatekeeper.decide(i)).isEqualTo(Verdict.ADMITTED);
        }
    }

    @Test
    void refusedRequestsAreForgivenUnlessTheLimitIsStrict() {
        assertThat(hammeredThenAskedAfterThePeriod(new Gatekeeper(TWO_A_SECOND)))
                .isEqualTo(Verdict.ADMITTED);
        assertThat(hammeredThenAskedAfterThePeriod(new Gatekeeper(TWO_A_SECOND.withRefusedCounted())))
                .isEqualTo(Verdict.REFUSED);
    }

    @Test
    void allRatesMustHaveRoomAndTheLongestWaitIsTold() {
        Gatekeeper gatekeeper =
                new Gatekeeper(Limit.of(new Rate(2, Duration.ofSeconds(1)), new Rate(3, Duration.ofSeconds(10))));

        assertThat(gatekeeper.decide(millis(0))).isEqualTo(Verdict.ADMITTED);
        assertThat(gatekeeper.decide(millis(0))).isEqualTo(Verdict.ADMITTED);
        assertThat(gatekeeper.decide(millis(0))).isEqualTo(Verdict.REFUSED);
        assertThat(gatekeeper.decide(millis(1_000))).isEqualTo(Verdict.ADMITTED);
        assertThat(gatekeeper.decide(millis(2_000))).isEqualTo(Verdict.REFUSED);
        assertThat(gatekeeper.untilRoom(millis(2_000))).isEqualTo(Duration.ofSeconds(8));
    }

    @Test
    void afterTooManyRefusalsEveryRequestIsBanned() {
        Gatekeeper gatekeeper = new Gatekeeper(TWO_A_SECOND.withBanAfter(2));
        for (int i = 0; i < 4; i++) {
            gatekeeper.decide(0);
        }

        assertThat(gatekeeper.decide(0)).isEqualTo(Verdict.BANNED);
        assertThat(gatekeeper.decide(millis(60_000))).isEqualTo(Verdict.BANNED);
    }

    @Test
    void headersTellTheTightestRate() {
        Gatekeeper gatekeeper =
                new Gatekeeper(Limit.of(new Rate(50, Duration.ofSeconds(1)), new Rate(3, Duration.ofSeconds(10)))
                        .withHeaders());
        gatekeeper.decide(0);

        assertThat(gatekeeper.headers(millis(500)))
                .containsEntry("X-RateLimit-Limit", "3")
                .containsEntry("X-RateLimit-Remaining", "2")
                .containsEntry("X-RateLimit-Reset", "10");
    }

    @Test
    void headers_tell_when_the_oldest_request_leaves_the_window() {
        Gatekeeper gatekeeper =
                new Gatekeeper(Limit.of(new Rate(2, Duration.ofSeconds(60))).withHeaders());
        gatekeeper.decide(millis(0));
        gatekeeper.decide(millis(40_000));

        assertThat(gatekeeper.headers(millis(40_000)))
                .containsEntry("X-RateLimit-Remaining", "0")
                .containsEntry("X-RateLimit-Reset", "20");
    }

    @Test
    void of_two_rates_that_are_used_up_headers_tell_the_longer_wait() {
        Gatekeeper gatekeeper =
                new Gatekeeper(Limit.of(new Rate(1, Duration.ofSeconds(1)), new Rate(1, Duration.ofSeconds(10)))
                        .withHeaders());
        gatekeeper.decide(0);

        assertThat(gatekeeper.headers(0)).containsEntry("X-RateLimit-Reset", "10");
    }

    @Test
    void headersAreSilentUnlessWanted() {
        assertThat(new Gatekeeper(TWO_A_SECOND).headers(0)).isEmpty();
    }

    private static Verdict hammeredThenAskedAfterThePeriod(Gatekeeper gatekeeper) {
        for (int now = 0; now < 900; now += 10) {
            gatekeeper.decide(millis(now));
        }
        return gatekeeper.decide(millis(1_100));
    }

    private static long millis(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}
