package org.sakia.lab.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReviewPageTest {

    private static final ApiFacts API = Runs.article();

    @Test
    void it_begins_with_the_api_and_the_recommendation() {
        String page = ReviewPage.html(Runs.review());

        assertThat(page.indexOf("takes 8 s to 30 s for an answer and allows 100 requests a minute"))
                .isPositive()
                .isLessThan(page.indexOf("sakia.job.things.rate = 100/60s"));
        assertThat(page.indexOf("sakia.job.things.rate = 100/60s")).isLessThan(page.indexOf("<table"));
        assertThat(page).contains("The lab ran 60 times as fast", "after 50 refusals the client is banned");
    }

    @Test
    void it_needs_nothing_from_anywhere() {
        assertThat(ReviewPage.html(Runs.review()))
                .doesNotContain("<script", "src=", "@import", "http://")
                .doesNotContainPattern("url\\((?!#)")
                .doesNotContainPattern("href=\"(?!#|data:,)");
    }

    @Test
    void no_text_can_become_markup() {
        ApiFacts hostile = new ApiFacts(
                "<script>alert('1')</script>.yaml",
                API.fastest(),
                API.slowest(),
                API.limit(),
                API.limiter(),
                true,
                0,
                1000,
                10,
                1);
        StrategyRun run = RunOf.strategy("\"><img src=x onerror=alert(1)>").of(hostile);

        assertThat(ReviewPage.html(new Review(hostile, List.of(run))))
                .doesNotContain("<script", "<img")
                .contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;.yaml");
    }

    @Test
    void a_picture_that_is_cut_says_so() {
        Figures figures = RunOf.strategy("paced").of(API).figures();
        StrategyRun usual = new StrategyRun("paced", figures, new double[] {0}, new double[] {600});
        StrategyRun endless = new StrategyRun("sequential", figures, new double[] {0}, new double[] {18_000});

        assertThat(ReviewPage.html(new Review(API, List.of(usual, endless))))
                .containsOnlyOnce("The picture shows the first 10 min of 5 h.");
    }

    @Test
    void many_requests_make_a_small_page() {
        ApiFacts large = Runs.api(Duration.ofMillis(100), Duration.ofSeconds(9), 20_000);
        StrategyRun run = Runs.run(large, "worker-pool");

        assertThat(ReviewPage.html(new Review(large, List.of(run))).length()).isLessThan(60_000);
    }

    @Test
    void an_empty_review_is_a_page_too() {
        assertThat(ReviewPage.html(new Review(API, List.of()))).contains("Use <strong>paced</strong>");
    }
}
