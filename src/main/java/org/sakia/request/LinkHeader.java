package org.sakia.request;

import java.util.Arrays;
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

    /** Only the first rel counts (section 3.3); types are compared without case. */
    private static List<String> relations(String parameters) {
        Matcher parameter = PARAMETER.matcher(parameters);
        while (parameter.find()) {
            if (parameter.group(1).equalsIgnoreCase("rel")) {
                String value = parameter.group(2) == null ? parameter.group(3) : parameter.group(2);
                return value == null
                        ? List.of()
                        : Arrays.asList(value.toLowerCase(Locale.ROOT).strip().split("\\s+"));
            }
        }
        return List.of();
    }
}
