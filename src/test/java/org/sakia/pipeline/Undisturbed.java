package org.sakia.pipeline;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Measurements of time on a machine that others use as well. A measurement that came out badly while threads here were
 * kept waiting says nothing and is taken again, a few times; one that came out badly on a quiet machine counts.
 */
final class Undisturbed {

    private static final int TRIES = 4;
    private static final long TICK_NANOS = Duration.ofMillis(2).toNanos();
    private static final long DISTURBANCE_NANOS = Duration.ofMillis(25).toNanos();

    private final Thread heart = new Thread(this::beat, "heartbeat");
    private volatile boolean over;
    private volatile long longestWait;

    /** What is measured; a failed assertion is a bad outcome. */
    interface Measurement {
        void in(Path emptyFolder) throws Exception;
    }

    private Undisturbed() {
        heart.setDaemon(true);
        heart.start();
    }

    static void measure(Path folder, Measurement measurement) throws Exception {
        for (int attempt = 1; ; attempt++) {
            Undisturbed machine = new Undisturbed();
            try {
                measurement.in(Files.createDirectory(folder.resolve("try-" + attempt)));
                return;
            } catch (AssertionError bad) {
                if (attempt == TRIES || machine.longestWait < DISTURBANCE_NANOS) {
                    throw bad;
                }
            } finally {
                machine.over = true;
            }
        }
    }

    private void beat() {
        while (!over) {
            long begin = System.nanoTime();
            LockSupport.parkNanos(TICK_NANOS);
            longestWait = Math.max(longestWait, System.nanoTime() - begin - TICK_NANOS);
        }
    }
}
