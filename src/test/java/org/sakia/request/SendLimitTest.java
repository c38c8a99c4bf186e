package org.sakia.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class SendLimitTest {

    private static final SendLimit.Patience PATIENCE = new SendLimit.Patience(
            Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofMinutes(10), Duration.ofMinutes(10));
    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    @ParameterizedTest
    @CsvSource({
        // rate, sent by us, limit of the API, held back
        "100, 100, 100, false",
        "100, 98, 100, false",
        "100, 97, 100, true",
        "100, 100, 5000, true",
        "100, 100, 50, true",
        "102, 100, 100, false",
        "110, 100, 100, true",
        "10, 8, 10, false",
        "10, 7, 10, true",
        "1, 1, 1, false",
        "100, 100, -1, false",
        "100, 50, -1, true"
    })
    void nothing_left_holds_back_unless_our_own_requests_are_the_reason(int rate, int sent, long told, boolean held) {
        SendLimit limit = limit(rate);
        limit.remember(Collections.nCopies(sent, Instant.now().minusSeconds(5)));

        limit.nothingLeft(
                System.nanoTime(), told < 0 ? OptionalLong.empty() : OptionalLong.of(told), Duration.ofSeconds(40));

        assertThat(limit.waitingFor().isPresent()).isEqualTo(held);
    }

    @Test
    void answers_to_requests_that_were_under_way_do_not_lengthen_the_hold() throws Exception {
        SendLimit limit = limit(100);
        long before = System.nanoTime();
        limit.nothingLeft(before, OptionalLong.empty(), Duration.ofSeconds(40));
        limit.nothingLeft(before, OptionalLong.empty(), Duration.ofSeconds(400));

        assertThat(limit.heldNanos(System.nanoTime(), Thread.currentThread()))
                .isBetween(0L, Duration.ofSeconds(40).toNanos());
    }

    @Test
    void what_one_job_hears_of_a_long_wait_ends_the_others_too() throws Exception {
        SendLimit limit = limit(100);
        SendGate other = new SendGate(limit);
        assertThatThrownBy(() -> limit.holdBack(System.nanoTime(), Optional.of(Duration.ofHours(5)), "HTTP 429"))
                .isInstanceOf(JobAbortedException.class);

        assertThatThrownBy(other::enter)
                .isInstanceOf(JobAbortedException.class)
                .hasMessageContaining("come back in 5h");
    }

    @Test
    void a_job_that_stops_leaves_its_place_in_front_of_the_throttle_to_the_others() throws Exception {
        SendLimit limit = limit(1);
        SendGate stopping = new SendGate(limit);
        SendGate other = new SendGate(limit);
        Thread worker = new Thread(() -> assertThatThrownBy(() -> {
                    stopping.enter();
                    Thread.currentThread().join();
                })
                .isInstanceOf(InterruptedException.class));
        worker.start();
        while (worker.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }

        stopping.close("stopped");
        other.enter();

        assertThat(other.isClosed()).isFalse();
        worker.join();
    }

    private static SendLimit limit(int most) {
        return new SendLimit(Pace.of(List.of(new Pace.Window(most, A_MINUTE)), 1), PATIENCE);
    }
}
