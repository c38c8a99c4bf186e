package org.sakia.lab.review;

import java.time.Duration;
import org.sakia.lab.Limiter;
import org.sakia.request.Rate;

/**
 * The API that the strategies met, in its own time, which the lab may have sped up. Immutable.
 *
 * @param scenario its name, such as {@code article}, or a file's
 * @param fastest  shortest time to an answer
 * @param slowest  longest time to an answer
 * @param limit    requests in a period
 * @param limiter  how it counts
 * @param strict   whether refused requests count too
 * @param banAfter refusals after which everything is refused; 0: never
 * @param requests that each strategy was to make
 * @param workers  concurrency of the strategies that bound it
 * @param scale    by how much time ran faster in the lab
 */
public record ApiFacts(
        String scenario,
        Duration fastest,
        Duration slowest,
        Rate limit,
        Limiter limiter,
        boolean strict,
        int banAfter,
        int requests,
        int workers,
        double scale) {}
