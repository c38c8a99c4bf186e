package org.sakia.lab;

import java.time.Duration;
import java.util.List;
import org.sakia.request.Rate;

/** Collects the parts of an {@link ApiProfile}, whose documentation says what they mean. Not thread-safe. */
public final class ApiProfileBuilder {

    private Total total;
    private int maxPageSize;
    private int recordBytes;
    private Latency latency;
    private List<Phase> phases;
    private Limit limit;
    private Faults faults;
    private Paging paging;
    private Behaviour behaviour;
    private Chain chain;
    private Quirks quirks;
    private int regions;
    private boolean times;
    private boolean gzip;
    private Duration clockSkew;

    ApiProfileBuilder(ApiProfile start) {
        total = start.total();
        maxPageSize = start.maxPageSize();
        recordBytes = start.recordBytes();
        latency = start.latency();
        phases = start.phases();
        limit = start.limit();
        faults = start.faults();
        paging = start.paging();
        behaviour = start.behaviour();
        chain = start.chain();
        quirks = start.quirks();
        regions = start.regions();
        times = start.times();
        gzip = start.gzip();
        clockSkew = start.clockSkew();
    }

    /** A table that does not change. */
    public ApiProfileBuilder total(long records) {
        return total(Total.fixed(records));
    }

    /** A table that may grow. */
    public ApiProfileBuilder total(Total newTotal) {
        total = newTotal;
        return this;
    }

    public ApiProfileBuilder maxPageSize(int records) {
        maxPageSize = records;
        return this;
    }

    public ApiProfileBuilder recordBytes(int bytes) {
        recordBytes = bytes;
        return this;
    }

    /** Evenly spread between the bounds. */
    public ApiProfileBuilder latency(Duration min, Duration max) {
        return latency(new Latency(min, max));
    }

    public ApiProfileBuilder latency(Latency newLatency) {
        latency = newLatency;
        return this;
    }

    public ApiProfileBuilder phases(List<Phase> newPhases) {
        phases = newPhases;
        return this;
    }

    /** A sliding window for each of the rates. */
    public ApiProfileBuilder rates(Rate... rates) {
        return limit(Limit.of(rates));
    }

    public ApiProfileBuilder limit(Limit newLimit) {
        limit = newLimit;
        return this;
    }

    public ApiProfileBuilder faults(Faults newFaults) {
        faults = newFaults;
        return this;
    }

    public ApiProfileBuilder paging(Paging newPaging) {
        paging = newPaging;
        return this;
    }

    public ApiProfileBuilder behaviour(Behaviour newBehaviour) {
        behaviour = newBehaviour;
        return this;
    }

    public ApiProfileBuilder chain(Chain newChain) {
        chain = newChain;
        return this;
    }

    public ApiProfileBuilder quirks(Quirks newQuirks) {
        quirks = newQuirks;
        return this;
    }

    /** The records are in so many regions; see the profile. */
    public ApiProfileBuilder regions(int count) {
        regions = count;
        return this;
    }

    /** Records tell when they were updated. */
    public ApiProfileBuilder withTimes() {
        times = true;
        return this;
    }

    public ApiProfileBuilder gzip(boolean compressed) {
        gzip = compressed;
        return this;
    }

    public ApiProfileBuilder clockSkew(Duration ahead) {
        clockSkew = ahead;
        return this;
    }

    /** @throws IllegalArgumentException if a part is out of its range */
    public ApiProfile build() {
        return new ApiProfile(
                total,
                maxPageSize,
                recordBytes,
                latency,
                phases,
                limit,
                faults,
                paging,
                behaviour,
                chain,
                quirks,
                regions,
                times,
                gzip,
                clockSkew);
    }
}
