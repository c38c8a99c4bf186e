package org.sakia.config;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What the options of a limit must say together, within one job and among the jobs that share it. */
final class LimitRules {

    /** In what the jobs of a limit group must agree. */
    private static final List<Option<?>> OF_THE_LIMIT = List.of(
            Options.RATE,
            Options.RATE_ADAPTIVE,
            Options.RATE_MARGIN,
            Options.BURST,
            Options.RETRY_DELAY,
            Options.RETRY_MAX_DELAY,
            Options.HOLD_MAX,
            Options.GIVE_UP_AFTER,
            Options.QUOTA,
            Options.QUOTA_ON_EMPTY);

    private LimitRules() {}

    static void check(JobDraft job) {
        if (job.isSet(Options.QUOTA_ON_EMPTY) && !job.isSet(Options.QUOTA)) {
            job.problem(Options.QUOTA_ON_EMPTY.key(), "there is no quota; write one, or take this out");
        }
        boolean paced =
                job.value(Options.STRATEGY).filter(Strategy::keepsLimits).isPresent();
        boolean adaptive = job.value(Options.RATE_ADAPTIVE).orElse(false);
        Optional<RateSetting> rate = job.value(Options.RATE);
        if (!paced && job.isSet(Options.LIMIT_GROUP)) {
            job.problem(Options.LIMIT_GROUP.key(), "only strategy = paced shares a limit; take one of the two out");
        }
        if (!paced && adaptive) {
            job.problem(Options.RATE_ADAPTIVE.key(), "only strategy = paced adapts so; take one of the two out");
        }
        if (!paced && rate.filter(RateSetting::auto).isPresent()) {
            job.problem(Options.RATE.key(), "only strategy = paced takes auto; write a rate, or take strategy out");
        }
        if (adaptive && rate.filter(setting -> setting.rates().isEmpty()).isPresent()) {
            job.problem(Options.RATE_ADAPTIVE.key(), "there is no pace to adapt without a rate; write one, or auto");
        }
    }

    /** Reports where two jobs of one limit group differ. */
    static void checkTogether(JobDraft one, JobDraft other) {
        Optional<String> group = group(one);
        if (group.isEmpty() || !group.equals(group(other))) {
            return;
        }
        for (Option<?> option : OF_THE_LIMIT) {
            Optional<?> mine = one.value(option);
            Optional<?> others = other.value(option);
            if (mine.isPresent() && others.isPresent() && !Objects.equals(mine, others)) {
                other.problem(
                        option.key(),
                        "differs from that of job " + one.name() + ", with which job " + other.name()
                                + " shares the limit group " + group.get()
                                + "; write the same for both, or once as sakia.defaults." + option.key());
            }
        }
    }

    private static Optional<String> group(JobDraft job) {
        return job.value(Options.LIMIT_GROUP).flatMap(name -> name);
    }
}
