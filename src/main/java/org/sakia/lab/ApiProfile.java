package org.sakia.lab;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.sakia.request.Rate;

/**
 * Everything that makes one simulated API. Immutable; {@link #builder()} starts from an API of 1,000 small records
 * that answers at once, has no limit and never fails.
 *
 * @param total       records it holds
 * @param maxPageSize 1 or more; a larger limit is clamped without a word
 * @param recordBytes exact size of each record, {@value RecordBytes#LEAST} bytes (with times
 *                    {@value RecordBytes#LEAST_WITH_TIMES}) to 16 MiB
 * @param latency     before the first of the phases
 * @param phases      what changes later, in the order of their arrivals
 * @param limit       what it enforces; the limiter looks at a request before anything else does
 * @param faults      what goes wrong with requests that are let in
 * @param paging      names of the parameters
 * @param behaviour   what {@code /orders} and the paths below it do
 * @param chain       what is particular about chains of cursors and links
 * @param quirks      what is odd about it
 * @param regions     how many regions the records are in: parameter {@code region=r0} and path
 *                    {@code /customers/r0/orders}, each a range of the records as a table of its own, and
 *                    {@code /customers}, with one record for each; 0: none
 * @param times       records have a field {@code updated_at}: record i that of 2024-01-01T00:00:00Z + i minutes. The
 *                    parameters {@code updated_since}, {@code updated_from} and {@code updated_to} work without it
 * @param gzip        pages are compressed for clients that accept it
 * @param clockSkew   by how much the API's own clock, and so its Date header, is ahead
 */
public record ApiProfile(
        Total total,
        int maxPageSize,
        int recordBytes,
        Latency latency,
        List<Phase> phases,
        Limit limit,
        Faults faults,
        Paging paging,
        Behaviour behaviour,
        Chain chain,
        Quirks quirks,
        int regions,
        boolean times,
        boolean gzip,
        Duration clockSkew) {

    private static final int MOST_RECORD_BYTES = 16 << 20;

    /** @throws IllegalArgumentException if a part is out of its range */
    public ApiProfile {
        phases = List.copyOf(phases);
        if (maxPageSize < 1) {
            throw new IllegalArgumentException("maxPageSize is 1 or more, not " + maxPageSize);
        }
        int least = times ? RecordBytes.LEAST_WITH_TIMES : RecordBytes.LEAST;
        if (recordBytes < least || recordBytes > MOST_RECORD_BYTES) {
            throw new IllegalArgumentException(
                    "recordBytes is " + least + " to " + MOST_RECORD_BYTES + ", not " + recordBytes);
        }
        if (regions < 0) {
            throw new IllegalArgumentException("regions are 0 or more, not " + regions);
        }
        if (times && total.most() > UpdateTimes.MOST_RECORDS) {
            throw new IllegalArgumentException(
                    "a table with times has at most " + UpdateTimes.MOST_RECORDS + " records, not " + total.most());
        }
    }

    /** Starts from the defaults. */
    public static ApiProfileBuilder builder() {
        return new ApiProfileBuilder(new ApiProfile(
                Total.fixed(1_000),
                100,
                100,
                Latency.NONE,
                List.of(),
                Limit.NONE,
                Faults.NONE,
                Paging.DEFAULT,
                Behaviour.PAGES,
                Chain.DEFAULT,
                Quirks.NONE,
                0,
                false,
                false,
                Duration.ZERO));
    }

    /** Starts from this profile. */
    public ApiProfileBuilder toBuilder() {
        return new ApiProfileBuilder(this);
    }

    /**
     * The same API with its time sped up: latencies and the periods of its limits are divided by the factor, counts
     * stay. The demo's 8 to 30 s become tenths of a second this way.
     *
     * @throws IllegalArgumentException if the factor is not positive or a period gets shorter than {@link Rate} allows
     */
    public ApiProfile scaled(double factor) {
        List<Phase> scaledPhases =
                phases.stream().map(phase -> phase.scaled(factor)).toList();
        return toBuilder()
                .latency(latency.scaled(factor))
                .phases(scaledPhases)
                .limit(limit.scaled(factor))
                .build();
    }

    /** The bytes of one record as pages carry them, for comparison with an export. */
    public byte[] record(long id) {
        return recordForm().of(id);
    }

    RecordBytes recordForm() {
        return new RecordBytes(recordBytes, times);
    }

    Latency latencyAt(long arrival) {
        return latest(arrival, phase -> Optional.of(phase.latency())).orElse(latency);
    }

    Limit limitAt(long arrival) {
        return latest(arrival, Phase::limit).orElse(limit);
    }

    Faults faultsAt(long arrival) {
        return latest(arrival, Phase::faults).orElse(faults);
    }

    /** Of the present phase alone. */
    Optional<Rate> othersAt(long arrival) {
        return latest(arrival, phase -> Optional.of(phase.others())).flatMap(others -> others);
    }

    private <T> Optional<T> latest(long arrival, Function<Phase, Optional<T>> part) {
        return phases.stream()
                .takeWhile(phase -> arrival >= phase.fromArrival())
                .flatMap(phase -> part.apply(phase).stream())
                .reduce((earlier, later) -> later);
    }
}
