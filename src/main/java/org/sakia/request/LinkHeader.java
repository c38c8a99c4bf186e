package org.sakia.request;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the Link field (RFC 8288, section 3). Junk is as if it were not there. */
final class LinkHeader {

    /** One link: its target, and its parameters, which are tokens or quoted strings. */
    private static final Pattern LINK = Pattern.compile(
            "<([^<>]*+)>((?:\\s*+;\\s*+[^\\s=;,\"<>]++(?:\\s*+=\\s*+(?:\"(?:[^\"\\\\]|\\\\.)*+\"|[^\\s;,\"<>]*+))?+)*+)");

    private static final Pattern PARAMETER =
            Pattern.compile(";\\s*+([^\\s=;,\"<>]++)(?:\\s*+=\\s*+(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^\\s;,\"<>]*+)))?+");

    private LinkHeader() {}

    /** The target of the first link whose relation types have {@code next} among them, as it was written. */
    static Optional<String> next(List<String> fields) {
        return fields.stream()
                .flatMap(field -> LINK.matcher(field).results())
                .filter(link -> relations(link.group(2)).contains("next"))
                .map(link -> link.group(1).strip())
                .filter(target -> !target.isEmpty())
                .findFirst();
    }

    /** Only the first rel counts (section 3.3); types are compared without case. With an anchor it is another page's link. */
    private static List<String> relations(String parameters) {
        List<String> types = List.of();
        Matcher parameter = PARAMETER.matcher(parameters);
        while (parameter.find()) {
            if (parameter.group(1).equalsIgnoreCase("anchor")) {
                return List.of();
            }
            if (types.isEmpty() && parameter.group(1).equalsIgnoreCase("rel")) {
                String value = parameter.group(2) == null ? parameter.group(3) : parameter.group(2);
                types = value == null
                        ? List.of("")
                        : List.of(value.toLowerCase(Locale.ROOT).strip().split("\\s+"));
            }
        }
        return types;
    }
}
