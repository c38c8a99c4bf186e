package org.sakia.plan;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.sakia.ledger.Round;

/**
 * A part of the source that is paged on its own. Immutable.
 *
 * @param name         its name in page keys; empty for a source that has no parts
 * @param parameters   query parameters that select it
 * @param placeholders what {@code {partition}}, {@code {from}}, {@code {to}} and {@code {since}} stand for
 * @param whole        whether it is no part, but all of it
 */
public record Partition(String name, Map<String, String> parameters, Map<String, String> placeholders, boolean whole) {

    /** The whole source. */
    public static final Partition WHOLE = new Partition(Page.NO_PARTITION, Map.of(), Map.of(), true);

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
        return new Partition(name(value), parameters, Map.of("partition", value), false);
    }

    /**
     * The same in a round of an incremental job.
     *
     * @param param that carries the value from which the round asks; empty where that stands in URL, query or body
     */
    public Partition in(Round round, Optional<String> param) {
        Map<String, String> asked = new LinkedHashMap<>(parameters);
        Map<String, String> values = new LinkedHashMap<>(placeholders);
        round.since().ifPresent(since -> {
            param.ifPresent(name -> asked.put(name, since));
            values.put("since", since);
        });
        return new Partition(round.partition(name), asked, values, whole);
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
