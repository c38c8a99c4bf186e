package org.sakia.config;

import java.time.Duration;
import java.util.List;
import org.sakia.request.Rate;

/**
 * What {@code rate} says. Immutable.
 *
 * @param rates all of them hold; empty for no limit; of {@link #AUTO} those that hold until the API announces its own
 * @param auto  whether what the API announces takes their place
 */
public record RateSetting(List<Rate> rates, boolean auto) {

    /** No limit. */
    static final RateSetting NONE = new RateSetting(List.of(), false);

    /** One request a second, evenly, until the API has said more. */
    static final RateSetting AUTO = new RateSetting(List.of(new Rate(60, Duration.ofSeconds(60))), true);

    public RateSetting {
        rates = List.copyOf(rates);
    }
}
