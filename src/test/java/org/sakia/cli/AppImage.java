package org.sakia.cli;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * The application as a jar with a class data archive of one run, which makes every further start cost half the
 * processor time. Made once a build, under {@code target}, by whichever test process comes first.
 */
final class AppImage {

    /** What every start has in common; an archive serves only the collector it was made with. */
    private static final List<String> JVM = List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private static final Path FOLDER = Path.of("target", "launcher-image").toAbsolutePath();
    private static final Path CLASSES = Path.of("target", "classes").toAbsolutePath();
    private static final List<String> COMMAND = make();

    private AppImage() {}

    /** The command line up to and without the main class. */
    static List<String> command(List<String> moreOptions) {
        List<String> command = new ArrayList<>(COMMAND);
        command.addAll(1, moreOptions);
        return command;
    }

    /** For JVMs that the application starts itself, as the value of {@code JAVA_TOOL_OPTIONS}. */
    static String archiveOptions() {
        return COMMAND.stream()
                .filter(option -> option.matches("-X(X:SharedArchiveFile|share).*"))
                .collect(Collectors.joining(" "));
    }

    private static List<String> make() {
        try {
            Files.createDirectories(FOLDER);
            Path image = FOLDER.resolve(Long.toHexString(fingerprint()));
            Path jar = image.resolve("app.jar");
            Path archive = image.resolve("app.jsa");
            try (FileChannel channel = FileChannel.open(
                            FOLDER.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (lock.isValid() && !Files.exists(archive)) {
                    Files.createDirectories(image);
                    pack(jar);
                    train(jar, archive);
                }
            }
            return java(jar, List.of("-XX:SharedArchiveFile=" + archive, "-Xshare:auto"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static List<String> java(Path jar, List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        command.addAll(options);
        String libraries = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar"))
                .collect(Collectors.joining(File.pathSeparator));
        command.addAll(List.of("-cp", jar + File.pathSeparator + libraries));
        return command;
    }

    private static long fingerprint() throws IOException {
        long hash = System.getProperty("java.class.path").hashCode()
                + System.getProperty("java.home").hashCode();
        for (Path file : files()) {
            hash = 31 * hash + Files.getLastModifiedTime(file).toMillis() + Files.size(file);
        }
        return hash;
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(CLASSES)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static void pack(Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            for (Path entry : files()) {
                out.putNextEntry(
                        new ZipEntry(CLASSES.relativize(entry).toString().replace(File.separatorChar, '/')));
                Files.copy(entry, out);
                out.closeEntry();
            }
        }
    }

    private static void train(Path jar, Path archive) throws IOException, InterruptedException {
        Path beside = archive.resolveSibling("app.jsa.part");
        List<String> command =
                new ArrayList<>(java(jar, List.of("-XX:ArchiveClassesAtExit=" + beside, "-Xlog:disable")));
        command.addAll(List.of(SakiaApp.class.getName(), "demo", "--max-pages", "3"));
        Path work = Files.createDirectories(archive.resolveSibling("work"));
        Process process = new ProcessBuilder(command)
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("output").toFile())
                .start();
        try {
            if (process.waitFor(3, TimeUnit.MINUTES) && Files.exists(beside)) {
                Files.move(beside, archive, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            process.destroyForcibly();
        }
    }
}
