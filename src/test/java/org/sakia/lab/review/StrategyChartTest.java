package org.sakia.lab.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class StrategyChartTest {

    private static final ApiFacts API = Runs.article();

    @Test
    void every_picture_is_well_formed_and_says_what_it_shows() throws Exception {
        for (StrategyRun run : Runs.review().runs()) {
            Document svg = parsed(StrategyChart.svg(API, run));

            assertThat(svg.getDocumentElement().getNamespaceURI()).isEqualTo("http://www.w3.org/2000/svg");
            assertThat(svg.getElementsByTagName("title").item(0).getTextContent())
                    .startsWith(run.strategy());
            assertThat(svg.getElementsByTagName("desc").item(0).getTextContent())
                    .contains("the limit of 100", "In flight: ");
        }
    }

    @Test
    void only_what_exceeds_the_limit_is_marked() {
        StrategyRun kept = RunOf.strategy("paced").peak(100).of(API);
        StrategyRun exceeded = RunOf.strategy("paced").peak(101).of(API);

        assertThat(StrategyChart.svg(API, kept))
                .doesNotContain("class=\"excess\"")
                .contains("at most 100<");
        assertThat(StrategyChart.svg(API, exceeded)).contains("class=\"excess\"", "at most 101, over the limit<");
    }

    @Test
    void a_hundred_thousand_requests_make_a_small_picture() {
        ApiFacts large = Runs.api(Duration.ofMillis(100), Duration.ofSeconds(9), 20_000);
        StrategyRun run = Runs.run(large, "paced");
        double[] many = new double[100_000];
        for (int i = 0; i < many.length; i++) {
            many[i] = i * 0.6 + i % 7;
        }
        StrategyRun huge = new StrategyRun("paced", run.figures(), many, many);

        assertThat(StrategyChart.svg(large, run).length()).isLessThan(40_000);
        assertThat(StrategyChart.svg(large, huge).length()).isLessThan(40_000);
    }

    @Test
    void a_name_cannot_become_markup() throws Exception {
        StrategyRun hostile =
                RunOf.strategy("\"><script>alert(1)</script>&\u0001\ud800").of(API);

        String svg = StrategyChart.svg(API, hostile);

        parsed(svg);
        assertThat(svg).doesNotContain("<script");
    }

    @Test
    void a_run_without_a_request_is_an_empty_picture() throws Exception {
        Figures none = new Figures(0, 0, 0, 0, 0, 0, false, 1000, 0, 0, 0, 0, false);

        parsed(StrategyChart.svg(API, new StrategyRun("paced", none, new double[0], new double[0])));
    }

    @Test
    void runs_share_an_axis_unless_one_is_far_longer() {
        StrategyRun usual = ending(600);
        StrategyRun slow = ending(2000);
        StrategyRun endless = ending(20_000);

        TimeAxis axis = TimeAxis.of(new Review(API, List.of(usual, slow, endless)));

        assertThat(axis.seconds()).isEqualTo(2000);
        assertThat(axis.cuts(endless)).isTrue();
        assertThat(axis.cuts(slow)).isFalse();
        assertThat(axis.ticks()).startsWith(0.0).hasSizeBetween(3, 7).allMatch(tick -> tick <= 2000);
    }

    private static StrategyRun ending(double seconds) {
        Figures figures = RunOf.strategy("paced").of(API).figures();
        return new StrategyRun("paced", figures, new double[] {0, seconds - 9}, new double[] {9, seconds});
    }

    private static Document parsed(String svg) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }
}
