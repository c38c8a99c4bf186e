package org.sakia.plan;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * How an API writes times, always in UTC. Immutable.
 *
 * @param text as a user writes it: {@code iso}, {@code date}, {@code epoch-s}, {@code epoch-ms} or a pattern
 * @param unit the smallest difference that it can write
 * @param form writes a time
 */
public record TimeFormat(String text, Duration unit, Function<Instant, String> form) {

    private static final Pattern QUOTED = Pattern.compile("'[^']*+'");

    /**
     * Reads a format.
     *
     * @throws IllegalArgumentException for a pattern that {@link DateTimeFormatter} does not know, or that needs more than
     *                                  an instant
     */
    public static TimeFormat parse(String text) {
        return switch (text) {
            // A window's inclusive end must not leave the last second's fractions out.
            case "iso" -> new TimeFormat(text, Duration.ofMillis(1), DateTimeFormatter.ISO_INSTANT::format);
            case "date" -> pattern(text, "yyyy-MM-dd", Duration.ofDays(1));
            case "epoch-s" -> new TimeFormat(text, Duration.ofSeconds(1), time -> Long.toString(time.getEpochSecond()));
            case "epoch-ms" -> new TimeFormat(text, Duration.ofMillis(1), time -> Long.toString(time.toEpochMilli()));
            default -> pattern(text, text, unit(text));
        };
    }

    private static TimeFormat pattern(String text, String pattern, Duration unit) {
        try {
            DateTimeFormatter formatter =
                    DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
            formatter.format(Instant.EPOCH);
            if (!QUOTED.matcher(pattern).replaceAll("").matches("(?s).*[dD].*")) {
                throw new IllegalArgumentException("'" + pattern + "' writes no day");
            }
            return new TimeFormat(text, unit, formatter::format);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'" + pattern + "' needs more than an instant in UTC has", e);
        }
    }

    private static Duration unit(String pattern) {
        String letters = QUOTED.matcher(pattern).replaceAll("");
        if (letters.contains("S")) {
            long digits = letters.chars().filter(letter -> letter == 'S').count();
            return Duration.ofNanos((long) Math.pow(10, Math.max(0, 9 - digits)));
        }
        if (letters.contains("s")) {
            return Duration.ofSeconds(1);
        }
        if (letters.contains("m")) {
            return Duration.ofMinutes(1);
        }
        return letters.matches("(?s).*[HhKk].*") ? Duration.ofHours(1) : Duration.ofDays(1);
    }

    /** Whether it can tell a time from its neighbours. */
    public boolean canWrite(Instant time) {
        Duration since = Duration.between(Instant.EPOCH, time);
        return since.equals(unit.multipliedBy(since.dividedBy(unit)));
    }

    /** A time as the API writes it. */
    public String of(Instant time) {
        return form.apply(time);
    }

    @Override
    public String toString() {
        return text;
    }
}
