package org.sakia.cli;

import java.time.Duration;
import java.util.Locale;
import org.sakia.config.Strategy;

/** The one line that tells how the lab goes: rewritten in a terminal, now and then elsewhere. On stderr. For one thread. */
final class LabProgress {

    private static final Duration LINE_EVERY = Duration.ofSeconds(10);
    private static final String REWRITE = "\r\u001b[K";

    private final int requests;
    private final boolean shown;
    private final boolean terminal = System.console() != null;
    private Strategy strategy = Strategy.PACED;
    private long began;
    private long told;

    LabProgress(int requests, boolean shown) {
        this.requests = requests;
        this.shown = shown;
    }

    void begin(Strategy next) {
        strategy = next;
        began = System.nanoTime();
        told = began;
        if (shown && terminal) {
            System.err.print(REWRITE + strategy.word() + " ...");
        }
    }

    void tick(long arrivals) {
        long now = System.nanoTime();
        if (!shown || !terminal && now - told < LINE_EVERY.toNanos()) {
            return;
        }
        told = now;
        String line = String.format(
                Locale.ROOT,
                "%s: %,d requests for %,d pages, %d s",
                strategy.word(),
                arrivals,
                requests,
                Duration.ofNanos(now - began).toSeconds());
        System.err.print(terminal ? REWRITE + line : line + System.lineSeparator());
    }

    void end() {
        if (shown && terminal) {
            System.err.print(REWRITE);
        }
    }
}
