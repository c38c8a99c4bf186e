package org.sakia.limit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads the three fields Limit, Remaining and Reset, each a number, under the names that are in use: RateLimit-* as in
 * the IETF draft up to 06, where Limit may carry its policies ({@code 100, 100;w=60}), X-RateLimit-* (GitHub, Jira and
 * many others), X-Rate-Limit-* (Okta, Zendesk), and Kong's X-RateLimit-Limit-Minute. Stateless.
 */
final class CounterFields {

    private static final List<String> PREFIXES = List.of("RateLimit-", "X-RateLimit-", "X-Rate-Limit-");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Map<String, Duration> UNITS = Map.of(
            "-Second", Duration.ofSeconds(1),
            "-Minute", MINUTE,
            "-Hour", Duration.ofHours(1),
            "-Day", Duration.ofDays(1));

    private CounterFields() {}

    static List<Allowance> read(FieldValues fields, ResetTime time) {
        List<Allowance> found = new ArrayList<>();
        for (String prefix : PREFIXES) {
            List<Allowance> policies = policies(fields, prefix + "Limit");
            OptionalLong limit = policies.isEmpty()
                    ? fields.number(prefix + "Limit")
                    : policies.get(0).limit();
            found.add(new Allowance(
                    limit,
                    fields.number(prefix + "Remaining"),
                    reset(fields, prefix, time),
                    policies.stream()
                            .filter(policy -> policy.limit().equals(limit))
                            .flatMap(policy -> policy.window().stream())
                            .findFirst()));
            found.addAll(policies);
            UNITS.forEach((unit, window) -> found.add(new Allowance(
                    fields.number(prefix + "Limit" + unit),
                    fields.number(prefix + "Remaining" + unit),
                    // What is left of an hour or a day is not known; of a minute it may be waited for.
                    Optional.of(window)
                            .filter(length -> length.compareTo(MINUTE) <= 0
                                    && fields.text(prefix + "Remaining" + unit).isPresent()),
                    Optional.of(window).filter(length -> length.compareTo(MINUTE) <= 0))));
        }
        found.add(Allowance.of(fields.number("X-Rate-Limit"), OptionalLong.empty(), Optional.empty()));
        found.removeIf(Allowance::saysNothing);
        return found;
    }

    private static Optional<Duration> reset(FieldValues fields, String prefix, ResetTime time) {
        Optional<Duration> after = fields.read(prefix + "Reset-After", time::read);
        return after.isPresent() ? after : fields.read(prefix + "Reset", time::read);
    }

    /** Empty unless the field has parameters: a plain number is not a policy. */
    private static List<Allowance> policies(FieldValues fields, String name) {
        return fields
                .text(name)
                .filter(text -> text.contains(";"))
                .flatMap(StructuredField::list)
                .orElse(List.of())
                .stream()
                .map(item -> new Allowance(
                        FieldValues.optional(FieldValues.whole(item.value())),
                        OptionalLong.empty(),
                        Optional.empty(),
                        Optional.ofNullable(item.parameters().get("w"))
                                .flatMap(FieldValues::whole)
                                .map(count -> Duration.ofSeconds(Math.min(count, RetryAfter.LONGEST.toSeconds())))))
                .toList();
    }
}
