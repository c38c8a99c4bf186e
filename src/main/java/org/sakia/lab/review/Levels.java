package org.sakia.lab.review;

import java.util.Arrays;

/** A level that rises and falls by one, as so many columns of a picture: the highest level within each. */
final class Levels {

    private Levels() {}

    /** Requests within one period before each moment, as a limit in any window counts them. */
    static int[] inWindow(double[] arrivalsS, double periodS, double spanS, int columns) {
        double[] gone = Arrays.stream(arrivalsS).map(at -> at + periodS).toArray();
        return of(arrivalsS, gone, spanS, columns);
    }

    /**
     * @param rises seconds at which the level goes up, in order
     * @param falls seconds at which it goes down, in order; at the same moment a fall comes first
     */
    static int[] of(double[] rises, double[] falls, double spanS, int columns) {
        int[] highest = new int[columns];
        int level = 0;
        int rise = 0;
        int fall = 0;
        for (int column = 0; column < columns; column++) {
            double end = column == columns - 1 ? Math.nextUp(spanS) : spanS * (column + 1) / columns;
            highest[column] = level;
            while (true) {
                double up = rise < rises.length ? rises[rise] : Double.POSITIVE_INFINITY;
                double down = fall < falls.length ? falls[fall] : Double.POSITIVE_INFINITY;
                if (Math.min(up, down) >= end) {
                    break;
                }
                if (down <= up) {
                    fall++;
                    level--;
                } else {
                    rise++;
                    level++;
                    highest[column] = Math.max(highest[column], level);
                }
            }
        }
        return highest;
    }

    /** Arrivals in each period since the first one; {@code most} bars at the most, each the highest of its periods. */
    static int[] perPeriod(double[] arrivalsS, double periodS, double spanS, int most) {
        long periods = Math.max(1, (long) Math.ceil(spanS / periodS));
        long together = (periods + most - 1) / most;
        int[] bars = new int[(int) ((periods + together - 1) / together)];
        int at = 0;
        while (at < arrivalsS.length) {
            long period = (long) (arrivalsS[at] / periodS);
            int count = 0;
            while (at < arrivalsS.length && (long) (arrivalsS[at] / periodS) == period) {
                count++;
                at++;
            }
            if (period < periods) {
                int bar = (int) (period / together);
                bars[bar] = Math.max(bars[bar], count);
            }
        }
        return bars;
    }
}
