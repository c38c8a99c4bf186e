package org.sakia.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RollingWindowTest {

    private static final long LENGTH = 100;

    /** One step: time passes, then something happens. */
    record Step(Kind kind, int after) {}

    enum Kind {
        SEND_IF_ALLOWED,
        DEPART,
        CANCEL,
        REMEMBER_OLDER
    }

    @Property(tries = 500)
    void theWaitIsThatOfABruteForceSearch(
            @ForAll @IntRange(min = 1, max = 8) int most, @ForAll("steps") List<Step> steps) {
        RollingWindow window = new RollingWindow(most, Duration.ofNanos(LENGTH));
        List<Long> stamps = new ArrayList<>();
        int granted = 0;
        long now = Long.MAX_VALUE - 2_000;
        for (Step step : steps) {
            now += step.after();
            switch (step.kind()) {
                case SEND_IF_ALLOWED -> {
                    if (window.waitNanos(now) <= 0) {
                        window.grant();
                        granted++;
                    }
                }
                case DEPART -> {
                    if (granted > 0) {
                        window.depart(now);
                        granted--;
                        stamps.add(now);
                    }
                }
                case CANCEL -> {
                    if (granted > 0) {
                        window.cancel();
                        granted--;
                    }
                }
                case REMEMBER_OLDER -> {
                    window.add(now - 3L * step.after());
                    stamps.add(now - 3L * step.after());
                }
            }
            assertThat(Math.max(0, window.waitNanos(now))).isEqualTo(wait(stamps, granted, most, now));
        }
    }

    @Property(tries = 300)
    void noWindowEverHoldsMoreThanTheLimit(
            @ForAll @IntRange(min = 1, max = 8) int most, @ForAll("steps") List<Step> steps) {
        RollingWindow window = new RollingWindow(most, Duration.ofNanos(LENGTH));
        List<Long> departed = new ArrayList<>();
        int granted = 0;
        long now = 0;
        for (Step step : steps) {
            now += step.after();
            if (step.kind() == Kind.DEPART && granted > 0) {
                granted--;
                window.depart(now);
                departed.add(now);
            } else if (window.waitNanos(now) <= 0) {
                granted++;
                window.grant();
            }
        }
        for (long start : departed) {
            assertThat(departed.stream().filter(sent -> sent >= start && sent - start < LENGTH))
                    .hasSizeLessThanOrEqualTo(most);
        }
    }

    @Test
    void sendsThatHaveNotLeftCountHoweverLongTheyTake() {
        RollingWindow window = new RollingWindow(2, Duration.ofNanos(LENGTH));
        window.grant();
        window.grant();

        assertThat(window.waitNanos(50 * LENGTH)).isEqualTo(RollingWindow.UNTIL_A_SEND_LEAVES);

        window.depart(50 * LENGTH);
        assertThat(window.waitNanos(50 * LENGTH)).isEqualTo(LENGTH);
    }

    @Test
    void aSendExactlyOnePeriodLaterIsAllowed() {
        RollingWindow window = new RollingWindow(1, Duration.ofNanos(LENGTH));
        window.add(7);

        assertThat(window.waitNanos(7 + LENGTH - 1)).isEqualTo(1);
        assertThat(window.waitNanos(7 + LENGTH)).isZero();
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.of(Kind.class), Arbitraries.integers().between(0, 40))
                .as(Step::new)
                .list()
                .ofMaxSize(80);
    }

    private static long wait(List<Long> stamps, int granted, int most, long now) {
        if (granted >= most) {
            return RollingWindow.UNTIL_A_SEND_LEAVES;
        }
        long wait = 0;
        while (granted + inside(stamps, now + wait) >= most) {
            wait++;
        }
        return wait;
    }

    private static long inside(List<Long> stamps, long now) {
        return stamps.stream().filter(stamp -> now - stamp < LENGTH).count();
    }
}
