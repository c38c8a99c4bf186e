package org.sakia.lab.review;

/**
 * A strategy's run as a picture: above, the arrivals of each period as bars and of any period as a line, with the limit;
 * below, the requests in flight. The limit stands at the same height in all pictures, so that they compare at a glance.
 */
public final class StrategyChart {

    static final String STYLE = "chart.css";

    private static final int WIDTH = 640;
    private static final int HEIGHT = 316;
    private static final int LEFT = 50;
    /** One unit each; more points would not be seen. */
    private static final int COLUMNS = 576;

    private static final int RIGHT = LEFT + COLUMNS;
    private static final int MOST_BARS = 192;
    /** The scale in limits: a full token bucket sends two. */
    static final double LIMITS_SHOWN = 2.2;

    private static final int WINDOW_TOP = 34;
    private static final int WINDOW_BOTTOM = 176;
    private static final int FLIGHT_TOP = 224;
    private static final int FLIGHT_BOTTOM = 284;

    private final ApiFacts api;
    private final StrategyRun run;
    private final TimeAxis axis;
    private final String id;
    private final StringBuilder out = new StringBuilder();

    private StrategyChart(ApiFacts api, StrategyRun run, TimeAxis axis) {
        this.api = api;
        this.run = run;
        this.axis = axis;
        this.id = Markup.id(run.strategy());
    }

    /** A file of its own, light or dark as its reader has it; its time axis is as long as the run. */
    public static String svg(ApiFacts api, StrategyRun run) {
        return new StrategyChart(api, run, TimeAxis.of(run))
                .draw(" xmlns=\"http://www.w3.org/2000/svg\"", "<style>" + Markup.style(STYLE) + "</style>");
    }

    /** A part of a page that holds the style. */
    static String inline(ApiFacts api, StrategyRun run, TimeAxis axis) {
        return new StrategyChart(api, run, axis).draw("", "");
    }

    private String draw(String namespace, String style) {
        out.append("<svg")
                .append(namespace)
                .append(" class=\"chart\" viewBox=\"0 0 ")
                .append(WIDTH);
        out.append(' ')
                .append(HEIGHT)
                .append("\" role=\"img\" aria-labelledby=\"")
                .append(id)
                .append("-title ");
        out.append(id).append("-desc\">\n");
        out.append(Markup.element("title id=\"" + id + "-title\"", run.strategy() + ": requests over time"));
        out.append(Markup.element("desc id=\"" + id + "-desc\"", ChartText.description(api, run)));
        out.append(style).append('\n');
        rectangle("ground", 0, 0, WIDTH, HEIGHT);
        window();
        flight();
        times();
        return out.append("</svg>\n").toString();
    }

