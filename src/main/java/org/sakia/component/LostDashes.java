package org.sakia.component;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Header names that look as if a dash had been taken out of them. In the {@code parameters} of a YAML route Camel makes
 * camelCase of each name, of {@code header.X-Api-Key} as well, and the endpoint never sees what was written.
 */
final class LostDashes {

    private static final Pattern HUMPS = Pattern.compile("[A-Za-z][a-z0-9]*(?:[A-Z][a-z0-9]+)+");
    private static final Pattern HUMP = Pattern.compile("(?<!^)(?=[A-Z])");

    private LostDashes() {}

    /** The suspicious ones among these names, each with the name that may have been meant. */
    static Map<String, String> in(Collection<String> headers) {
        Map<String, String> found = new TreeMap<>();
        headers.stream()
                .filter(name -> HUMPS.matcher(name).matches())
                .forEach(name -> found.put(name, HUMP.matcher(name).replaceAll("-")));
        return found;
    }
}
