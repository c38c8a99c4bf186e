package org.sakia.limit;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What an answer says about the API's limits, Retry-After aside. Where it tells of several, that with the least left
 * counts. The numbers are hints, not promises, and fields that cannot be read are as if they were not there (draft-ietf-
 * httpapi-ratelimit-headers, section on malformed fields). Immutable.
 *
 * @param limit     requests in a window
 * @param remaining requests that are left
 * @param reset     until there are more, 0 to 366 days
 * @param policy    the tightest pace that was announced
 * @param malformed fields, or parts of fields, that could not be read
 */
public record LimitFields(
        OptionalLong limit, OptionalLong remaining, Optional<Duration> reset, Optional<Policy> policy, int malformed) {

    /**
     * So many requests in so much time.
     *
     * @param requests 1 or more
     * @param period   more than 0
     */
    public record Policy(long requests, Duration period) {

        double perSecond() {
            return requests * 1e9 / period.toNanos();
        }
    }

    /**
     * Reads the fields of an answer.
     *
     * @param fields by name; case does not matter, and fields that were sent several times are joined by a comma
     * @param date   the answer's own Date field, against which points in time are measured
     * @param clock  for an answer that has none
     */
    public static LimitFields read(Map<String, String> fields, Optional<String> date, Clock clock) {
        FieldValues values = new FieldValues(fields);
        List<Allowance> found = new ArrayList<>();
        found.addAll(IetfFields.read(values));
        found.addAll(CounterFields.read(values, new ResetTime(date, clock)));
        found.addAll(VendorFields.read(values));
        Optional<Allowance> tightest = found.stream().min(Allowance.TIGHTEST_FIRST);
        return new LimitFields(
                tightest.map(Allowance::limit).orElse(OptionalLong.empty()),
                tightest.map(Allowance::remaining).orElse(OptionalLong.empty()),
                tightest.flatMap(Allowance::reset),
                found.stream()
                        .flatMap(allowance -> allowance.policy().stream())
                        .min(Comparator.comparingDouble(Policy::perSecond)),
                values.malformed());
    }

    /** Whether the answer says that the next request would be refused. A limit of 0 stands for none, at some APIs. */
    public boolean nothingLeft() {
        return remaining.equals(OptionalLong.of(0)) && !limit.equals(OptionalLong.of(0));
    }
}
