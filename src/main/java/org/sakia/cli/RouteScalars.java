package org.sakia.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.util.SensitiveUtils;
import org.sakia.config.Secrets;

/**
 * The values of a route's YAML with template parameters filled in and secrets taken out, those that a file of the user's
 * has in clear included. Thread-safe.
 *
 * @param secrets those of the configuration
 */
record RouteScalars(Secrets secrets) {

    private static final String MASK = "***";
    private static final Pattern PARAMETER = Pattern.compile("\\{\\{([^{}]+)}}");

    /** Maps whose keys are names of options. */
    private static final Set<String> OPTIONS = Set.of("parameters", "properties");

    /** Steps that give a name a value, and the languages in which a secret may stand in clear. */
    private static final Set<String> SETTERS = Set.of("setHeader", "headers", "setProperty", "setVariable");

    private static final Set<String> PLAIN = Set.of("constant", "simple");

    /** What is known of a node from those around it. */
    private enum Around {
        NOTHING,
        OPTIONS,
        SETTER,
        VALUE_OF_SECRET_NAME,
        SECRET
    }

    /** A copy of a node. Placeholders that are no parameters stay as they are. */
    JsonNode filled(JsonNode node, Map<String, String> parameters) {
        return filled(node, parameters, Around.NOTHING);
    }

    private JsonNode filled(JsonNode node, Map<String, String> parameters, Around around) {
        if (node instanceof ObjectNode object) {
            Around here =
                    around == Around.SETTER && isSecretName(object.path("name").asText())
                            ? Around.VALUE_OF_SECRET_NAME
                            : around;
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            object.properties()
                    .forEach(field -> copy.set(
                            field.getKey(), filled(field.getValue(), parameters, inside(field.getKey(), here))));
            return copy;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            array.forEach(each -> copy.add(filled(each, parameters, around)));
            return copy;
        }
        return node.isTextual() ? TextNode.valueOf(text(node.textValue(), parameters, around)) : node;
    }

    private static Around inside(String key, Around around) {
        return switch (around) {
            case SECRET -> Around.SECRET;
            case VALUE_OF_SECRET_NAME -> PLAIN.contains(key) ? Around.SECRET : Around.VALUE_OF_SECRET_NAME;
            case OPTIONS -> SensitiveUtils.containsSensitive(key) ? Around.SECRET : Around.NOTHING;
            case SETTER, NOTHING ->
                OPTIONS.contains(key) ? Around.OPTIONS : SETTERS.contains(key) ? Around.SETTER : Around.NOTHING;
        };
    }

    private boolean isSecretName(String name) {
        return !name.isEmpty() && secrets.isSecretName(name);
    }

    private String text(String written, Map<String, String> parameters, Around around) {
        String value = PARAMETER
                .matcher(written)
                .replaceAll(found -> Matcher.quoteReplacement(parameters.getOrDefault(found.group(1), found.group())));
        // Who writes a placeholder or a reference keeps the secret elsewhere.
        boolean inClear = !value.contains("{{") && !value.contains("${") && !value.startsWith("#");
        return around == Around.SECRET && inClear ? MASK : secrets.mask(value);
    }
}
