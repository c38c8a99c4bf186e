package org.sakia.limit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the fields that only one vendor sends. Stateless.
 *
 * <ul>
 *   <li>HubSpot: X-HubSpot-RateLimit-Max, -Remaining and -Interval-Milliseconds, -Secondly(-Remaining),
 *       -Daily(-Remaining)
 *       (https://developers.hubspot.com/changelog/rate-limit-headers-will-now-appear-for-oauth-authenticated-calls)
 *   <li>Zendesk: {@code zendesk-ratelimit-tickets-index: total=100; remaining=99; resets=41}
 *       (https://developer.zendesk.com/api-reference/introduction/rate-limits/)
 *   <li>Shopify: {@code X-Shopify-Shop-Api-Call-Limit: 32/40}
 *       (https://shopify.dev/docs/api/admin-rest/usage/rate-limits)
 *   <li>Salesforce: {@code Sforce-Limit-Info: api-usage=18/5000}
 *       (https://developer.salesforce.com/docs/platform/salesforce-app-limits-cheatsheet)
 * </ul>
 */
final class VendorFields {

    private static final String HUBSPOT = "X-HubSpot-RateLimit-";
    private static final String ZENDESK = "zendesk-ratelimit-";
    private static final Pattern USED_OF = Pattern.compile("\\s*(\\d{1,15})\\s*/\\s*(\\d{1,15})\\s*");
    private static final Pattern API_USAGE = Pattern.compile("(?:^|[;,\\s])api-usage=(\\d{1,15})/(\\d{1,15})(?!\\d)");
    private static final Pattern PAIR = Pattern.compile("\\s*([a-z]{1,20})\\s*=\\s*(\\d{1,15})\\s*");

    private VendorFields() {}

    static List<Allowance> read(FieldValues fields) {
        List<Allowance> found = new ArrayList<>();
        hubSpot(fields, found);
        fields.all().keySet().stream()
                .filter(name -> name.toLowerCase(Locale.ROOT).startsWith(ZENDESK))
                .forEach(name -> fields.read(name, VendorFields::zendesk).ifPresent(found::add));
        fields.read("X-Shopify-Shop-Api-Call-Limit", text -> used(USED_OF.matcher(text), true))
                .ifPresent(found::add);
        fields.read("Sforce-Limit-Info", text -> used(API_USAGE.matcher(text), false))
                .ifPresent(found::add);
        found.removeIf(Allowance::saysNothing);
        return found;
    }

    /** Its windows roll, so that after a whole one there is room in any case; of a day that is no help. */
    private static void hubSpot(FieldValues fields, List<Allowance> found) {
        Optional<Duration> interval = fields.read(HUBSPOT + "Interval-Milliseconds", FieldValues::whole)
                .map(millis -> Duration.ofMillis(Math.min(millis, RetryAfter.LONGEST.toMillis())));
        OptionalLong remaining = fields.number(HUBSPOT + "Remaining");
        found.add(new Allowance(
                fields.number(HUBSPOT + "Max"), remaining, interval.filter(length -> remaining.isPresent()), interval));
        OptionalLong inThisSecond = fields.number(HUBSPOT + "Secondly-Remaining");
        Optional<Duration> second = Optional.of(Duration.ofSeconds(1));
        found.add(new Allowance(
                fields.number(HUBSPOT + "Secondly"),
                inThisSecond,
                second.filter(length -> inThisSecond.isPresent()),
                second));
        found.add(Allowance.of(
                fields.number(HUBSPOT + "Daily"), fields.number(HUBSPOT + "Daily-Remaining"), Optional.empty()));
    }

    private static Optional<Allowance> zendesk(String text) {
        OptionalLong total = OptionalLong.empty();
        OptionalLong remaining = OptionalLong.empty();
        Optional<Duration> reset = Optional.empty();
        for (String part : text.split(";", -1)) {
            Matcher pair = PAIR.matcher(part);
            if (!pair.matches()) {
                return Optional.empty();
            }
            long value = Long.parseLong(pair.group(2));
            switch (pair.group(1)) {
                case "total" -> total = OptionalLong.of(value);
                case "remaining" -> remaining = OptionalLong.of(value);
                case "resets" ->
                    reset = Optional.of(Duration.ofSeconds(Math.min(value, RetryAfter.LONGEST.toSeconds())));
                default -> {}
            }
        }
        return Optional.of(Allowance.of(total, remaining, reset)).filter(allowance -> !allowance.saysNothing());
    }

    private static Optional<Allowance> used(Matcher form, boolean whole) {
        if (whole ? !form.matches() : !form.find()) {
            return Optional.empty();
        }
        long limit = Long.parseLong(form.group(2));
        long left = Math.max(0, limit - Long.parseLong(form.group(1)));
        return Optional.of(Allowance.of(OptionalLong.of(limit), OptionalLong.of(left), Optional.empty()));
    }
}
