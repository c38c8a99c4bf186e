package org.sakia.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Marker;

/**
 * Lets Kafka's clients say the same thing once a minute: without brokers they would say every second, for hours, that
 * there is still no connection. Thread-safe.
 */
final class Seldom extends TurboFilter {

    private static final long PAUSE_NANOS = Duration.ofMinutes(1).toNanos();

    /** By the texts before their values are put in, of which Kafka has a limited number. */
    private final Map<String, Long> saidAt = new ConcurrentHashMap<>();

    private final String loggers;

    /** @param loggers the beginning of their names */
    Seldom(String loggers) {
        this.loggers = loggers;
    }

    @Override
    public FilterReply decide(
            Marker marker, Logger logger, Level level, String format, Object[] values, Throwable problem) {
        boolean isSaid = format != null && level.isGreaterOrEqual(logger.getEffectiveLevel());
        if (!isSaid || !logger.getName().startsWith(loggers)) {
            return FilterReply.NEUTRAL;
        }
        long now = System.nanoTime();
        long said = saidAt.merge(format, now, (before, current) -> current - before < PAUSE_NANOS ? before : current);
        return said == now ? FilterReply.NEUTRAL : FilterReply.DENY;
    }
}