    private void window() {
        int limit = api.limit().requests();
        double periodS = Words.seconds(api.limit().period());
        Panel panel = new Panel(LEFT, WINDOW_TOP, WINDOW_BOTTOM, LIMITS_SHOWN * limit);
        boolean over = run.figures().peakWindow() > limit;
        text("name", LEFT, 16, "start", "requests in " + Words.any(api.limit().period()));
        text(over ? "over" : "most", RIGHT, 16, "end", ChartText.most(api, run.figures()));

        int[] bars = Levels.perPeriod(run.arrivalsS(), periodS, axis.seconds(), MOST_BARS);
        double together = Math.ceil(Math.ceil(axis.seconds() / periodS) / MOST_BARS);
        double barWidth = COLUMNS * Math.max(1, together) * periodS / axis.seconds();
        path("bars", panel.bars(bars, barWidth, COLUMNS));

        int[] levels = Levels.inWindow(run.arrivalsS(), periodS, axis.seconds(), COLUMNS);
        path("level", panel.line(levels));
        double limitY = panel.y(limit);
        if (over) {
            out.append("<defs><clipPath id=\"").append(id).append("-above\">");
            rectangle("", LEFT, WINDOW_TOP - 2, COLUMNS, limitY - WINDOW_TOP + 2);
            out.append("</clipPath><pattern id=\"").append(id).append("-hatch\" width=\"6\" height=\"6\"");
            out.append(" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">");
            out.append("<path class=\"hatch\" d=\"M0 0V6\"/></pattern></defs>\n");
            out.append("<g clip-path=\"url(#").append(id).append("-above)\">");
            out.append("<path class=\"excess\" fill=\"url(#").append(id).append("-hatch)\" d=\"");
            out.append(panel.area(levels)).append("\"/></g>\n");
        }
        ground(WINDOW_BOTTOM);
        path("limit", "M" + LEFT + " " + Panel.number(limitY) + "H" + RIGHT);
        text("scale limit-name", LEFT - 6, limitY + 4, "end", Words.count(limit));
        text("scale", LEFT - 6, WINDOW_BOTTOM + 4, "end", "0");
        ticks();
    }

    /** Where the requests are, however few: one stroke a column that has any. */
    private void ticks() {
        boolean[] any = new boolean[COLUMNS];
        for (double at : run.arrivalsS()) {
            int column = (int) (at / axis.seconds() * COLUMNS);
            if (column < COLUMNS || at <= axis.seconds()) {
                any[Math.min(column, COLUMNS - 1)] = true;
            }
        }
        StringBuilder path = new StringBuilder();
        for (int from = 0; from < COLUMNS; from++) {
            int to = from;
            while (to < COLUMNS && any[to]) {
                to++;
            }
            if (to > from) {
                path.append('M').append(LEFT + from).append(' ').append(WINDOW_BOTTOM + 5);
                path.append('h').append(to - from);
                from = to;
            }
        }
        path("arrivals", path.toString());
    }

    private void flight() {
        int peak = Math.max(1, run.figures().peakInFlight());
        Panel panel = new Panel(LEFT, FLIGHT_TOP, FLIGHT_BOTTOM, peak);
        text("name", LEFT, FLIGHT_TOP - 12, "start", "in flight");
        text(
                "most",
                RIGHT,
                FLIGHT_TOP - 12,
                "end",
                "at most " + Words.count(run.figures().peakInFlight()));
        int[] levels = Levels.of(run.arrivalsS(), run.departuresS(), axis.seconds(), COLUMNS);
        path("in-flight", panel.area(levels));
        ground(FLIGHT_BOTTOM);
        text("scale", LEFT - 6, FLIGHT_TOP + 6, "end", Words.count(peak));
        text("scale", LEFT - 6, FLIGHT_BOTTOM + 4, "end", "0");
    }

    private void times() {
        for (double tick : axis.ticks()) {
            double x = LEFT + COLUMNS * tick / axis.seconds();
            path("tick", "M" + Panel.number(x) + " " + FLIGHT_BOTTOM + "v5");
            String anchor = tick == 0 ? "start" : x > RIGHT - 24 ? "end" : "middle";
            text("scale", x, FLIGHT_BOTTOM + 22, anchor, tick == 0 ? "0" : Words.time(tick));
        }
    }

    private void ground(int y) {
        path("base", "M" + LEFT + " " + y + "H" + RIGHT);
    }

    private void path(String name, String path) {
        out.append("<path class=\"").append(name).append("\" d=\"").append(path).append("\"/>\n");
    }

    private void rectangle(String name, double x, double y, double width, double height) {
        out.append("<rect").append(name.isEmpty() ? "" : " class=\"" + name + "\"");
        out.append(" x=\"").append(Panel.number(x)).append("\" y=\"").append(Panel.number(y));
        out.append("\" width=\"").append(Panel.number(width)).append("\" height=\"");
        out.append(Panel.number(height)).append("\"/>");
    }

    private void text(String name, double x, double y, String anchor, String text) {
        out.append("<text class=\"")
                .append(name)
                .append("\" x=\"")
                .append(Panel.number(x))
                .append("\" y=\"");
        out.append(Panel.number(y)).append("\" text-anchor=\"").append(anchor).append("\">");
        out.append(Markup.escape(text)).append("</text>\n");
    }
}
