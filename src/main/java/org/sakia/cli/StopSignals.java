package org.sakia.cli;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.utils.Signals;

/**
 * SIGINT and SIGTERM: the first one stops in good order, a second one at once. And the SIGHUP of a terminal that is
 * closed, which stops in good order however often it comes: a shell sends one and the kernel another.
 */
final class StopSignals {

    private StopSignals() {}

    /** Where there is nothing to stop in good order yet: ends the process with the exit code of signals. */
    static void exitAtOnce() {
        Runnable exit = () -> Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
        register(exit, exit);
    }

    /** Calls {@code stop} on the first signal. */
    static void install(Runnable stop) {
        AtomicBoolean stopping = new AtomicBoolean();
        Runnable first = () -> {
            System.err.println(
                    "\nStopping: no new request starts, those in flight may land. Once more to stop at once.");
            stop.run();
        };
        register(
                () -> {
                    if (stopping.compareAndSet(false, true)) {
                        first.run();
                    } else {
                        Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
                    }
                },
                () -> {
                    if (stopping.compareAndSet(false, true)) {
                        first.run();
                    }
                });
    }

    private static void register(Runnable handler, Runnable onHangup) {
        Signals.register("INT", handler);
        Signals.register("TERM", handler);
        // Left to itself the JVM would stop Camel at once, which goes on with its pages for a minute. nohup stays in
        // force.
        Signals.register("HUP", onHangup);
    }
}
