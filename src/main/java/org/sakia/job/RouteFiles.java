package org.sakia.job;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.sakia.config.Strategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the route templates: those of a folder first, and in the jar whatever the folder does not define. Stateless.
 */
public final class RouteFiles {

    /** What a template's {@code routes-version} must be. */
    public static final String VERSION = "2";

    private static final Logger LOG = LoggerFactory.getLogger(RouteFiles.class);
    private static final String STRATEGIES = "strategies";
    private static final String ENDING = ".camel.yaml";
    private static final String JAR_FOLDER = "camel-template/";
    private static final Map<String, String> PACKED = new TreeMap<>(Map.of(
            "sakia-plan", "plan",
            "sakia-fetch", "fetch",
            "sakia-request", "request",
            "sakia-throttle", "throttle",
            "sakia-token", "token",
            "sakia-deliver-file", "deliver-file",
            "sakia-deliver-kafka", "deliver-kafka",
            "sakia-deliver-endpoint", "deliver-endpoint",
            "sakia-finish", "finish"));

    private static final String FETCH_ONCE = "fetch-once";

    private RouteFiles() {}

    /** As {@link #load(CamelContext, Path, Collection)}, for jobs that are paced. */
    public static LoadedRoutes load(CamelContext context, Path folder) {
        return load(context, folder, List.of());
    }

    /**
     * Loads the templates; a folder that is not there means the packed ones.
     *
     * @param strategies of the jobs that are to run
     * @return what is loaded now
     * @throws RouteFileException if a file cannot be read, or was copied from another version
     */
    public static LoadedRoutes load(CamelContext context, Path folder, Collection<Strategy> strategies) {
        LoadedRoutes loaded = read(folder, strategies).load(context);
        List<String> replaced = loaded.ownTemplates();
        LOG.info(
                "Routes in force: {} from {}, the others from the jar",
                replaced.isEmpty() ? "none" : String.join(", ", replaced),
                folder.toAbsolutePath().normalize());
        return loaded;
    }

    /**
     * Reads what would be loaded, and loads nothing.
     *
     * @throws RouteFileException if a file or the folder cannot be read
     */
    public static RouteSet read(Path folder, Collection<Strategy> strategies) {
        return read(folder, wanted(strategies));
    }

    /**
     * Loads the packed templates that a host's context does not have yet.
     *
     * @param strategies of the jobs that are to run
     * @throws RouteFileException if the host has one of another version
     */
    public static void loadPacked(CamelContext context, Collection<Strategy> strategies) {
        new RouteSet(Path.of(""), List.of(), wanted(strategies)).load(context);
    }

    private static Map<String, String> wanted(Collection<Strategy> strategies) {
        Map<String, String> wanted = new TreeMap<>(PACKED);
        strategies.forEach(strategy -> wanted.putAll(files(strategy)));
        wanted.replaceAll((template, file) -> JAR_FOLDER + file + ENDING);
        return wanted;
    }

    /**
     * @param packed the templates that there must be, and where the jar has each of them; of the user's files for
     *               strategies only those that belong to one
     */
    static RouteSet read(Path folder, Map<String, String> packed) {
        List<Path> own = new ArrayList<>(files(folder));
        own.addAll(files(folder.resolve(STRATEGIES)).stream()
                .filter(file -> packed.containsValue(JAR_FOLDER + STRATEGIES + "/" + file.getFileName()))
                .toList());
        return new RouteSet(folder, own.stream().map(RouteFiles::source).toList(), packed);
    }

    /** The texts of all packed files, by their path below the folder of routes. */
    public static Map<String, String> packed() {
        TreeSet<String> files = new TreeSet<>(PACKED.values());
        Arrays.stream(Strategy.values())
                .forEach(strategy -> files.addAll(files(strategy).values()));
        Map<String, String> texts = new TreeMap<>();
        files.forEach(file -> texts.put(file + ENDING, packed(JAR_FOLDER + file + ENDING)));
        return texts;
    }

    /** The text of a packed file. */
    static String packed(String path) {
        try (InputStream in = RouteFiles.class.getClassLoader().getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("the jar has no " + path);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> files(Strategy strategy) {
        String file = STRATEGIES + "/" + strategy.word();
        if (strategy.keepsLimits()) {
            return Map.of();
        }
        return strategy.hasRate()
                ? Map.of("sakia-request-" + strategy.word(), file)
                : Map.of("sakia-fetch-" + strategy.word(), file, "sakia-" + FETCH_ONCE, STRATEGIES + "/" + FETCH_ONCE);
    }

    /** Hidden ones are an editor's own. */
    private static boolean isRouteFile(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(ENDING) && !name.startsWith(".");
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(RouteFiles::isRouteFile).sorted().toList();
        } catch (IOException e) {
            throw new RouteFileException("the folder " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static RouteSet.Source source(Path file) {
        try {
            return new RouteSet.Source(file.toString(), new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new RouteFileException("the route file " + file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
