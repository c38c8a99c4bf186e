package org.sakia.lab.review;

import java.util.List;

/**
 * What several strategies did to one API.
 *
 * @param api  what they met
 * @param runs in the order in which they ran
 */
public record Review(ApiFacts api, List<StrategyRun> runs) {

    public Review {
        runs = List.copyOf(runs);
    }
}
