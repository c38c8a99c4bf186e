package org.sakia.lab.review;

import java.util.List;

/** A review as one HTML file that needs nothing else: light or dark, for screens of any width and for paper. */
public final class ReviewPage {

    private final Review review;
    private final StringBuilder out = new StringBuilder();

    private ReviewPage(Review review) {
        this.review = review;
    }

    /** The file's whole text; UTF-8. */
    public static String html(Review review) {
        return new ReviewPage(review).page();
    }

    private String page() {
        ApiFacts api = review.api();
        String title = "How to keep to "
                + Words.per("requests", api.limit().requests(), api.limit().period());
        out.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        out.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        out.append("<meta name=\"color-scheme\" content=\"light dark\">\n");
        out.append("<meta http-equiv=\"Content-Security-Policy\"");
        out.append(" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n");
        out.append("<link rel=\"icon\" href=\"data:,\">\n");
        line("title", title + ": " + api.scenario());
        out.append("<style>\n").append(Markup.style("review.css")).append(Markup.style(StrategyChart.STYLE));
        out.append("</style>\n</head>\n<body>\n<main>\n<header>\n");
        line("p class=\"kicker\"", "Sakia lab, scenario " + api.scenario());
        line("h1", title);
        line("p class=\"lead\"", PageText.api(api, review.runs().size()));
        line("p class=\"lead soft\"", PageText.time(api));
        out.append("</header>\n");
        recommendation();
        out.append("<section aria-labelledby=\"figures\">\n<h2 id=\"figures\">All figures</h2>\n");
        out.append(PageTable.of(review)).append("</section>\n");
        cards();
        out.append("</main>\n</body>\n</html>\n");
        return out.toString();
    }

    private void recommendation() {
        Recommendation use = Recommendation.of(review);
        out.append("<section class=\"use\" aria-labelledby=\"use\">\n<h2 id=\"use\">Use <strong>");
        out.append(Markup.escape(use.strategy())).append("</strong></h2>\n");
        line("p", use.reason());
        line("pre tabindex=\"0\" aria-label=\"Configuration\"", String.join("\u2028", use.lines()));
        out.append("</section>\n");
    }

    private void cards() {
        TimeAxis axis = TimeAxis.of(review);
        out.append("<section aria-labelledby=\"strategies\">\n<h2 id=\"strategies\">One by one</h2>\n");
        line("p class=\"soft\"", PageText.legend(review.api(), axis));
        out.append("<div class=\"cards\">\n");
        for (StrategyRun run : review.runs()) {
            Judgement judgement = Judgement.of(review.api(), run);
            out.append("<article class=\"card\" id=\"card-")
                    .append(Markup.id(run.strategy()))
                    .append("\">\n<h3>");
            out.append(Markup.escape(run.strategy())).append(' ');
            out.append(Markup.element("span class=\"outcome\"", ChartText.outcome(review.api(), run)));
            out.append("</h3>\n");
            out.append(StrategyChart.inline(review.api(), run, axis));
            for (String sentence : List.of(judgement.good(), judgement.breaks())) {
                sentence(sentence);
            }
            String missing = ChartText.missing(review.api(), run, axis);
            if (!missing.isEmpty()) {
                line("p class=\"note\"", missing);
            }
            out.append("</article>\n");
        }
        out.append("</div>\n</section>\n");
    }

    /** The two words that all of them begin with are set apart, so that a reader finds them again. */
    private void sentence(String sentence) {
        int second = sentence.indexOf(' ', sentence.indexOf(' ') + 1);
        out.append("<p class=\"verdict\">").append(Markup.element("strong", sentence.substring(0, second)));
        out.append(Markup.escape(sentence.substring(second))).append("</p>\n");
    }

    private void line(String element, String text) {
        out.append(Markup.element(element, text).replace('\u2028', '\n')).append('\n');
    }
}
