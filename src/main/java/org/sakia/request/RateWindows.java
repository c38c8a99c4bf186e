package org.sakia.request;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/**
 * The exact windows of all rates of a limit, which change only together. Not thread-safe; {@link SendLimit} guards it.
 */
final class RateWindows {

    private List<RollingWindow> windows = List.of();
    private int granted;

    RateWindows(Pace pace) {
        keep(pace);
    }

    /** Keeps other rates; of what was sent nothing is known any more, what is granted still is. */
    void keep(Pace pace) {
        windows = pace.windows().stream()
                .map(window -> new RollingWindow(window.most(), window.length()))
                .toList();
        for (int open = 0; open < granted; open++) {
            windows.forEach(RollingWindow::grant);
        }
    }

    /** Counts what was sent earlier. */
    void count(List<Instant> sends) {
        long now = System.nanoTime();
        Instant wall = Instant.now();
        for (Instant sent : sends) {
            // A send that seems to lie ahead comes from a clock that was set back since: count it as just sent.
            long age = Math.max(0, Duration.between(sent, wall).toNanos());
            windows.forEach(window -> window.add(now - age));
        }
    }

    /** Nanoseconds until every rate allows one more request; 0 or less when it may go at once. */
    long roomNanos(long now) {
        long wait = 0;
        for (RollingWindow window : windows) {
            wait = Math.max(wait, window.waitNanos(now));
        }
        return wait;
    }

    /** Whether what was sent here is the reason why an API has nothing left of {@code limit}. */
    boolean explain(OptionalLong limit, long now) {
        return windows.stream().anyMatch(window -> window.explains(limit, now));
    }

    /** Sends that were granted and have not left. */
    int granted() {
        return granted;
    }

    void grant() {
        granted++;
        windows.forEach(RollingWindow::grant);
    }

    void cancel() {
        granted--;
        windows.forEach(RollingWindow::cancel);
    }

    void depart(long now) {
        granted--;
        windows.forEach(window -> window.depart(now));
    }

    @Override
    public String toString() {
        return windows.size() + " rates";
    }
}
