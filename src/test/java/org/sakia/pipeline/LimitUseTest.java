package org.sakia.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sakia.job.JobReport;
import org.sakia.lab.ApiProfile;
import org.sakia.lab.ApiSimulator;
import org.sakia.lab.Latency;
import org.sakia.lab.Phase;

/**
 * Guarantee 2: with enough workers the limit is used, whatever the latency. The target is N x P / (P + margin); what
 * the scheduler takes of a period does not grow with it, so periods of a second or two lose more than real ones.
 */
@Timeout(120)
class LimitUseTest {

    private static final int TRIES = 5;
    private static final double ENOUGH = 0.97;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"20; 1000; 20; 5; 5; 70", "10; 1000; 50; 50; 400; 45", "60; 2000; 20; 100; 300; 180"})
    void theLimitIsUsedWhateverTheLatency(
            int requests, int periodMillis, int marginMillis, long least, long most, int pages) throws Exception {
        ApiProfile profile = ApiProfile.builder()
                .total(pages * 10L)
                .latency(Duration.ofMillis(least), Duration.ofMillis(most))
                .build();

        // the first page goes alone, since it tells how many there are
        int begun = pages / 6;
        int middle = (begun + pages) / 2;
        Stretches early = new Stretches(begun, middle, requests);
        Stretches late = new Stretches(middle, pages, requests);
        assertThat(shares(profile, requests, periodMillis, marginMillis, early, late))
                .anyMatch(used -> used > ENOUGH);
    }

    @Test
    void theLimitIsUsedWhileTheLatencyChanges() throws Exception {
        ApiProfile profile = ApiProfile.builder()
                .total(1_500)
                .latency(Duration.ofMillis(80), Duration.ofMillis(80))
                .phases(List.of(phase(50, 300), phase(100, 5)))
                .build();

        // each of these lies mostly or wholly behind one of the changes
        Stretches slower = new Stretches(40, 100, 30);
        Stretches quicker = new Stretches(90, 150, 30);
        assertThat(shares(profile, 30, 1_000, 20, slower, quicker)).anyMatch(used -> used > ENOUGH);
    }

    @Test
    void theTimeIsRequestsByRateNotLatency() throws Exception {
        ApiProfile profile = ApiProfile.builder()
                .total(600)
                .latency(Duration.ofMillis(400), Duration.ofMillis(500))
                .build();
        Undisturbed.measure(folder, fresh -> {
            try (ApiSimulator api = ApiSimulator.start(profile);
                    Export export = export(fresh, api, 20, 1_000, 20)) {
                JobReport report = export.run();

                // one after the other would take 27 s
                assertThat(report.wallS()).isBetween(2.5, 8.0);
                assertThat(report.rate().utilisation()).isBetween(0.6, 1.0);
            }
        });
    }

    /** Of a few tries, since a machine that stands still for a moment loses that moment and no limiter makes up for it. */
    private List<Double> shares(
            ApiProfile profile, int requests, int periodMillis, int marginMillis, Stretches... everyOneOf)
            throws Exception {
        double target = requests / ((periodMillis + marginMillis) / 1e3);
        List<Double> shares = new ArrayList<>();
        while (shares.size() < TRIES && shares.stream().noneMatch(used -> used > ENOUGH)) {
            Path fresh = Files.createDirectory(folder.resolve("try-" + shares.size()));
            try (ApiSimulator api = ApiSimulator.start(profile);
                    Export export = export(fresh, api, requests, periodMillis, marginMillis)) {
                assertThat(export.run().state()).isEqualTo("complete");
                long[] arrivals = api.referee().arrivalsNanos();
                shares.add(Stream.of(everyOneOf)
                        .mapToDouble(stretches -> stretches.quickest(arrivals) / target)
                        .min()
                        .orElseThrow());
            }
        }
        return shares;
    }

    /** So many requests one after the other, wherever they lie between two requests of a run. */
    private record Stretches(int from, int until, int requests) {

        /** Requests a second in the quickest of them: over a whole period a pace that keeps the limit is no quicker than it. */
        double quickest(long[] arrivals) {
            return IntStream.range(from, until - requests)
                    .mapToDouble(first -> requests / ((arrivals[first + requests] - arrivals[first]) / 1e9))
                    .max()
                    .orElseThrow();
        }
    }

    private static Export export(Path folder, ApiSimulator api, int requests, int periodMillis, int marginMillis) {
        return Export.of(folder, api.uri())
                .with("rate", requests + "/" + periodMillis + "ms")
                .with("rate-margin", marginMillis + "ms")
                .with("workers", 30)
                .with("page-size", 10);
    }

    private static Phase phase(long fromArrival, long millis) {
        return Phase.of(fromArrival, new Latency(Duration.ofMillis(millis), Duration.ofMillis(millis)));
    }
}
