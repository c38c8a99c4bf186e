package org.sakia.plan;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sakia.units.Durations;

/**
 * A span of time, cut into windows of one length; the last may be shorter. Immutable.
 *
 * @param name   what the API calls the time
 * @param from   begin of the first window
 * @param to     end of the last one, not part of it
 * @param length of a window
 */
public record TimeWindows(String name, Instant from, Instant to, Duration length) {

    private static final Pattern FORM = Pattern.compile("([^:]+):(.+?)\\.\\.(.+)/([^/]+)");
    private static final String HOW = "; write name:from..to/length, as in updated_at:2024-01-01..2026-01-01/7d";
    private static final int MOST = 1_000_000;

    /** One of the windows; its end is not part of it. */
    public record Window(Instant from, Instant to) {

        /** Its name in page keys: the begin, as a date where it is midnight. */
        String key() {
            boolean midnight = from.equals(from.atZone(ZoneOffset.UTC)
                    .toLocalDate()
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant());
            return Partition.name(
                    midnight ? from.atZone(ZoneOffset.UTC).toLocalDate().toString() : from.toString());
        }
    }

    /**
     * Reads {@code updated_at:2024-01-01..2026-01-01/7d}; times are dates or instants, in UTC.
     *
     * @throws IllegalArgumentException with a sentence for the user
     */
    public static TimeWindows parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no span of time" + HOW);
        }
        Instant from = instant(parts.group(2).strip());
        Instant to = instant(parts.group(3).strip());
        Duration length = Durations.parse(parts.group(4).strip());
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("'" + text + "' ends before it begins" + HOW);
        }
        if (length.isZero() || Duration.between(from, to).dividedBy(length) > MOST) {
            throw new IllegalArgumentException("'" + text + "' has more than a million windows; take longer ones");
        }
        return new TimeWindows(parts.group(1).strip(), from, to, length);
    }

    private static Instant instant(String text) {
        try {
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no time; write a date such as 2024-01-01, or 2024-01-01T06:00:00Z", e);
        }
    }

    /** The windows, the earliest first. */
    public Iterator<Window> windows() {
        return Stream.iterate(from, begin -> begin.isBefore(to), begin -> begin.plus(length))
                .map(begin -> new Window(begin, begin.plus(length).isBefore(to) ? begin.plus(length) : to))
                .iterator();
    }

    /** As a user writes it. */
    @Override
    public String toString() {
        return name + ":" + from + ".." + to + "/" + Durations.text(length);
    }
}
