package org.sakia.lab.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LevelsTest {

    @Test
    void a_column_shows_the_highest_level_within_it() {
        double[] in = {0, 0.1, 0.2, 5};
        double[] out = {0.3, 0.4, 0.5, 6};

        assertThat(Levels.of(in, out, 10, 5)).containsExactly(3, 0, 1, 1, 0);
    }

    @Test
    void an_arrival_one_period_later_is_in_another_window() {
        assertThat(Arrays.stream(Levels.inWindow(new double[] {0, 60, 120}, 60, 180, 18))
                        .max())
                .hasValue(1);
        assertThat(Arrays.stream(Levels.inWindow(new double[] {0, 59.9, 120}, 60, 180, 18))
                        .max())
                .hasValue(2);
    }

    @Test
    void what_comes_after_the_axis_is_left_out() {
        assertThat(Levels.of(new double[] {1, 11}, new double[] {2, 12}, 10, 2)).containsExactly(1, 0);
    }

    @Test
    void a_peak_between_many_arrivals_is_not_lost() {
        double[] burst =
                IntStream.range(0, 100_000).mapToDouble(i -> 500 + i / 1e6).toArray();

        assertThat(Arrays.stream(Levels.inWindow(burst, 60, 1000, 600)).max()).hasValue(100_000);
    }

    @Test
    void periods_are_counted_and_only_the_highest_of_several_is_shown() {
        double[] arrivals = {0, 1, 10, 10.5, 10.9, 25};

        assertThat(Levels.perPeriod(arrivals, 10, 30, 10)).containsExactly(2, 3, 1);
        assertThat(Levels.perPeriod(arrivals, 10, 30, 2)).containsExactly(3, 1);
    }
}
