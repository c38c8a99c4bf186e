package org.sakia.lab.review;

/**
 * What a strategy's run came to. Times are the API's own. The names are those of the JSON report.
 *
 * @param requests          that the API saw
 * @param wallS             seconds from start to end; for an extrapolated run those of all pages
 * @param idealS            seconds that requests / rate and one latency take
 * @param shareOfLimit      of N a period, on average, 1 is all; it may be more
 * @param peakWindow        most arrivals in any period
 * @param throttled         answers with 429, those after a ban included
 * @param banned            whether the API refused everything in the end
 * @param lostPages         pages that did not come
 * @param peakInFlight      most requests at the API at once
 * @param peakHeapMb        most live heap, MiB
 * @param firstRecordS      seconds to the first delivered record
 * @param requestsPerPeriod on average
 * @param extrapolated      whether it was stopped early and {@code wallS} and {@code requests} are reckoned from that
 */
public record Figures(
        long requests,
        double wallS,
        double idealS,
        double shareOfLimit,
        int peakWindow,
        long throttled,
        boolean banned,
        long lostPages,
        int peakInFlight,
        double peakHeapMb,
        double firstRecordS,
        double requestsPerPeriod,
        boolean extrapolated) {}
