package org.sakia.cli;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.utils.Signals;

/** SIGINT, SIGTERM, and the SIGHUP of a terminal that is closed: the first one stops in good order, a second one at once. */
final class StopSignals {

    private StopSignals() {}

    /** Where there is nothing to stop in good order yet: ends the process with the exit code of signals. */
    static void exitAtOnce() {
        register(() -> Runtime.getRuntime().halt(ExitCode.INTERRUPTED));
    }

    /** Calls {@code stop} on the first signal. */
    static void install(Runnable stop) {
        AtomicBoolean stopping = new AtomicBoolean();
        register(() -> {
            if (stopping.compareAndSet(false, true)) {
                System.err.println(
                        "\nStopping: no new request starts, those in flight may land. Once more to stop at once.");
                stop.run();
            } else {
                Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
            }
        });
    }

    private static void register(Runnable handler) {
        Signals.register("INT", handler);
        Signals.register("TERM", handler);
        // Left to itself the JVM would stop Camel at once, which goes on with its pages for a minute. nohup stays in
        // force.
        Signals.register("HUP", handler);
    }
}
