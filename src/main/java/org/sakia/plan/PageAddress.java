package org.sakia.plan;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What asks for one page. Immutable.
 *
 * @param url          the page's own URL where the page before it named one; empty: the job's
 * @param parameters   query parameters to add to it
 * @param placeholders what {@code {offset}}, {@code {page}}, {@code {cursor}}, {@code {size}}, {@code {partition}},
 *                     {@code {from}}, {@code {to}} and {@code {since}} stand for in the job's URL, query and body; those that have no
 *                     value for this page are missing
 */
public record PageAddress(Optional<String> url, Map<String, String> parameters, Map<String, String> placeholders) {

    /** The first page of a source that names its next pages. */
    static PageAddress plain(Map<String, String> parameters, Map<String, String> placeholders) {
        return new PageAddress(Optional.empty(), parameters, placeholders);
    }

    /** The same within a partition. A URL that the source named leads into it already. */
    PageAddress in(Partition partition) {
        Map<String, String> all = new LinkedHashMap<>(url.isPresent() ? Map.of() : partition.parameters());
        all.putAll(parameters);
        Map<String, String> values = new LinkedHashMap<>(partition.placeholders());
        values.putAll(placeholders);
        return new PageAddress(url, all, values);
    }
}
