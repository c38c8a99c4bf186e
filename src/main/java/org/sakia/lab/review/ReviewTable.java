package org.sakia.lab.review;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A review as a table for a terminal, at most 118 columns wide. */
public final class ReviewTable {

    private static final String FORM = "%-17s %8s  %11s %7s %7s %8s %8s %7s %8s %9s %6s %10s";

    private ReviewTable() {}

    /** Lines that end with a line feed each. */
    public static String of(Review review) {
        List<String> lines = new ArrayList<>();
        String window = Words.time(review.api().limit().period());
        lines.add(line("", "", "", "time /", "used,", "most in", "429s", "", "pages", "most in", "heap,", "first"));
        lines.add(line(
                "  strategy",
                "requests",
                "time",
                "ideal",
                "%",
                window,
                "",
                "banned",
                "lost",
                "flight",
                "MiB",
                "record"));
        review.runs().forEach(run -> lines.add(row(run)));
        if (review.runs().stream().anyMatch(run -> run.figures().extrapolated())) {
            lines.add("");
            lines.add("~ stopped early; requests and time are reckoned for all pages");
        }
        Recommendation recommendation = Recommendation.of(review);
        lines.add("");
        lines.add("Use " + recommendation.strategy() + ". " + recommendation.reason());
        return String.join("\n", lines) + "\n";
    }

    private static String row(StrategyRun run) {
        Figures figures = run.figures();
        return line(
                (figures.extrapolated() ? "~ " : "  ") + run.strategy(),
                Words.count(figures.requests()),
                Words.time(figures.wallS()),
                Words.ratio(figures.wallS(), figures.idealS()),
                Words.share(figures.shareOfLimit()),
                Words.count(figures.peakWindow()),
                Words.count(figures.throttled()),
                figures.banned() ? "yes" : "no",
                Words.count(figures.lostPages()),
                Words.count(figures.peakInFlight()),
                Words.count(figures.peakHeapMb()),
                figures.firstRecordS() > 0 ? Words.time(figures.firstRecordS()) : "-");
    }

    private static String line(Object... cells) {
        return String.format(Locale.ROOT, FORM, cells).stripTrailing();
    }
}
