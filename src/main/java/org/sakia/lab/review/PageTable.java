package org.sakia.lab.review;

/** The page's table of all figures. */
final class PageTable {

    private PageTable() {}

    static String of(Review review) {
        String recommended = Recommendation.of(review).strategy();
        StringBuilder out = new StringBuilder("<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-labelledby=");
        out.append("\"figures\">\n<table>\n<thead><tr><th scope=\"col\">strategy</th>");
        String window = Words.time(review.api().limit().period());
        for (String head : new String[] {
            "requests",
            "time",
            "time / ideal",
            "of the limit, %",
            "most in " + window.replace(' ', '\u00a0'),
            "429s",
            "banned",
            "pages lost",
            "most in flight",
            "heap, MiB",
            "first record"
        }) {
            out.append(Markup.element("th scope=\"col\"", head));
        }
        out.append("</tr></thead>\n<tbody>\n");
        boolean reckoned = false;
        for (StrategyRun run : review.runs()) {
            row(out, review.api(), run, run.strategy().equals(recommended));
            reckoned |= run.figures().extrapolated();
        }
        out.append("</tbody>\n</table>\n</div>\n");
        if (reckoned) {
            out.append(Markup.element(
                            "p class=\"note\"", "~ stopped early; requests and time are reckoned for all pages."))
                    .append('\n');
        }
        return out.toString();
    }

    private static void row(StringBuilder out, ApiFacts api, StrategyRun run, boolean recommended) {
        Figures figures = run.figures();
        out.append(recommended ? "<tr class=\"recommended\">" : "<tr>");
        out.append("<th scope=\"row\"><a href=\"#card-")
                .append(Markup.id(run.strategy()))
                .append("\">");
        out.append(Markup.escape(run.strategy())).append("</a></th>");
        String about = figures.extrapolated() ? "~ " : "";
        cell(out, about + Words.count(figures.requests()), false);
        cell(out, about + Words.time(figures.wallS()), false);
        cell(out, about + Words.ratio(figures.wallS(), figures.idealS()), false);
        cell(out, Words.share(figures.shareOfLimit()), false);
        cell(
                out,
                Words.count(figures.peakWindow()),
                figures.peakWindow() > api.limit().requests());
        cell(out, Words.count(figures.throttled()), figures.throttled() > 0);
        cell(out, figures.banned() ? "yes" : "no", figures.banned());
        cell(out, Words.count(figures.lostPages()), figures.lostPages() > 0);
        cell(out, Words.count(figures.peakInFlight()), false);
        cell(out, Words.count(figures.peakHeapMb()), false);
        cell(out, figures.firstRecordS() > 0 ? Words.time(figures.firstRecordS()) : "\u2013", false);
        out.append("</tr>\n");
    }

    private static void cell(StringBuilder out, String text, boolean bad) {
        out.append(Markup.element(bad ? "td class=\"bad\"" : "td", text));
    }
}
