package org.sakia.units;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as users write and read them: {@code 500ms}, {@code 60s}, {@code 5m}, {@code 1h30m}, {@code 2d}. A unit is
 * mandatory, units go from large to small, and nothing is negative.
 */
public final class Durations {

    /** Longer ones are mistakes, and would overflow arithmetic in nanoseconds. */
    static final Duration LONGEST = Duration.ofDays(36_500);

    private static final String HOW = "; write one such as 500ms, 60s, 5m or 1h30m";
    private static final Pattern FORM = Pattern.compile(
            "(?:(\\d{1,12})d)?(?:(\\d{1,12})h)?(?:(\\d{1,12})m)?" + "(?:(\\d{1,12})s)?(?:(\\d{1,12})ms)?");

    private Durations() {}

    /**
     * Reads a duration of at most 100 years.
     *
     * @throws IllegalArgumentException with a sentence for the user
     */
    public static Duration parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (text.isEmpty() || !parts.matches()) {
            String why = text.matches("\\d+") ? "' has no unit" : "' is no duration";
            throw new IllegalArgumentException("'" + text + why + HOW);
        }
        Duration duration = Duration.ofDays(number(parts, 1))
                .plusHours(number(parts, 2))
                .plusMinutes(number(parts, 3))
                .plusSeconds(number(parts, 4))
                .plusMillis(number(parts, 5));
        if (duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("'" + text + "' is longer than 100 years");
        }
        return duration;
    }

    private static long number(Matcher parts, int group) {
        return parts.group(group) == null ? 0 : Long.parseLong(parts.group(group));
    }

    /**
     * The form that {@link #parse} reads, largest units first and no unit of zero: {@code 4h3m}. What is shorter than a
     * millisecond is cut off.
     */
    public static String text(Duration duration) {
        StringBuilder text = new StringBuilder();
        append(text, duration.toDaysPart(), "d");
        append(text, duration.toHoursPart(), "h");
        append(text, duration.toMinutesPart(), "m");
        append(text, duration.toSecondsPart(), "s");
        append(text, duration.toMillisPart(), "ms");
        return text.isEmpty() ? "0s" : text.toString();
    }

    private static void append(StringBuilder text, long amount, String unit) {
        if (amount != 0) {
            text.append(amount).append(unit);
        }
    }
}
