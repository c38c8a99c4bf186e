package org.sakia.plan;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Function;

/**
 * How an API writes times, always in UTC. Immutable.
 *
 * @param text as a user writes it: {@code iso}, {@code date}, {@code epoch-s}, {@code epoch-ms} or a pattern
 * @param unit the smallest difference that it can write
 * @param form writes a time
 */
public record TimeFormat(String text, Duration unit, Function<Instant, String> form) {

    /**
     * Reads a format.
     *
     * @throws IllegalArgumentException for a pattern that {@link DateTimeFormatter} does not know
     */
    public static TimeFormat parse(String text) {
        return switch (text) {
            case "iso" -> new TimeFormat(text, Duration.ofSeconds(1), DateTimeFormatter.ISO_INSTANT::format);
            case "date" -> pattern(text, "yyyy-MM-dd", Duration.ofDays(1));
            case "epoch-s" -> new TimeFormat(text, Duration.ofSeconds(1), time -> Long.toString(time.getEpochSecond()));
            case "epoch-ms" -> new TimeFormat(text, Duration.ofMillis(1), time -> Long.toString(time.toEpochMilli()));
            default -> pattern(text, text, unit(text));
        };
    }

    private static TimeFormat pattern(String text, String pattern, Duration unit) {
        DateTimeFormatter formatter =
                DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
        formatter.format(Instant.EPOCH);
        return new TimeFormat(text, unit, formatter::format);
    }

    private static Duration unit(String pattern) {
        if (pattern.contains("S")) {
            return Duration.ofMillis(1);
        }
        if (pattern.contains("s")) {
            return Duration.ofSeconds(1);
        }
        return pattern.contains("m") ? Duration.ofMinutes(1) : Duration.ofDays(1);
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
