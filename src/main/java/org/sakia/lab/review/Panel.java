package org.sakia.lab.review;

import java.util.Locale;

/**
 * A rectangle of a chart in which columns of one unit stand beside each other.
 *
 * @param left   of the first column
 * @param top    where the scale ends
 * @param bottom where it is 0
 * @param most   what the scale ends at; larger values are cut there
 */
record Panel(double left, double top, double bottom, double most) {

    double y(double value) {
        return bottom - (bottom - top) * Math.min(value, most) / most;
    }

    /** A step for each change of the level, from the first column on. */
    String line(int[] levels) {
        StringBuilder path = new StringBuilder("M" + number(left) + " " + number(y(levels[0])));
        steps(path, levels);
        return path.toString();
    }

    /** As the line, closed along the bottom. */
    String area(int[] levels) {
        StringBuilder path = new StringBuilder("M" + number(left) + " " + number(bottom) + "V" + number(y(levels[0])));
        steps(path, levels);
        return path + "V" + number(bottom) + "Z";
    }

    private void steps(StringBuilder path, int[] levels) {
        for (int column = 1; column < levels.length; column++) {
            if (levels[column] != levels[column - 1]) {
                path.append('H').append(number(left + column)).append('V').append(number(y(levels[column])));
            }
        }
        path.append('H').append(number(left + levels.length));
    }

    /** Bars of equal width over the whole breadth, with a gap where there is room for one. */
    String bars(int[] heights, double barWidth, double breadth) {
        StringBuilder path = new StringBuilder();
        double gap = barWidth > 6 ? 1.5 : 0;
        for (int bar = 0; bar < heights.length; bar++) {
            double from = left + bar * barWidth + gap / 2;
            double to = Math.min(left + breadth, left + (bar + 1) * barWidth - gap / 2);
            if (heights[bar] > 0 && to > from) {
                path.append('M').append(number(from)).append(' ').append(number(bottom));
                path.append('V').append(number(y(heights[bar])));
                path.append('H').append(number(to));
                path.append('V').append(number(bottom)).append('Z');
            }
        }
        return path.toString();
    }

    static String number(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
