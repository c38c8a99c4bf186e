package org.sakia.lab;

import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides which requests a {@link Limit} lets in. A refused request counts in none of the rates, or in all of them
 * where the limit is strict. Times as in {@link Quota}. Not thread-safe.
 */
final class Gatekeeper {

    enum Verdict {
        ADMITTED,
        REFUSED,
        BANNED
    }

    private final Limit limit;
    private final List<Quota> quotas;
    private long refusals;

    Gatekeeper(Limit limit) {
        this.limit = limit;
        quotas = limit.rates().stream()
                .map(rate -> Quota.of(rate, limit.kind(), limit.burst()))
                .toList();
    }

    Verdict decide(long now) {
        if (limit.banAfter() > 0 && refusals >= limit.banAfter()) {
            return Verdict.BANNED;
        }
        boolean admitted = untilRoom(now).isZero();
        if (admitted || limit.strict()) {
            quotas.forEach(quota -> quota.count(now));
        }
        if (!admitted) {
            refusals++;
        }
        return admitted ? Verdict.ADMITTED : Verdict.REFUSED;
    }

    /** Another client's request: it takes room if there is some, and is nobody's refusal. */
    void take(long now) {
        if (untilRoom(now).isZero()) {
            quotas.forEach(quota -> quota.count(now));
        }
    }

    /** Until all the rates have room. */
    Duration untilRoom(long now) {
        return quotas.stream()
                .map(quota -> quota.untilRoom(now))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /**
     * The X-RateLimit headers of the rate with the least left, of several such the one that takes longest to come back;
     * empty where the limit does not tell.
     */
    Map<String, String> headers(long now) {
        if (!limit.headers() || quotas.isEmpty()) {
            return Map.of();
        }
        Quota tightest = quotas.stream()
                .min(Comparator.<Quota>comparingInt(quota -> quota.remaining(now))
                        .thenComparing(quota -> quota.untilReset(now), Comparator.reverseOrder()))
                .orElseThrow();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-RateLimit-Limit", Integer.toString(tightest.limit()));
        headers.put("X-RateLimit-Remaining", Integer.toString(tightest.remaining(now)));
        headers.put("X-RateLimit-Reset", Long.toString(RetryAfterForm.secondsUp(tightest.untilReset(now))));
        return headers;
    }
}
