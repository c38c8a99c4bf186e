package org.sakia.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.RouteTemplateParameterDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.spi.RoutesLoader;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.sakia.config.Strategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the route templates into a context: those of a folder first, and from the jar whatever the folder does not
 * define. Stateless.
 */
public final class RouteFiles {

    /** What a template's {@code routes-version} must be. */
    public static final String VERSION = "2";

    private static final Logger LOG = LoggerFactory.getLogger(RouteFiles.class);
    private static final String STRATEGIES = "strategies";
    private static final String VERSION_PARAMETER = "routes-version";
    private static final String ENDING = ".camel.yaml";
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
    public static void load(CamelContext context, Path folder) {
        load(context, folder, List.of());
    }

    /**
     * Loads the templates; a folder that is not there means the packed ones.
     *
     * @param strategies of the jobs that are to run
     * @throws RouteFileException if a file cannot be read, or was copied from another version
     */
    public static void load(CamelContext context, Path folder, Collection<Strategy> strategies) {
        Map<String, String> wanted = new TreeMap<>(PACKED);
        strategies.forEach(strategy -> wanted.putAll(files(strategy)));
        List<Path> own = new ArrayList<>(files(folder));
        own.addAll(files(folder.resolve(STRATEGIES)).stream()
                .filter(file -> wanted.containsValue(STRATEGIES + "/" + name(file)))
                .toList());
        own.forEach(file -> load(context, ResourceHelper.resolveResource(context, "file:" + file)));
        ModelCamelContext model = (ModelCamelContext) context;
        checkVersions(model, folder, wanted.keySet());
        List<String> replaced = new ArrayList<>();
        wanted.forEach((template, file) -> {
            if (model.getRouteTemplateDefinition(template) == null) {
                load(context, ResourceHelper.resolveResource(context, "classpath:camel-template/" + file + ENDING));
            } else {
                replaced.add(template);
            }
        });
        LOG.info(
                "Routes in force: {} from {}, the others from the jar",
                replaced.isEmpty() ? "none" : String.join(", ", replaced),
                folder.toAbsolutePath().normalize());
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

    private static String name(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - ENDING.length());
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ENDING))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new RouteFileException("the folder " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static void load(CamelContext context, Resource resource) {
        RoutesLoader loader = PluginHelper.getRoutesLoader(context);
        try {
            loader.loadRoutes(resource);
        } catch (Exception e) {
            throw new RouteFileException(
                    "the route file " + resource.getLocation() + " cannot be loaded: " + e.getMessage(), e);
        }
    }

    private static void checkVersions(ModelCamelContext model, Path folder, Set<String> known) {
        for (RouteTemplateDefinition template : model.getRouteTemplateDefinitions()) {
            if (!known.contains(template.getId())) {
                continue;
            }
            String version = template.getTemplateParameters().stream()
                    .filter(parameter -> parameter.getName().equals(VERSION_PARAMETER))
                    .map(RouteTemplateParameterDefinition::getDefaultValue)
                    .findFirst()
                    .orElse("none");
            if (!version.equals(VERSION)) {
                throw new RouteFileException(
                        "the template " + template.getId() + " in " + folder + " was written for routes-version "
                                + version
                                + ", this is version " + VERSION
                                + "; take the new file from the routes folder of this release and repeat your change there",
                        null);
            }
        }
    }
}
