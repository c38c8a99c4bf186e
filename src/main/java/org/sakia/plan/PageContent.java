package org.sakia.plan;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.sakia.page.CutPage;

/**
 * What the plan learns from the verified answer to one page. Immutable.
 *
 * @param cut       what was cut out of it
 * @param total     the total that came with it
 * @param next      what asks for the page behind it; empty at the end and where pages are numbered
 * @param more      whether the source says that there is more; empty where it does not say
 * @param sentNanos when it was asked for, on the clock of {@link System#nanoTime}
 * @param latency   how long it took
 */
public record PageContent(
        CutPage cut,
        OptionalLong total,
        Optional<String> next,
        Optional<Boolean> more,
        long sentNanos,
        Duration latency) {}
