package org.sakia.pipeline;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/** The records of a vendor, in the order in which it serves them. */
record VendorTable(List<Row> rows) {

    /** From where on records exist: three heaps, 200 days apart, of records that are a minute apart. */
    private static final Instant FIRST = Instant.parse("2021-03-01T00:00:00Z");

    private static final Duration BETWEEN_HEAPS = Duration.ofDays(200);
    private static final int SHORTER_BY = 7;

    /** One record. */
    record Row(String json, Instant created) {}

    /** What stands on a page: records, and the number of the one behind them. */
    record Slice(List<String> records, int from, int end, boolean more) {

        /** A JSON array. */
        String array() {
            return "[" + String.join(",", records) + "]";
        }

        /** What asks for the page behind; it means something to the vendor only. */
        String cursor() {
            return VendorTable.cursor(end);
        }
    }

    /** So many records; each is written from its number, from 1, and the time when it was created. */
    static VendorTable of(int count, BiFunction<Integer, Instant, String> json) {
        return new VendorTable(IntStream.rangeClosed(1, count)
                .mapToObj(id -> {
                    Instant created =
                            FIRST.plus(BETWEEN_HEAPS.multipliedBy(id % 3)).plus(Duration.ofMinutes(id));
                    return new Row(json.apply(id, created), created);
                })
                .toList());
    }

    List<String> records() {
        return rows.stream().map(Row::json).toList();
    }

    /** The records that were created in a span of time. */
    VendorTable between(Instant from, Instant to) {
        return new VendorTable(rows.stream()
                .filter(row -> !row.created().isBefore(from) && row.created().isBefore(to))
                .toList());
    }

    Slice slice(int from, int size) {
        int end = Math.min(rows.size(), from + size);
        return new Slice(
                rows.subList(Math.min(from, end), end).stream().map(Row::json).toList(), from, end, end < rows.size());
    }

    /** As a vendor that may put fewer records on a page than were asked for, wherever it likes. */
    Slice shortSlice(int from, int size) {
        return slice(from, from > 0 ? size - SHORTER_BY : size);
    }

    /** From where a cursor asks; without one from the begin. */
    static int from(Optional<String> cursor) throws VendorAsk.Refused {
        if (cursor.isEmpty()) {
            return 0;
        }
        try {
            return Integer.parseInt(new String(Base64.getDecoder().decode(cursor.get()), StandardCharsets.US_ASCII)
                    .substring("behind ".length()));
        } catch (RuntimeException e) {
            throw new VendorAsk.Refused(400, "a cursor that was never given out");
        }
    }

    private static String cursor(int from) {
        return Base64.getEncoder().encodeToString(("behind " + from).getBytes(StandardCharsets.US_ASCII));
    }
}
