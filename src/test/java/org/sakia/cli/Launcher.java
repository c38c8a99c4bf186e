package org.sakia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.util.FileUtil;

/**
 * The application as a user starts it: a process of its own in a working folder of its own, with little memory. Used by
 * one thread.
 */
final class Launcher {

    static final String JOB = "orders";

    private final Path folder;
    private final List<String> lines = new ArrayList<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<String> jvm = new ArrayList<>();
    private int started;

    private Launcher(Path folder) {
        this.folder = folder;
    }

    /** @param folder empty; the working folder is made in it, so that it holds nothing but what the application needs */
    static Launcher in(Path folder) throws IOException {
        Files.createDirectory(folder.resolve("work"));
        Files.createDirectory(folder.resolve("tmp"));
        return new Launcher(folder);
    }

    /** With one job, {@value #JOB}, without a limit and with short delays, whose pages have ten records. */
    static Launcher in(Path folder, URI url) throws IOException {
        return in(folder).job(JOB, url);
    }

    Launcher job(String name, URI url) throws IOException {
        return set(name, "url", url)
                .set(name, "rate", "none")
                .set(name, "workers", 4)
                .set(name, "page-size", 10)
                .set(name, "retry-delay", "10ms")
                .set(name, "retry-max-delay", "100ms");
    }

    /** Sets a key of {@value #JOB}; the last word counts. */
    Launcher with(String key, Object value) throws IOException {
        return set(JOB, key, value);
    }

    Launcher set(String job, String key, Object value) throws IOException {
        return line("sakia.job." + job + "." + key + " = " + value);
    }

    /** Sets a whole line of the configuration; one with the same key is replaced. */
    Launcher line(String line) throws IOException {
        String key = line.substring(0, line.indexOf('=') + 1);
        lines.removeIf(known -> known.startsWith(key));
        lines.add(line);
        Files.write(work().resolve("application.properties"), lines);
        return this;
    }

    Launcher environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Launcher jvm(String... options) {
        jvm.addAll(List.of(options));
        return this;
    }

    /** Takes a shipped route file over with one change, as a user would; repeatedly, for several changes. */
    Launcher edit(String name, String shipped, String own) throws IOException {
        Path copy = Files.createDirectories(work().resolve("routes")).resolve(name);
        String text = Files.readString(Files.exists(copy) ? copy : Path.of("routes", name));
        assertThat(text).contains(shipped);
        Files.writeString(copy, text.replace(shipped, own));
        return this;
    }

    /** Takes the copies away again. */
    Launcher shippedRoutes() {
        FileUtil.removeDir(work().resolve("routes").toFile());
        return this;
    }

    /** The working folder. */
    Path work() {
        return folder.resolve("work");
    }

    /** What the working folder keeps of the job's records. */
    Output output() {
        return new Output(work().resolve("out").resolve(JOB));
    }

    Launch start(String... arguments) throws IOException {
        started++;
        List<String> options = new ArrayList<>(jvm);
        // What a killed process leaves there goes with the test's folder.
        options.add("-Djava.io.tmpdir=" + folder.resolve("tmp"));
        List<String> command = AppImage.command(options);
        command.add(SakiaApp.class.getName());
        command.addAll(List.of(arguments));
        File out = folder.resolve("stdout-" + started).toFile();
        File err = folder.resolve("stderr-" + started).toFile();
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(work().toFile())
                .redirectOutput(out)
                .redirectError(err);
        builder.environment().keySet().removeIf(name -> name.startsWith("SAKIA_") || name.startsWith("JAVA_"));
        builder.environment().putAll(environment);
        return new Launch(builder.start(), out.toPath(), err.toPath());
    }

    /** Starts it and waits for its end. */
    Launch.End run(String... arguments) throws IOException, InterruptedException {
        try (Launch launch = start(arguments)) {
            return launch.await();
        }
    }
}
