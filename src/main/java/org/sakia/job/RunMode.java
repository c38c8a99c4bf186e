package org.sakia.job;

import java.util.OptionalLong;

/**
 * What a run does beyond the configuration.
 *
 * @param retryFailed take failed pages up again
 * @param fresh       forget the ledger of the job and delete the files it lists, first
 * @param mostPages   plan no more than these, for a trial
 * @param check       ask for one page only and leave nothing in the ledger but the time of that request
 */
public record RunMode(boolean retryFailed, boolean fresh, OptionalLong mostPages, boolean check) {

    /** A run that resumes where an earlier one stopped. */
    public static final RunMode RESUME = new RunMode(false, false, OptionalLong.empty(), false);

    /** A run that plans no more than these pages. */
    public static RunMode trial(long mostPages) {
        return new RunMode(false, false, OptionalLong.of(mostPages), false);
    }

    /** One request, to see what the API answers. */
    public static final RunMode CHECK = new RunMode(false, false, OptionalLong.of(1), true);
}
