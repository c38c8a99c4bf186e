package org.sakia.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.sakia.config.JobOptions;
import org.sakia.config.Secrets;
import org.sakia.job.JobRoutes;
import org.sakia.job.JobRoutes.TemplatedRoute;
import org.sakia.job.LoadedRoutes;
import org.sakia.job.RouteSet;

/**
 * The routes of some jobs as one YAML text that Camel reads again: each template with its parameters filled in, and what
 * stands beside the templates in their files.
 */
final class RoutesText {

    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
            .build());
    private static final int INDENT = 2;
    private static final String TEMPLATE = "routeTemplate";
    private static final String ROUTE = "route";
    private static final String BEANS = "beans";
    private static final String ID = "id";
    private static final String NAME = "name";

    private final LoadedRoutes loaded;
    private final RouteScalars scalars;
    private final StringBuilder text = new StringBuilder();

    private RoutesText(LoadedRoutes loaded, Secrets secrets) {
        this.loaded = loaded;
        this.scalars = new RouteScalars(secrets);
    }

    /** The text, free of secrets. */
    static String of(LoadedRoutes loaded, Collection<JobOptions> jobs, Secrets secrets) {
        Map<String, TemplatedRoute> routes = new LinkedHashMap<>();
        jobs.forEach(job -> JobRoutes.of(job).forEach(route -> routes.put(route.routeId(), route)));
        RoutesText text = new RoutesText(loaded, secrets);
        Set<RouteSet.Source> sources = new LinkedHashSet<>(loaded.set().own());
        routes.values().forEach(route -> sources.add(loaded.sourceOf(route.templateId())));
        sources.forEach(text::besideTemplates);
        routes.values().forEach(text::route);
        return text.text.toString();
    }

    private void besideTemplates(RouteSet.Source source) {
        List<JsonNode> others =
                items(source).filter(item -> !isTemplateOfOurs(item)).toList();
        if (!others.isEmpty()) {
            comment("from " + where(source));
            others.forEach(item -> write(scalars.filled(item, Map.of())));
        }
    }

    private boolean isTemplateOfOurs(JsonNode item) {
        return loaded.set().packed().containsKey(item.path(TEMPLATE).path(ID).asText());
    }

    private void route(TemplatedRoute route) {
        RouteSet.Source source = loaded.sourceOf(route.templateId());
        JsonNode template = items(source)
                .map(item -> item.path(TEMPLATE))
                .filter(known -> known.path(ID).asText().equals(route.templateId()))
                .findFirst()
                .orElseThrow();
        comment("template " + route.templateId() + " from " + where(source));
        Map<String, String> parameters = parameters(template, route);
        ArrayNode beans = beans(template, route, parameters);
        if (!beans.isEmpty()) {
            write(YAML.createObjectNode().set(BEANS, scalars.filled(beans, parameters)));
        }
        ObjectNode body = YAML.createObjectNode().put(ID, route.routeId());
        if (template.has(ROUTE)) {
            body.setAll((ObjectNode) scalars.filled(template.get(ROUTE), parameters));
        } else {
            body.set("from", scalars.filled(template.path("from"), parameters));
        }
        write(YAML.createObjectNode().set(ROUTE, body));
    }

    private static Map<String, String> parameters(JsonNode template, TemplatedRoute route) {
        Map<String, String> values = new LinkedHashMap<>();
        template.path("parameters")
                .forEach(parameter -> values.put(
                        parameter.path(NAME).asText(),
                        parameter.path("defaultValue").asText()));
        route.parameters().forEach((name, value) -> values.put(name, String.valueOf(value)));
        return values;
    }

    /** A template's own beans, one of each a route: their names, by which its steps know them, become the route's. */
    private static ArrayNode beans(JsonNode template, TemplatedRoute route, Map<String, String> parameters) {
        ArrayNode beans = YAML.createArrayNode();
        for (JsonNode bean : template.path(BEANS)) {
            String name = bean.path(NAME).asText();
            parameters.put(name, route.routeId() + "-" + name);
            beans.add(((ObjectNode) bean.deepCopy()).put(NAME, "{{" + name + "}}"));
        }
        return beans;
    }

    private static String where(RouteSet.Source source) {
        return source.file().startsWith("camel-template/") ? "the jar, " + source.file() : source.file();
    }

    private void comment(String what) {
        text.append(text.isEmpty() ? "" : System.lineSeparator())
                .append("# ")
                .append(what)
                .append(System.lineSeparator());
    }

    private void write(JsonNode item) {
        try {
            // Lists are indented for reading, the outermost one as well.
            text.append(YAML.writeValueAsString(List.of(item)).indent(-INDENT));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Stream<JsonNode> items(RouteSet.Source source) {
        try {
            JsonNode root = YAML.readTree(source.text());
            return StreamSupport.stream(root.spliterator(), false);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Camel could read " + source.file(), e);
        }
    }
}
