package org.sakia.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.sakia.request.Rate;

class RefereeTest {

    private final Referee referee = new Referee();

    @Property(tries = 300)
    void thePeakIsThatOfABruteForceSearch(
            @ForAll @Size(max = 60) List<@IntRange(max = 30) Integer> gaps,
            @ForAll @IntRange(min = 1, max = 120) int width) {
        Referee seen = new Referee();
        long now = Long.MAX_VALUE - 5_000;
        for (int gap : gaps) {
            now += gap;
            seen.arrived(now, 0);
        }
        long[] times = seen.arrivalsNanos();
        int expected = Arrays.stream(times)
                .mapToInt(start -> (int) Arrays.stream(times)
                        .filter(time -> time >= start && time - start < width)
                        .count())
                .max()
                .orElse(0);

        assertThat(seen.peakInAnyWindow(Duration.ofNanos(width))).isEqualTo(expected);
    }

    @Test
    void anArrivalExactlyOnePeriodLaterIsInTheNextWindow() {
        referee.arrived(0, 0);
        referee.arrived(99, 0);
        referee.arrived(100, 0);

        assertThat(referee.peakInAnyWindow(Duration.ofNanos(100))).isEqualTo(2);
        assertThat(referee.peakInAnyWindow(Duration.ofNanos(101))).isEqualTo(3);
    }

    @Test
    void theShareOfARateIsTheAverageBetweenFirstAndLast() {
        IntStream.rangeClosed(0, 10_000).forEach(i -> referee.arrived(i * 2_000_000L, i));

        assertThat(referee.span()).isEqualTo(Duration.ofSeconds(20));
        assertThat(referee.perPeriod(Duration.ofSeconds(1))).isCloseTo(500, within(1e-6));
        assertThat(referee.shareOf(new Rate(1_000, Duration.ofSeconds(1)))).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void aSingleArrivalHasNoRate() {
        referee.arrived(5, 0);

        assertThat(referee.perPeriod(Duration.ofSeconds(1))).isZero();
        assertThat(referee.span()).isZero();
    }

    @Test
    void thePeakInFlightStaysWhenRequestsLeave() {
        referee.arrived(0, 0);
        referee.arrived(0, 0);
        referee.left();
        referee.arrived(0, 0);
        referee.left();

        assertThat(referee.peakInFlight()).isEqualTo(2);
        assertThat(referee.inFlight()).isEqualTo(1);
    }

    @Test
    void requestsForAPageAreCounted() {
        for (long offset : new long[] {0, 100, 200, 100, 100, Referee.NO_OFFSET, Referee.NO_OFFSET}) {
            referee.arrived(0, offset);
        }

        assertThat(referee.requestsFor(100)).isEqualTo(3);
        assertThat(referee.requestsFor(300)).isZero();
        assertThat(referee.repeatedRequests()).isEqualTo(2);
    }

    @Test
    void aResetForgetsAllButTheRequestsInFlight() {
        referee.arrived(0, 0);
        referee.arrived(0, 0);
        referee.left();
        referee.answered(200);
        referee.sent(17);
        referee.reset();

        assertThat(referee.arrivals()).isZero();
        assertThat(referee.statuses()).isEmpty();
        assertThat(referee.bytes()).isZero();
        assertThat(referee.peakInFlight()).isEqualTo(1);
    }
}
