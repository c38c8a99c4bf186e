package org.sakia.job;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.sakia.config.JobOptions;
import org.sakia.config.Options;
import org.sakia.config.Strategy;
import org.sakia.request.Pace;
import org.sakia.request.Quota;
import org.sakia.request.Rate;
import org.sakia.request.SendLimit;

/**
 * What a job's options say about its limit: jobs that share one must say the same.
 *
 * @param kept     whether the rates are kept; the routes of some strategies know better
 * @param rates    all of them hold; empty for no limit
 * @param auto     whether what the API announces takes their place
 * @param adaptive whether "slow down" lowers the pace
 * @param obedient whether "slow down" holds anybody back
 * @param margin   kept free in each period; empty for the rate's own
 * @param burst    that may start at once
 * @param quota    that holds beside the rates
 * @param patience with an API that lets nothing through
 */
record LimitTerms(
        boolean kept,
        List<Rate> rates,
        boolean auto,
        boolean adaptive,
        boolean obedient,
        Optional<Duration> margin,
        int burst,
        Optional<Quota> quota,
        SendLimit.Patience patience) {

    static LimitTerms of(JobOptions options) {
        Strategy strategy = options.get(Options.STRATEGY);
        return new LimitTerms(
                strategy.keepsLimits(),
                options.rates(),
                options.get(Options.RATE).auto(),
                options.isAdaptive(),
                strategy.hasRate(),
                options.get(Options.RATE_MARGIN),
                options.get(Options.BURST),
                options.get(Options.QUOTA),
                new SendLimit.Patience(
                        options.get(Options.RETRY_DELAY),
                        options.get(Options.RETRY_MAX_DELAY),
                        options.get(Options.HOLD_MAX),
                        options.get(Options.GIVE_UP_AFTER)));
    }

    /** Whether there is a throttle. */
    boolean limited() {
        return kept && !rates.isEmpty();
    }

    /** The pace of these rates under these terms. */
    Pace pace(List<Rate> rates) {
        List<Pace.Window> windows = rates.stream()
                .map(rate ->
                        new Pace.Window(rate.requests(), rate.period().plus(margin.orElseGet(rate::defaultMargin))))
                .toList();
        return kept ? Pace.of(windows, burst) : Pace.unlimited();
    }
}
