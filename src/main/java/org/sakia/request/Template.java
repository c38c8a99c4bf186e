package org.sakia.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Puts the values of one page into what the user wrote with {@code {offset}}, {@code {page}}, {@code {cursor}},
 * {@code {size}}, {@code {partition}}, {@code {from}}, {@code {to}} and {@code {since}}. Other braces stay as they are.
 */
public final class Template {

    /** All placeholders. */
    public static final List<String> NAMES =
            List.of("offset", "page", "cursor", "size", "partition", "from", "to", "since");

    private static final Pattern PLAIN = Pattern.compile("\\{(" + String.join("|", NAMES) + ")}");
    private static final Pattern IN_URL = Pattern.compile("(?i)%7B(" + String.join("|", NAMES) + ")%7D");
    private static final ObjectMapper JSON = new ObjectMapper()
            .setNodeFactory(new JsonNodeFactory(true))
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private Template() {}

    /** Whether a text has this placeholder; in a URL it may be percent-encoded. */
    public static boolean has(String text, String name) {
        return text.contains("{" + name + "}") || text.toLowerCase(Locale.ROOT).contains("%7b" + name + "%7d");
    }

    /** Whether every placeholder of a text has a value. */
    static boolean isWhole(String text, Map<String, String> values) {
        return PLAIN.matcher(text).results().allMatch(found -> values.containsKey(found.group(1)));
    }

    /** Fills a part of a URL as it is written, percent-encoding the values. */
    static String url(String raw, Map<String, String> values) {
        return fill(IN_URL, raw, values, Template::percent);
    }

    /** Fills a query as it is written; a parameter with a placeholder that has no value is left out. */
    static String query(String raw, Map<String, String> values) {
        return pairs(IN_URL, raw, values);
    }

    /** Fills a plain text. */
    static String text(String text, Map<String, String> values) {
        return fill(PLAIN, text, values, value -> value);
    }

    /**
     * Fills a request's body: JSON with escaped values, anything else as a form with percent-encoded ones. In JSON a
     * field that is a placeholder without a value and nothing else is left out, quoted or not; in a form a parameter
     * with such a one.
     */
    static String body(String body, Map<String, String> values) {
        if (!isJson(body)) {
            return pairs(PLAIN, body, values);
        }
        if (isWhole(body, values)) {
            return fill(PLAIN, body, values, Template::escaped);
        }
        String missing = UUID.randomUUID().toString();
        return without(missing, marked(body, values, missing));
    }

    /** Fills JSON, with a mark for each value that is missing: a string, or a part of the one it stands in. */
    private static String marked(String json, Map<String, String> values, String missing) {
        StringBuilder filled = new StringBuilder();
        Matcher placeholder = PLAIN.matcher(json);
        boolean inString = false;
        int at = 0;
        while (placeholder.find()) {
            for (int next = at; next < placeholder.start(); next++) {
                if (inString && json.charAt(next) == '\\') {
                    next++;
                } else if (json.charAt(next) == '"') {
                    inString = !inString;
                }
            }
            filled.append(json, at, placeholder.start());
            Optional<String> value = Optional.ofNullable(values.get(placeholder.group(1)));
            filled.append(value.map(Template::escaped).orElse(inString ? missing : '"' + missing + '"'));
            at = placeholder.end();
        }
        return filled.append(json, at, json.length()).toString();
    }

    /** Whether a body is meant as JSON. */
    static boolean isJson(String body) {
        return body.startsWith("{") || body.startsWith("[");
    }

    private static String without(String missing, String json) {
        try {
            JsonNode root = JSON.readTree(json);
            drop(root, missing);
            return JSON.writeValueAsString(root).replace(missing, "");
        } catch (JsonProcessingException noJson) {
            return json.replace(missing, "");
        }
    }

    private static void drop(JsonNode node, String missing) {
        for (Iterator<JsonNode> children = node.elements(); children.hasNext(); ) {
            JsonNode child = children.next();
            if (child.isTextual() && child.textValue().equals(missing)) {
                children.remove();
            } else {
                drop(child, missing);
            }
        }
    }

    private static String escaped(String value) {
        return new String(JsonStringEncoder.getInstance().quoteAsString(value));
    }

    private static String percent(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String pairs(Pattern pattern, String text, Map<String, String> values) {
        return Stream.of(text.split("&", -1))
                .filter(pair -> pattern.matcher(pair)
                        .results()
                        .allMatch(found -> values.containsKey(found.group(1).toLowerCase(Locale.ROOT))))
                .map(pair -> fill(pattern, pair, values, Template::percent))
                .collect(Collectors.joining("&"));
    }

    private static String fill(Pattern pattern, String text, Map<String, String> values, UnaryOperator<String> form) {
        return pattern.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        form.apply(values.getOrDefault(found.group(1).toLowerCase(Locale.ROOT), ""))));
    }
}
