package org.sakia.limit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.sakia.limit.StructuredField.Item;

/**
 * Reads RateLimit and RateLimit-Policy, the fields of draft-ietf-httpapi-ratelimit-headers: from draft 08 on
 * {@code "default";r=50;t=30} with {@code "default";q=100;w=60}, in draft 07 {@code limit=100, remaining=50, reset=30}
 * with {@code 100;w=60}. Stateless.
 */
final class IetfFields {

    private static final String FIELD = "RateLimit";
    private static final String POLICY = "RateLimit-Policy";

    private IetfFields() {}

    static List<Allowance> read(FieldValues fields) {
        List<Item> policies = fields.read(POLICY, StructuredField::list).orElse(List.of());
        Optional<List<Item>> dictionary =
                fields.text(FIELD).flatMap(StructuredField::dictionary).filter(IetfFields::isDraft07);
        List<Allowance> found = new ArrayList<>();
        if (dictionary.isPresent()) {
            found.add(draft07(fields, dictionary.get(), policies));
        } else {
            fields.read(FIELD, StructuredField::list).orElse(List.of()).forEach(item -> draft08(fields, item, policies)
                    .ifPresent(found::add));
        }
        policies.stream().filter(IetfFields::countsRequests).forEach(policy -> policy(fields, policy)
                .ifPresent(found::add));
        return found;
    }

    /** A policy may count bytes or connections instead (draft 08 on, parameter qu). */
    private static boolean countsRequests(Item policy) {
        return policy.parameters().getOrDefault("qu", "requests").equals("requests");
    }

    private static boolean isDraft07(List<Item> members) {
        return members.stream().anyMatch(member -> member.key().matches("limit|remaining|reset"));
    }

    private static Allowance draft07(FieldValues fields, List<Item> members, List<Item> policies) {
        Map<String, String> values = new HashMap<>();
        members.forEach(member -> values.put(member.key(), member.value()));
        OptionalLong limit = number(fields, values.get("limit"));
        Optional<Duration> window = policies.stream()
                .filter(policy ->
                        FieldValues.optional(FieldValues.whole(policy.value())).equals(limit))
                .findFirst()
                .flatMap(policy -> seconds(policy.parameters().get("w")));
        return new Allowance(
                limit, number(fields, values.get("remaining")), counted(fields, values.get("reset")), window);
    }

    private static Optional<Allowance> draft08(FieldValues fields, Item item, List<Item> policies) {
        Optional<Item> policy = policies.stream()
                .filter(known -> known.value().equals(item.value()))
                .findFirst();
        if (policy.filter(known -> !countsRequests(known)).isPresent()) {
            return Optional.empty();
        }
        OptionalLong remaining = number(fields, item.parameters().getOrDefault("r", ""));
        return Optional.of(new Allowance(
                        policy.map(IetfFields::quota).orElse(OptionalLong.empty()),
                        remaining,
                        counted(fields, item.parameters().get("t")),
                        policy.flatMap(known -> seconds(known.parameters().get("w")))))
                .filter(allowance -> remaining.isPresent());
    }

    private static Optional<Allowance> policy(FieldValues fields, Item policy) {
        OptionalLong quota = quota(policy);
        if (quota.isEmpty()) {
            fields.counted(Optional.empty());
            return Optional.empty();
        }
        return Optional.of(new Allowance(
                quota,
                OptionalLong.empty(),
                Optional.empty(),
                counted(fields, policy.parameters().get("w"))));
    }

    /** {@code "name";q=100} or, up to draft 07, {@code 100}. */
    private static OptionalLong quota(Item policy) {
        return FieldValues.optional(FieldValues.whole(policy.parameters().getOrDefault("q", policy.value())));
    }

    private static OptionalLong number(FieldValues fields, String text) {
        return text == null ? OptionalLong.empty() : FieldValues.optional(fields.counted(FieldValues.whole(text)));
    }

    private static Optional<Duration> counted(FieldValues fields, String text) {
        return text == null ? Optional.empty() : fields.counted(seconds(text));
    }

    private static Optional<Duration> seconds(String text) {
        return Optional.ofNullable(text)
                .flatMap(FieldValues::whole)
                .map(count -> Duration.ofSeconds(Math.min(count, RetryAfter.LONGEST.toSeconds())));
    }
}
