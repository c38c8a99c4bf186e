package org.sakia.lab.review;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** Figures as one says them. */
final class Words {

    private static final Map<Duration, String> SPOKEN = Map.of(
            Duration.ofSeconds(1), "second",
            Duration.ofMinutes(1), "minute",
            Duration.ofHours(1), "hour",
            Duration.ofDays(1), "day");

    private Words() {}

    /** {@code 1,200}. */
    static String count(double number) {
        return String.format(Locale.ROOT, "%,d", Math.round(number));
    }

    /** {@code 1,200}; below ten with one decimal, if there is one: {@code 3.2}. */
    static String amount(double number) {
        double tenths = Math.round(number * 10) / 10.0;
        return tenths >= 10 || tenths == Math.rint(tenths) ? count(tenths) : String.format(Locale.ROOT, "%.1f", tenths);
    }

    /** {@code 33 %}; for 1 all of it. */
    static String percent(double share) {
        return share > 0 && share < 0.005 ? "less than 1 %" : share(share).replace(">", "more than ") + " %";
    }

    /** As {@link #percent}, without the sign; beyond ten times the limit it means no more than "far too much". */
    static String share(double share) {
        return share > 10 ? ">1,000" : count(share * 100);
    }

    /** How often {@code part} goes into {@code whole}: {@code 3.12}, {@code 32}, {@code <0.01}. */
    static String ratio(double whole, double part) {
        double ratio = whole / Math.max(1e-9, part);
        if (ratio > 0 && ratio < 0.005) {
            return "<0.01";
        }
        return ratio < 10 ? String.format(Locale.ROOT, "%.2f", ratio) : count(ratio);
    }

    /** {@code 500 ms}, {@code 4.2 s}, {@code 85 s}, {@code 10 min 29 s}, {@code 5 h 17 min}, {@code 3 d 4 h}. */
    static String time(double seconds) {
        if (seconds < 0.9995) {
            double millis = seconds * 1000;
            return (millis < 10 ? amount(millis) : count(millis)) + " ms";
        }
        if (seconds < 119.5) {
            return amount(seconds) + " s";
        }
        long whole = Math.round(seconds);
        if (whole < 3600) {
            return two(whole, 60, "min", "s");
        }
        long minutes = Math.round(seconds / 60);
        return minutes < 2 * 24 * 60 ? two(minutes, 60, "h", "min") : two(Math.round(seconds / 3600), 24, "d", "h");
    }

    static String time(Duration duration) {
        return time(seconds(duration));
    }

    /** {@code 8 s to 30 s}. */
    static String range(Duration least, Duration most) {
        return least.equals(most) ? time(most) : time(least) + " to " + time(most);
    }

    static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private static String two(long amount, int size, String large, String small) {
        long rest = amount % size;
        return amount / size + " " + large + (rest == 0 ? "" : " " + rest + " " + small);
    }

    /** {@code 100 a minute}, {@code 20 an hour}, {@code 100 every 10 s}. */
    static String per(double number, Duration period) {
        String spoken = SPOKEN.get(period);
        if (spoken == null) {
            return amount(number) + " every " + time(period);
        }
        return amount(number) + (spoken.equals("hour") ? " an " : " a ") + spoken;
    }

    /** {@code 100 requests a minute}, {@code 100 requests every 10 s}. */
    static String per(String things, double number, Duration period) {
        return per(number, period).replaceFirst(" ", " " + things + " ");
    }

    /** {@code one minute}, {@code 10 s}. */
    static String one(Duration period) {
        return SPOKEN.containsKey(period) ? "one " + SPOKEN.get(period) : time(period);
    }

    /** {@code any minute}, {@code any 10 s}. */
    static String any(Duration period) {
        return "any " + SPOKEN.getOrDefault(period, time(period));
    }

    /** {@code 1 page}, {@code 880 pages}. */
    static String many(long number, String thing) {
        return count(number) + " " + thing + (number == 1 ? "" : "s");
    }
}
