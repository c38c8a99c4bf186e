package org.sakia.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PaceTest {

    @Property
    void theStepIsWithinEveryLimitAndNeverSlowerThanTheTightest(
            @ForAll @Size(min = 1, max = 3) List<@From("rates") Rate> rates,
            @ForAll @IntRange(min = 1, max = 200) int wantedBurst) {
        List<Pace.Window> windows = rates.stream().map(PaceTest::window).toList();
        int fewest = windows.stream().mapToInt(Pace.Window::most).min().orElseThrow();
        int burst = Math.min(wantedBurst, fewest);

        Pace pace = Pace.of(windows, burst);

        double tightest = windows.stream()
                .mapToDouble(window -> window.most() * 1e3 / window.length().toMillis())
                .min()
                .orElseThrow();
        double throttle = pace.permits() * 1e3 / pace.period().toMillis();
        assertThat(pace.limited()).isTrue();
        assertThat(pace.windows()).isEqualTo(windows);
        assertThat(pace.permits()).isBetween(burst, fewest);
        assertThat(pace.period()).isPositive();
        assertThat(throttle).isGreaterThanOrEqualTo(tightest * 0.999);
    }

    @Test
    void aSlowRateGoesOneByOneEvenly() {
        Pace pace = Pace.of(List.of(window(new Rate(100, Duration.ofSeconds(60)))), 1);

        assertThat(pace.permits()).isEqualTo(1);
        // 98 % of 60.3 s / 100; the gate's exact windows keep the rest
        assertThat(pace.period()).isEqualTo(Duration.ofMillis(590));
    }

    @Test
    void aFastRateGoesInStepsLongEnoughForTheClock() {
        Pace pace = Pace.of(List.of(window(new Rate(1_000, Duration.ofSeconds(1)))), 1);

        assertThat(pace.permits()).isEqualTo(96);
        assertThat(pace.period()).isBetween(Duration.ofMillis(95), Duration.ofMillis(100));
    }

    @Test
    void theTightestOfSeveralRatesSetsThePaceAndAllOfThemHold() {
        List<Pace.Window> windows =
                List.of(window(new Rate(10, Duration.ofSeconds(1))), window(new Rate(5_000, Duration.ofHours(1))));

        Pace pace = Pace.of(windows, 1);

        assertThat(pace.permits()).isEqualTo(1);
        assertThat(pace.period()).isBetween(Duration.ofMillis(700), Duration.ofMillis(720));
        assertThat(pace.windows()).isEqualTo(windows);
    }

    @Test
    void aBurstWidensTheStep() {
        Pace pace = Pace.of(List.of(window(new Rate(100, Duration.ofSeconds(60)))), 10);

        assertThat(pace.permits()).isEqualTo(10);
        assertThat(pace.period()).isBetween(Duration.ofMillis(5_900), Duration.ofMillis(5_910));
    }

    @Test
    void noRateIsNoLimit() {
        assertThat(Pace.of(List.of(), 1)).isEqualTo(Pace.unlimited());
        assertThat(Pace.unlimited().limited()).isFalse();
    }

    @Provide
    Arbitrary<Rate> rates() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, Rate.MOST_REQUESTS),
                        Arbitraries.longs().between(10, Duration.ofDays(31).toMillis()))
                .as((requests, millis) -> new Rate(requests, Duration.ofMillis(millis)));
    }

    private static Pace.Window window(Rate rate) {
        return new Pace.Window(rate.requests(), rate.period().plus(rate.defaultMargin()));
    }
}
