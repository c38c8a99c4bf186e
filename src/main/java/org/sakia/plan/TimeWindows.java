package org.sakia.plan;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Iterator;
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

    private static final String HOW = "; write name:from..to/length, as in updated_at:2024-01-01..2026-01-01/7d";
    private static final int MOST = 1_000_000;
    private static final Instant EARLIEST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    /** One of the windows; its end is not part of it. */
    public record Window(Instant from, Instant to) {

        /** Its name in page keys: the begin, as a date where it is midnight. */
        String key() {
            boolean midnight = from.equals(from.atZone(ZoneOffset.UTC)
                    .toLocalDate()
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant());
            return midnight
                    ? from.atZone(ZoneOffset.UTC).toLocalDate().toString()
                    : from.toString().replace(':', '-');
        }
    }

    /**
     * Reads {@code updated_at:2024-01-01..2026-01-01/7d}; times are dates or instants, in UTC.
     *
     * @throws IllegalArgumentException with a sentence for the user
     */
    public static TimeWindows parse(String text) {
        int colon = text.indexOf(':');
        int dots = text.indexOf("..", colon);
        int slash = text.indexOf('/', dots);
        if (colon < 1 || dots < 0 || slash < 0) {
            throw new IllegalArgumentException("'" + text + "' is no span of time" + HOW);
        }
        Instant from = instant(text.substring(colon + 1, dots).strip());
        Instant to = instant(text.substring(dots + 2, slash).strip());
        Duration length = Durations.parse(text.substring(slash + 1).strip());
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("'" + text + "' ends before it begins" + HOW);
        }
        if (from.isBefore(EARLIEST) || to.isAfter(LATEST)) {
            throw new IllegalArgumentException("'" + text + "' leaves the years 0 to 9999" + HOW);
        }
        if (length.isZero() || Duration.between(from, to).dividedBy(length) > MOST) {
            throw new IllegalArgumentException("'" + text + "' has more than a million windows; take longer ones");
        }
        return new TimeWindows(text.substring(0, colon).strip(), from, to, length);
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
        return Stream.iterate(from, begin -> begin.isBefore(to), this::end)
                .map(begin -> new Window(begin, end(begin)))
                .iterator();
    }

    private Instant end(Instant begin) {
        return Duration.between(begin, to).compareTo(length) <= 0 ? to : begin.plus(length);
    }

    /** Whether each border can be told from its neighbours in that form, so that no record is in two windows or in none. */
    public boolean canBeWritten(TimeFormat format) {
        return format.canWrite(from)
                && format.canWrite(to)
                && (format.canWrite(from.plus(length)) || !from.plus(length).isBefore(to));
    }

    /** As a user writes it. */
    @Override
    public String toString() {
        return name + ":" + from + ".." + to + "/" + Durations.text(length);
    }
}
