package org.sakia.plan;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A value of the field that an incremental job follows: a number, a time, or a text. Times are ISO 8601 dates, with or
 * without a time and an offset (without one: UTC); whole numbers from 10^9 on are seconds since 1970 and from 10^12 on
 * milliseconds, where a difference in time is asked for. Immutable.
 *
 * @param text as the API wrote it
 */
public record Watermark(String text) {

    private static final BigDecimal EPOCH_SECONDS = BigDecimal.valueOf(1_000_000_000L);
    private static final BigDecimal EPOCH_MILLIS = BigDecimal.valueOf(1_000_000_000_000L);
    private static final Duration AHEAD = Duration.ofDays(366);
    private static final int LONGEST_NUMBER = 40;

    /** Characters of an offset without a colon, as Jira writes it: +0000. */
    private static final int BASIC_OFFSET = 5;

    private static final Pattern BASIC = Pattern.compile("(:\\d{2}(?:\\.\\d+)?[+-]\\d{2})(\\d{2})$");
    private static final Pattern TIME = Pattern.compile(
            "[^:]*?(?<between>[T ])\\d{2}:\\d{2}"
                    + "(?<seconds>:\\d{2}(\\.(?<fraction>\\d{1,9}))?)?(?<offset>[Zz]|[+-]\\d{4}|[+-]\\d{2}(:\\d{2}){0,2})?",
            Pattern.CASE_INSENSITIVE);

    /** Whether this value is higher; values of different kinds are compared as texts. */
    public boolean isAbove(Watermark other) {
        Optional<BigDecimal> number = number();
        Optional<BigDecimal> otherNumber = other.number();
        if (number.isPresent() && otherNumber.isPresent()) {
            return number.get().compareTo(otherNumber.get()) > 0;
        }
        Optional<Instant> time = time();
        Optional<Instant> otherTime = other.time();
        if (time.isPresent() && otherTime.isPresent()) {
            return time.get().isAfter(otherTime.get());
        }
        return text.compareTo(other.text) > 0;
    }

    /**
     * The value that lies this much before, written in the same way. A date is put back by whole days.
     *
     * @throws IllegalArgumentException if the value is no time, and there is something to subtract
     */
    public Watermark minus(Duration overlap) {
        if (overlap.isZero()) {
            return this;
        }
        Instant before = time().orElseThrow(() -> new IllegalArgumentException(
                        "'" + text + "' is no time that incremental-overlap could be taken from; set it to 0s"))
                .minus(overlap);
        return at(before);
    }

    /**
     * This value, or that moment if the value lies behind it; a value that is no time stays what it is. A number that
     * would lie more than a year behind it is none: ids have as many digits.
     */
    public Watermark atMost(Instant moment) {
        return time().filter(moment::isBefore)
                .filter(later -> number().isEmpty() || later.isBefore(moment.plus(AHEAD)))
                .map(later -> at(moment))
                .orElse(this);
    }

    /** Whether this is a number that as a time lies behind that moment. */
    public boolean isNumberBeyond(Instant moment) {
        return number().isPresent() && time().filter(moment::isBefore).isPresent();
    }

    private Watermark at(Instant moment) {
        Optional<BigDecimal> number = number();
        if (number.isPresent()) {
            boolean millis = number.get().compareTo(EPOCH_MILLIS) >= 0;
            return new Watermark(Long.toString(millis ? moment.toEpochMilli() : moment.getEpochSecond()));
        }
        if (!text.contains(":")) {
            return new Watermark(moment.atOffset(ZoneOffset.UTC).toLocalDate().toString());
        }
        return new Watermark(inMyForm()
                .format(moment.atOffset(offset().map(OffsetDateTime::getOffset).orElse(ZoneOffset.UTC))));
    }

    /** As this value is written, cut and not rounded: an earlier time misses nothing. */
    private DateTimeFormatter inMyForm() {
        Matcher form = TIME.matcher(text);
        if (!form.matches()) {
            throw new IllegalStateException("'" + text + "' is no time");
        }
        DateTimeFormatterBuilder written = new DateTimeFormatterBuilder()
                .append(DateTimeFormatter.ISO_LOCAL_DATE)
                .appendLiteral(form.group("between"))
                .appendPattern(form.group("seconds") == null ? "HH:mm" : "HH:mm:ss");
        if (form.group("fraction") != null) {
            int digits = form.group("fraction").length();
            written.appendFraction(ChronoField.NANO_OF_SECOND, digits, digits, true);
        }
        if (form.group("offset") != null) {
            written.appendPattern(offsetPattern(form.group("offset")));
        }
        return written.toFormatter(Locale.ROOT);
    }

    private static String offsetPattern(String offset) {
        if (offset.equalsIgnoreCase("Z")) {
            return "XXX";
        }
        return offset.length() == BASIC_OFFSET ? "xx" : "xxx";
    }

    private Optional<BigDecimal> number() {
        try {
            return text.length() > LONGEST_NUMBER ? Optional.empty() : Optional.of(new BigDecimal(text));
        } catch (NumberFormatException noNumber) {
            return Optional.empty();
        }
    }

    private Optional<Instant> time() {
        Optional<BigDecimal> number = number();
        if (number.isPresent()) {
            return epoch(number.get());
        }
        return offset().map(OffsetDateTime::toInstant).or(this::local);
    }

    private static Optional<Instant> epoch(BigDecimal number) {
        if (number.compareTo(EPOCH_SECONDS) < 0 || number.precision() - number.scale() > 15) {
            return Optional.empty();
        }
        return Optional.of(
                number.compareTo(EPOCH_MILLIS) >= 0
                        ? Instant.ofEpochMilli(number.longValue())
                        : Instant.ofEpochSecond(number.longValue()));
    }

    private Optional<OffsetDateTime> offset() {
        try {
            return Optional.of(OffsetDateTime.parse(iso()));
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }

    private Optional<Instant> local() {
        try {
            LocalDateTime local = text.contains(":")
                    ? LocalDateTime.parse(iso())
                    : LocalDate.parse(text).atStartOfDay();
            return Optional.of(local.toInstant(ZoneOffset.UTC));
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }

    private String iso() {
        String spaced = text.length() > 10 && text.charAt(10) == ' ' ? text.replaceFirst(" ", "T") : text;
        return BASIC.matcher(spaced).replaceFirst("$1:$2");
    }

    @Override
    public String toString() {
        return text;
    }
}
