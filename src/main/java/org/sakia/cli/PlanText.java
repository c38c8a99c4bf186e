package org.sakia.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sakia.config.JobOptions;
import org.sakia.config.Options;
import org.sakia.config.Pagination;
import org.sakia.job.CheckResult;
import org.sakia.request.Rate;
import org.sakia.units.Durations;

/** What {@code check} prints of one job: the plan, before the first page is exported. */
final class PlanText {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private PlanText() {}

    static String of(JobOptions options, CheckResult result, Optional<Rate> rate) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%s: the API answers; first page: %,d records in %s%n",
                options.name(),
                result.records(),
                Durations.text(Duration.ofMillis(result.latency().toMillis()))));
        text.append("  ").append(plan(options, result, rate)).append('\n');
        int asked = options.get(Options.PAGE_SIZE);
        if (result.step() != asked) {
            text.append(String.format(
                    Locale.ROOT,
                    "  asked for %,d records a page, the server gives %,d; the plan steps by that%n",
                    asked,
                    result.step()));
        }
        text.append(
                result.limitFields().isEmpty()
                        ? "  the answer's header fields say nothing about limits\n"
                        : "  the answer says about limits: " + fields(result.limitFields()) + "\n");
        if (options.get(Options.PAGINATION).isNumbered() && !sorts(options)) {
            text.append("  no sort parameter is set: rows that move during the export may come twice or never;"
                    + " ask for a stable sort, such as query.sort = id\n");
        }
        return text.toString().stripTrailing();
    }

    private static String plan(JobOptions options, CheckResult result, Optional<Rate> rate) {
        if (options.isPartitioned()) {
            return "that is the first partition; how much the others hold shows when they are asked. They go side by side,"
                    + " at the one rate of the job";
        }
        if (options.get(Options.PAGINATION) == Pagination.NONE) {
            return "there is this one page";
        }
        if (!options.get(Options.PAGINATION).isNumbered()) {
            return chain(options, result, rate);
        }
        if (result.total().isEmpty() || result.pages().isEmpty()) {
            return "the API does not say how many records it holds: the first empty page is the end";
        }
        long pages = result.pages().getAsLong();
        String amount =
                String.format(Locale.ROOT, "%,d records in %s", result.total().getAsLong(), Words.pages(pages));
        if (rate.isEmpty()) {
            return amount + "; no rate is set, so " + result.workers() + " workers go as fast as the API answers";
        }
        Rate limit = rate.get();
        Duration paced = limit.period().plus(options.margin(limit));
        Duration time = paced(options, limit, pages);
        double keepsUpTo = result.workers() * paced.toMillis() / 1000.0 / limit.requests();
        return String.format(
                Locale.ROOT,
                "%s; at %s about %s; %d workers keep the rate up to %.0f s latency",
                amount,
                limit.text(),
                rounded(time),
                result.workers(),
                keepsUpTo);
    }

    /** The time that the rate alone wants for so many pages. */
    private static Duration paced(JobOptions options, Rate limit, long pages) {
        Duration period = limit.period().plus(options.margin(limit));
        return Duration.ofMillis(Math.round(period.toMillis() / (double) limit.requests() * pages));
    }

    /** One after the other: the latency decides, or the rate where that is slower still. */
    private static String chain(JobOptions options, CheckResult result, Optional<Rate> rate) {
        String slow = "each page names the next, so they come one after the other; partitions would go side by side"
                + " (partition-values, partition-window)";
        if (result.total().isEmpty() || result.records() == 0) {
            return slow;
        }
        long pages = (result.total().getAsLong() + result.records() - 1) / result.records();
        Duration asked = result.latency().multipliedBy(pages);
        Optional<Duration> slower =
                rate.map(limit -> paced(options, limit, pages)).filter(time -> time.compareTo(asked) > 0);
        return String.format(
                Locale.ROOT,
                "%,d records in about %s; at %s about %s: %s",
                result.total().getAsLong(),
                Words.pages(pages),
                slower.isPresent() ? rate.orElseThrow().text() : "this latency",
                rounded(slower.orElse(asked)),
                slow);
    }

    private static String rounded(Duration time) {
        if (time.compareTo(MINUTE) < 0) {
            return Math.max(1, time.toSeconds()) + " s";
        }
        long minutes = time.plusSeconds(30).toMinutes();
        return minutes < 60 ? minutes + " min" : minutes / 60 + " h " + minutes % 60 + " min";
    }

    private static String fields(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + ": " + field.getValue())
                .collect(Collectors.joining(", "));
    }

    private static boolean sorts(JobOptions options) {
        String url = String.valueOf(options.get(Options.URL).getRawQuery());
        return (url + options.get(Options.QUERY).keySet())
                .toLowerCase(Locale.ROOT)
                .matches(".*(sort|order).*");
    }
}
