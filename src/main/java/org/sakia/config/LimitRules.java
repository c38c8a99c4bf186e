package org.sakia.config;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What the options of a limit must say together, within one job and among the jobs that share it. */
final class LimitRules {

    /** In what the jobs of a limit group must agree. */
    private static final List<Option<?>> OF_THE_LIMIT = List.of(
            Options.RATE,
            Options.RATE_MARGIN,
            Options.BURST,
            Options.RETRY_DELAY,
            Options.RETRY_MAX_DELAY,
            Options.HOLD_MAX,
            Options.GIVE_UP_AFTER);

    private LimitRules() {}

    static void check(JobDraft job) {
        if (job.isSet(Options.LIMIT_GROUP)
                && job.value(Options.STRATEGY)
                        .filter(strategy -> !strategy.keepsLimits())
                        .isPresent()) {
            job.problem(Options.LIMIT_GROUP.key(), "only strategy = paced shares a limit; take one of the two out");
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
