package org.sakia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** One process of the application. Used by one thread. */
final class Launch implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Process process;
    private final Path out;
    private final Path err;

    /** How a process ended and what it said. */
    record End(int code, String out, String err) {
        String said() {
            return out + err;
        }
    }

    Launch(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Waits for its end. */
    End await() throws InterruptedException {
        return await(PATIENCE);
    }

    End await(Duration atMost) throws InterruptedException {
        assertThat(process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS))
                .as(() -> "the process has ended; so far it said:\n" + said())
                .isTrue();
        return new End(process.exitValue(), read(out), read(err));
    }

    /** Waits, while it runs, for something to become true. */
    void until(Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .failFast(() -> assertThat(process.isAlive())
                        .as(() -> "the process has ended; it said:\n" + said())
                        .isTrue())
                .until(condition);
    }

    /** Sends a signal, such as INT or TERM. */
    void signal(String name) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .as("kill -" + name)
                .isZero();
    }

    /** {@code kill -9}. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** {@code kill -9}, after so long unless it ended before. */
    void killAfter(Duration time) throws InterruptedException {
        process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
        kill();
    }

    long pid() {
        return process.pid();
    }

    /** Everything it has said so far. */
    String said() {
        return read(out) + read(err);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
