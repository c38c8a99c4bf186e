package org.sakia.job;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.RouteTemplateParameterDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * The texts of route files as they were read, so that what was tried is what is loaded, whatever becomes of the files
 * meanwhile. Immutable; equal if the texts are.
 *
 * @param folder where the user's files are
 * @param own    the user's files, in the order in which they are loaded
 * @param packed the templates that there must be, and where the jar has each of them
 */
public record RouteSet(Path folder, List<Source> own, Map<String, String> packed) {

    private static final int MOST_NAMES = 3;
    private static final String VERSION_PARAMETER = "routes-version";

    public RouteSet {
        own = List.copyOf(own);
        packed = Map.copyOf(packed);
    }

    /**
     * One file.
     *
     * @param file its path, or of a packed one its place in the jar
     */
    public record Source(String file, String text) {}

    /**
     * Loads all of them into a context, the user's first, and from the jar what they do not define; nothing stays there if
     * that fails.
     *
     * @throws RouteFileException if one cannot be loaded, or was copied from another version
     */
    LoadedRoutes load(CamelContext context) {
        ModelCamelContext model = (ModelCamelContext) context;
        LoadedRoutes loaded = new LoadedRoutes(model, this);
        try {
            own.forEach(source -> load(context, "file:", source));
            checkVersions(model);
            new TreeMap<>(packed).forEach((template, file) -> {
                if (model.getRouteTemplateDefinition(template) == null) {
                    load(context, "classpath:", new Source(file, RouteFiles.packed(file)));
                }
            });
            loaded.complete();
            return loaded;
        } catch (RuntimeException e) {
            loaded.complete();
            loaded.unload();
            throw e;
        }
    }

    /**
     * The same files as they are now, those that have come and without those that have gone.
     *
     * @throws RouteFileException if a file or the folder cannot be read
     */
    RouteSet readAgain() {
        return RouteFiles.read(folder, packed);
    }

    /** Whether no file of the user's differs, is new or is gone in another set. */
    boolean isSameAs(RouteSet other) {
        return changed(other).isEmpty();
    }

    /** The user's files that differ, are new or are gone in another set, in words. */
    String changesTo(RouteSet other) {
        List<String> names = List.copyOf(changed(other));
        return names.size() <= MOST_NAMES
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, MOST_NAMES)) + " and " + (names.size() - MOST_NAMES) + " more";
    }

    private Set<String> changed(RouteSet other) {
        Set<String> changed = new TreeSet<>();
        Stream.concat(own.stream(), other.own().stream())
                .filter(source -> !own.contains(source) || !other.own().contains(source))
                .forEach(source -> changed.add(source.file()));
        return changed;
    }

    private static void load(CamelContext context, String scheme, Source source) {
        Resource resource = ResourceHelper.fromString(scheme + source.file(), source.text());
        try {
            PluginHelper.getRoutesLoader(context).loadRoutes(resource);
        } catch (Exception e) {
            throw RoutePlace.unreadable(resource.getLocation(), e);
        }
    }

    private void checkVersions(ModelCamelContext model) {
        for (RouteTemplateDefinition template : model.getRouteTemplateDefinitions()) {
            if (!packed.containsKey(template.getId())) {
                continue;
            }
            String version = template.getTemplateParameters().stream()
                    .filter(parameter -> parameter.getName().equals(VERSION_PARAMETER))
                    .map(RouteTemplateParameterDefinition::getDefaultValue)
                    .findFirst()
                    .orElse("none");
            if (!version.equals(RouteFiles.VERSION)) {
                throw RouteFaults.place(template)
                        .saying(
                                "the template " + template.getId() + " was written for routes-version " + version
                                        + ", this is version " + RouteFiles.VERSION
                                        + "; take the new file (./sakia routes --copy in an empty folder) and repeat your"
                                        + " change there",
                                null);
            }
        }
    }
}
