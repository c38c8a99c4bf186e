package org.sakia.lab.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReviewTableTest {

    private static final ApiFacts API = Runs.article();

    @Test
    void it_fits_a_terminal_and_every_run_has_a_line() {
        List<String> table = ReviewTable.of(Runs.review())
                .lines()
                .takeWhile(line -> !line.isEmpty())
                .toList();

        assertThat(table).hasSize(2 + 10).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(118));
        assertThat(table.subList(2, 12))
                .extracting(String::length)
                .containsOnly(table.get(1).length());
    }

    @Test
    void what_is_reckoned_is_marked_and_explained() {
        StrategyRun stopped = RunOf.strategy("sequential").extrapolated().of(API);
        StrategyRun whole = RunOf.strategy("paced").of(API);

        assertThat(ReviewTable.of(new Review(API, List.of(stopped, whole))).lines())
                .anyMatch(line -> line.startsWith("~ sequential"))
                .anyMatch(line -> line.startsWith("  paced"))
                .anyMatch(line -> line.startsWith("~ stopped early"));
        assertThat(ReviewTable.of(new Review(API, List.of(whole)))).doesNotContain("~");
    }

    @Test
    void it_ends_with_the_recommendation() {
        assertThat(ReviewTable.of(Runs.review()).lines().toList())
                .last()
                .asString()
                .startsWith("Use paced. ");
    }

    @Test
    void the_largest_figures_stay_in_their_columns() {
        StrategyRun large = RunOf.strategy("burst-gather")
                .took(900_000, 700, 19)
                .peak(100_000)
                .refused(99_900)
                .lost(99_900)
                .inFlight(100_000)
                .heap(12_345)
                .banned()
                .of(API);

        assertThat(ReviewTable.of(new Review(API, List.of(large)))
                        .lines()
                        .toList()
                        .get(2))
                .contains(" 10 d 10 h ", " >1,000 ", " 100,000 ", " 99,900 ", " yes ", " 12,345 ")
                .hasSizeLessThanOrEqualTo(118);
    }
}
