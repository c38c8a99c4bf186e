package org.sakia.job;

import java.util.List;
import org.sakia.config.JobOptions;
import org.sakia.config.Options;
import org.sakia.config.Strategy;
import org.sakia.request.Pace;
import org.sakia.request.SendLimit;

/**
 * What a job's options say about its limit: jobs that share one must say the same.
 *
 * @param pace     as configured
 * @param patience with an API that lets nothing through
 * @param obedient whether "slow down" holds anybody back
 */
record LimitTerms(Pace pace, SendLimit.Patience patience, boolean obedient) {

    static LimitTerms of(JobOptions options) {
        Strategy strategy = options.get(Options.STRATEGY);
        return new LimitTerms(
                strategy.keepsLimits() ? pace(options) : Pace.unlimited(),
                new SendLimit.Patience(
                        options.get(Options.RETRY_DELAY),
                        options.get(Options.RETRY_MAX_DELAY),
                        options.get(Options.HOLD_MAX),
                        options.get(Options.GIVE_UP_AFTER)),
                strategy.hasRate());
    }

    private static Pace pace(JobOptions options) {
        List<Pace.Window> windows = options.get(Options.RATE).stream()
                .map(rate -> new Pace.Window(rate.requests(), rate.period().plus(options.margin(rate))))
                .toList();
        return Pace.of(windows, options.get(Options.BURST));
    }
}
