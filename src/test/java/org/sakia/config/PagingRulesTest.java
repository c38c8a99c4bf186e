package org.sakia.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What options of paging and partitions must say together. */
class PagingRulesTest {

    private static final String JOB = "sakia.job.orders.";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "pagination=cursor; cursor-path (by default): is missing, and pagination = cursor needs it",
                "cursor-path=next; cursor-path (application.properties line 3): only pagination = cursor has cursors",
                "pagination=cursor|cursor-record=id; so this needs has-more-path to find the end",
                "pagination=cursor|cursor-path=a|cursor-record=id|has-more-path=m; also taken from cursor-path",
                "next-path=a; only pagination = next-url reads a URL in the body",
                "has-more-path=!; names no field",
                "body={}; GET sends no body",
                "method=POST; is missing, and method = POST needs it",
                "method=PUT; 'PUT' is not known; write GET or POST",
                "error-when=:x; names no place",
                "partition-values=a,b; is missing: nothing tells the API which partition is meant",
                "partition-param=region; there are no partitions",
                "partition-values=a|partition-window=t:2024-01-01..2024-02-01/1d|partition-param=r; also given by",
                "partition-param=limit|partition-values=a; the query parameter 'limit' is also set by",
                "partition-values=a|partition-param=r|total=100; a number cannot be the total of every partition",
                "method=POST|body=a={partition}; {partition} stands for nothing, since there are no partitions",
                "query.since={from}; {from} stands for nothing, since there are no windows",
                "partition-window-format=date; there are no windows without partition-window",
                "partition-window=t:2024-01-01..2024-02-01; is no span of time",
                "partition-window=t:2024-02-01..2024-01-01/1d; ends before it begins",
                "partition-window=t:2024-01-01..2024-02-01/1; '1' has no unit",
                "partition-window=t:2024-01-01..2024-02-30/1d; '2024-02-30' is no time",
                "partition-window=t:2000-01-01..2024-01-01/1s; more than a million windows",
                "partition-window=t:2024-01-01..2024-02-01/6h|partition-window-format=date; cannot write all borders",
                "partition-window=t:2024-01-01T06:00:00Z..2024-02-01/1d|partition-window-format=date; cannot write all",
                "partition-window=t:2024-01-01..2024-02-01/1d|partition-window-format=yyyy-MM; is no format of times",
                "partition-window=t:2024-01-01..2024-02-01/1d|partition-window-format=ping; is no format of times",
                "partition-from=orders:/id|partition-param=c; a job cannot take its partitions from its own records",
                "partition-from=users:/id|partition-param=c; there is no job 'users'",
                "partition-from=users|partition-param=c; names no job and field"
            })
    void contradictions_are_told(String lines, String sentence) {
        assertThat(ConfigFixture.orders(folder, lines(lines)).problems())
                .singleElement()
                .asString()
                .contains(sentence);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pagination=cursor|cursor-path=meta.next|has-more-path=!done",
                "pagination=cursor|cursor-record=id|has-more-path=has_more|cursor-param=starting_after",
                "pagination=link|records=",
                "pagination=none",
                "method=post|body={\"from\":{offset},\"size\":{size}}",
                "partition-window=t:2024-01-01..2024-02-01/7d|partition-window-format=date",
                "partition-window=t:2024-01-01..2024-02-01/6h|partition-window-format=yyyy-MM-dd'T'HH",
                "partition-window=t:2024-01-01T00:00:00.5Z..2024-01-02/1500ms",
                "partition-window=t:2024-01-01..2024-01-02/7d|partition-window-format=epoch-s|body=a={from}&b={to}|method=POST"
            })
    void what_fits_together_is_taken(String lines) {
        assertThatCode(() -> ConfigFixture.orders(folder, lines(lines)).load()).doesNotThrowAnyException();
    }

    @Test
    void jobs_that_wait_for_each_other_are_told() {
        String[] circle = Stream.of("a,b", "b,c", "c,a")
                .map(pair -> pair.split(","))
                .flatMap(pair -> Stream.of(
                        "sakia.job." + pair[0] + ".url=https://api.example.com/" + pair[0] + "?of={partition}",
                        "sakia.job." + pair[0] + ".rate=1/1s",
                        "sakia.job." + pair[0] + ".partition-from=" + pair[1] + ":/id"))
                .toArray(String[]::new);

        assertThat(ConfigFixture.file(folder, circle).problems()).hasSize(3).anySatisfy(problem -> assertThat(problem)
                .contains("in a circle: a, b, c, a"));
    }

    private static String[] lines(String options) {
        return Arrays.stream(options.split("\\|")).map(line -> JOB + line).toArray(String[]::new);
    }
}
