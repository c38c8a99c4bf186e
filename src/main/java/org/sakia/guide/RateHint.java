package org.sakia.guide;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.sakia.limit.LimitFields;
import org.sakia.request.Rate;
import org.sakia.request.RawAnswer;

/**
 * A rate to begin with.
 *
 * @param rate    what the answers announce, or a cautious one
 * @param comment how that is known
 */
record RateHint(Rate rate, String comment) {

    private static final Pattern FIELD = Pattern.compile("rate-?limit|call-limit|limit-info", Pattern.CASE_INSENSITIVE);
    private static final Rate CAUTIOUS = new Rate(1, Duration.ofSeconds(1));
    private static final Duration LONG = Duration.ofHours(1);

    /** What a policy is worth as a rate. */
    static Rate rate(LimitFields.Policy policy) {
        long requests = policy.requests();
        Duration period = policy.period();
        if (requests > Rate.MOST_REQUESTS) {
            double seconds = period.toNanos() / 1e9 * Rate.MOST_REQUESTS / requests;
            requests = Rate.MOST_REQUESTS;
            period = Duration.ofMillis((long) Math.ceil(seconds * 1000));
        }
        Duration shortest = Duration.ofMillis(10);
        return new Rate((int) requests, period.compareTo(shortest) < 0 ? shortest : period);
    }

    static LimitFields limits(RawAnswer answer, Clock clock) {
        return LimitFields.read(answer.fields(), answer.field("Date"), clock);
    }

    static RateHint of(List<RawAnswer> answers, Clock clock) {
        Optional<Rate> announced = answers.stream()
                .flatMap(answer -> limits(answer, clock).policy().stream())
                .map(RateHint::rate)
                .min((one, other) -> Double.compare(one.perSecond(), other.perSecond()));
        String fields = fields(answers.get(answers.size() - 1));
        if (announced.isPresent()) {
            String evenly = announced.get().period().compareTo(LONG) >= 0
                    ? " Sakia spreads them evenly over that time; burst lets some start at once."
                    : "";
            return new RateHint(
                    announced.get(),
                    "The answers announce this limit (" + fields + "). The API's documentation decides." + evenly);
        }
        return new RateHint(
                CAUTIOUS,
                fields.isEmpty()
                        ? "A cautious guess: the answers say nothing about limits. The API's documentation decides."
                        : "A cautious guess: the answers speak of a limit (" + fields
                                + "), but not for which time. The API's documentation decides.");
    }

    private static String fields(RawAnswer answer) {
        return answer.fields().entrySet().stream()
                .filter(field -> FIELD.matcher(field.getKey()).find())
                .limit(4)
                .map(RateHint::shown)
                .collect(Collectors.joining(", "));
    }

    private static String shown(Map.Entry<String, String> field) {
        return Printable.text(field.getKey().toLowerCase(Locale.ROOT), 40) + ": "
                + Printable.text(field.getValue(), 60);
    }
}
