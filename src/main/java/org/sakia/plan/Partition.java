package org.sakia.plan;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A part of the source that is paged on its own. Immutable.
 *
 * @param name         its name in page keys; empty for a source that has no parts
 * @param parameters   query parameters that select it
 * @param placeholders what {@code {partition}}, {@code {from}} and {@code {to}} stand for
 */
public record Partition(String name, Map<String, String> parameters, Map<String, String> placeholders) {

    /** The whole source. */
    public static final Partition WHOLE = new Partition(Page.NO_PARTITION, Map.of(), Map.of());

    public Partition {
        parameters = Map.copyOf(parameters);
        placeholders = Map.copyOf(placeholders);
    }

    /**
     * A part that one value selects.
     *
     * @param parameters that carry the value; none where it stands in the URL or the body
     */
    public static Partition of(String value, Map<String, String> parameters) {
        return new Partition(name(value), parameters, Map.of("partition", value));
    }

    /** A name without a slash, and never the empty one of the whole: the value, percent-encoded where need be. */
    static String name(String value) {
        return value.isEmpty()
                ? "%"
                : URLEncoder.encode(value, StandardCharsets.UTF_8)
                        .replace("+", "%20")
                        .replace("*", "%2A");
    }
}
