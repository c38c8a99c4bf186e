package org.sakia.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TimeWindowsTest {

    private static final long DAYS_2024 = 19_723;

    @Test
    void the_last_window_is_as_short_as_need_be() {
        assertThat(parameters("t:2024-01-01..2024-01-10/7d", "date", WindowEnd.EXCLUSIVE))
                .containsExactly(
                        Map.of("t_from", "2024-01-01", "t_to", "2024-01-08"),
                        Map.of("t_from", "2024-01-08", "t_to", "2024-01-10"));
    }

    @Test
    void an_inclusive_end_is_the_last_moment_that_the_format_can_write() {
        assertThat(lastEnds("date", "epoch-s", "epoch-ms", "iso", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'minutes'HH"))
                .containsExactly(
                        "2024-01-02",
                        "1704239999",
                        "1704239999999",
                        "2024-01-02T23:59:59.999Z",
                        "2024-01-02 23:59:59",
                        "2024-01-02minutes23");
    }

    @Test
    void a_window_is_named_by_its_begin_so_that_its_folder_is_readable() {
        List<String> names = new ArrayList<>();
        windows("t:2024-01-01..2024-01-02/12h", "iso", WindowEnd.EXCLUSIVE).forEach(part -> names.add(part.name()));

        assertThat(names).containsExactly("2024-01-01", "2024-01-01T12-00-00Z");
    }

    @Property(tries = 200)
    void windows_lie_beside_each_other_and_fill_the_span(
            @ForAll @LongRange(min = 0, max = 100_000) long fromMinutes,
            @ForAll @LongRange(min = 1, max = 2_000) long minutes,
            @ForAll @LongRange(min = 1, max = 3_000) long length) {
        Instant from = Instant.EPOCH.plus(Duration.ofMinutes(fromMinutes));
        TimeWindows windows =
                new TimeWindows("t", from, from.plus(Duration.ofMinutes(minutes)), Duration.ofMinutes(length));

        Instant at = windows.from();
        List<String> keys = new ArrayList<>();
        for (var all = windows.windows(); all.hasNext(); ) {
            TimeWindows.Window window = all.next();
            assertThat(window.from()).isEqualTo(at).isBefore(window.to());
            keys.add(window.key());
            at = window.to();
        }
        assertThat(at).isEqualTo(windows.to());
        assertThat(keys).doesNotHaveDuplicates().hasSize((int) ((minutes + length - 1) / length));
    }

    @Property(tries = 300)
    void what_it_writes_it_reads(
            @ForAll @LongRange(min = 0, max = 3_000) long day,
            @ForAll @LongRange(min = 1, max = 3_000_000_000L) long millis,
            @ForAll @LongRange(min = 10_000, max = 9_000_000_000L) long length) {
        Instant from = Instant.EPOCH.plus(Duration.ofDays(DAYS_2024 + day));
        TimeWindows windows = new TimeWindows("a b", from, from.plusMillis(millis), Duration.ofMillis(length));

        assertThat(TimeWindows.parse(windows.toString())).isEqualTo(windows);
    }

    @Property(tries = 2_000)
    void junk_is_an_illegal_argument_and_nothing_else(@ForAll("junk") String text) {
        try {
            assertThat(TimeWindows.parse(text).windows().hasNext()).isTrue();
        } catch (IllegalArgumentException told) {
            assertThat(told.getMessage()).isNotBlank();
        }
    }

    @Property(tries = 1_000)
    void so_it_is_for_formats(@ForAll String text) {
        try {
            TimeFormat format = TimeFormat.parse(text);
            assertThat(format.unit()).isPositive();
            assertThat(format.of(Instant.EPOCH)).isNotNull();
        } catch (IllegalArgumentException told) {
            assertThat(told.getMessage()).isNotBlank();
        }
    }

    @Test
    @Timeout(20)
    void long_junk_takes_no_long_time() {
        for (String piece : List.of("a", ":", ".", "..", "a..", "/", "2024-01-01..", "a:..", "9")) {
            junk_is_an_illegal_argument_and_nothing_else("t:" + piece.repeat(100_000));
        }
    }

    @Provide
    Arbitrary<String> junk() {
        Arbitrary<String> piece = Arbitraries.of(
                "t",
                ":",
                "..",
                ".",
                "/",
                "2024-01-01",
                "+999999999-12-31",
                "-999999999-01-01",
                "7d",
                "1ms",
                "999999999999d",
                "2024-01-01T00:00:00Z",
                "+1000000000-12-31T23:59:59.999999999Z",
                " ",
                "");
        Arbitrary<String> joined = piece.list().ofMaxSize(9).map(pieces -> String.join("", pieces));
        Arbitrary<String> nearly = Combinators.combine(piece, piece, piece)
                .as((from, to, length) -> "t:" + from + ".." + to + "/" + length);
        return Arbitraries.oneOf(joined, nearly, Arbitraries.strings());
    }

    private static List<String> lastEnds(String... formats) {
        List<String> ends = new ArrayList<>();
        for (String format : formats) {
            ends.add(parameters("t:2024-01-01..2024-01-03/2d", format, WindowEnd.INCLUSIVE)
                    .get(0)
                    .get("t_to"));
        }
        return ends;
    }

    private static List<Map<String, String>> parameters(String windows, String format, WindowEnd end) {
        List<Map<String, String>> all = new ArrayList<>();
        windows(windows, format, end).forEach(part -> all.add(part.parameters()));
        return all;
    }

    private static Iterable<Partition> windows(String windows, String format, WindowEnd end) {
        return Partitions.ofWindows(
                TimeWindows.parse(windows), Optional.of("t_from"), Optional.of("t_to"), TimeFormat.parse(format), end);
    }
}
