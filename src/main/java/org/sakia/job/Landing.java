package org.sakia.job;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.sakia.config.JobOptions;
import org.sakia.config.Options;

/**
 * What becomes of the pages that are in flight when a run stops: they land, and what has not landed in time is cut and
 * left for the next run. Thread-safe.
 */
final class Landing {

    /** What has been cut gets this long to come back. */
    static final Duration AFTER_CUT = Duration.ofSeconds(10);

    private static final long TICK_MILLIS = 20;

    private final RunningRoutes running;
    private final Changeover changeover;
    private final JobParts parts;
    private final ScheduledExecutorService timer;
    private final Duration patience;
    private final String fetch;
    private final String plan;

    Landing(
            JobOptions options,
            RunningRoutes running,
            Changeover changeover,
            JobParts parts,
            ScheduledExecutorService timer) {
        this.running = running;
        this.changeover = changeover;
        this.parts = parts;
        this.timer = timer;
        this.patience = options.get(Options.STOP_TIMEOUT);
        this.fetch = options.name() + "-fetch";
        this.plan = options.name() + "-plan";
    }

    /** Pages in work, and the plan itself while it is at work. What waits in the queue has not begun. */
    int inFlight() {
        return running.inFlight(fetch) + running.inFlight(plan);
    }

    /** Lets what is in flight land for as long as the job allows, and stops the routes that start requests. */
    void land() {
        land(patience, AFTER_CUT);
    }

    /**
     * Lets what is in flight land, and stops the routes that start requests.
     *
     * @param wait     until it is cut
     * @param afterCut for what was cut
     */
    void land(Duration wait, Duration afterCut) {
        cutAfter(wait);
        changeover.holdOff();
        try {
            running.stop(fetch, wait.plus(afterCut));
            running.stop(plan, afterCut);
        } finally {
            changeover.letIn();
        }
    }

    /**
     * As {@link #land()}, where somebody else stops the routes: stops none itself.
     *
     * @throws InterruptedException if the waiting thread is interrupted
     */
    void watch() throws InterruptedException {
        cutAfter(patience);
        running.endDelays(fetch);
        long latest = System.nanoTime() + patience.plus(AFTER_CUT).toNanos();
        // By looking, since Camel tells nobody that the last exchange of a route has ended.
        while (inFlight() > 0 && System.nanoTime() < latest) {
            TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
        }
    }

    private void cutAfter(Duration wait) {
        timer.schedule(parts::cut, wait.toMillis(), TimeUnit.MILLISECONDS);
    }
}
