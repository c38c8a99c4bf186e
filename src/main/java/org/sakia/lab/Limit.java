package org.sakia.lab;

import java.util.List;
import org.sakia.request.Rate;

/**
 * The limits an API enforces and how it tells. Immutable.
 *
 * @param rates      all of them must have room; empty: no limit
 * @param kind       how they are counted
 * @param burst      bucket size of {@link Limiter#LEAKY} and {@link Limiter#TOKEN}; 0: the kind's own default
 * @param strict     refused requests count too, so that whoever hammers stays locked out
 * @param banAfter   refusals after which every request gets 403; 0: never
 * @param retryAfter what a 429 says about the time to come back
 * @param headers    whether answers carry X-RateLimit-Limit, -Remaining and -Reset (whole seconds until
 *                   there is room for one request more, rounded up)
 */
public record Limit(
        List<Rate> rates,
        Limiter kind,
        int burst,
        boolean strict,
        int banAfter,
        RetryAfterForm retryAfter,
        boolean headers) {

    /** Takes any number of requests. */
    public static final Limit NONE = of();

    /** @throws IllegalArgumentException if {@code burst} or {@code banAfter} is negative */
    public Limit {
        rates = List.copyOf(rates);
        if (burst < 0 || banAfter < 0) {
            throw new IllegalArgumentException("burst and banAfter are 0 or more, not " + burst + " and " + banAfter);
        }
    }

    /** A sliding window that forgives refused requests, never bans, and tells the wait in whole seconds. */
    public static Limit of(Rate... rates) {
        return new Limit(List.of(rates), Limiter.SLIDING, 0, false, 0, RetryAfterForm.SECONDS, false);
    }

    /** The same limits counted in another way. */
    public Limit withKind(Limiter newKind) {
        return new Limit(rates, newKind, burst, strict, banAfter, retryAfter, headers);
    }

    /** The same limits with another bucket size. */
    public Limit withBurst(int newBurst) {
        return new Limit(rates, kind, newBurst, strict, banAfter, retryAfter, headers);
    }

    /** The same limits where refused requests count too. */
    public Limit withRefusedCounted() {
        return new Limit(rates, kind, burst, true, banAfter, retryAfter, headers);
    }

    /** The same limits with a ban after that many refusals. */
    public Limit withBanAfter(int refusals) {
        return new Limit(rates, kind, burst, strict, refusals, retryAfter, headers);
    }

    /** The same limits with another Retry-After header. */
    public Limit withRetryAfter(RetryAfterForm form) {
        return new Limit(rates, kind, burst, strict, banAfter, form, headers);
    }

    /** The same limits told in X-RateLimit headers. */
    public Limit withHeaders() {
        return new Limit(rates, kind, burst, strict, banAfter, retryAfter, true);
    }

    Limit scaled(double factor) {
        List<Rate> scaled = rates.stream()
                .map(rate -> new Rate(rate.requests(), Scaling.divide(rate.period(), factor)))
                .toList();
        return new Limit(scaled, kind, burst, strict, banAfter, retryAfter, headers);
    }
}
