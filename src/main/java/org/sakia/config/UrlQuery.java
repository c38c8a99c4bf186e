package org.sakia.config;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The query of a URL, cut into its parameters. */
final class UrlQuery {

    /**
     * One parameter.
     *
     * @param raw   as it stands in the URL
     * @param name  decoded
     * @param value decoded
     */
    record Parameter(String raw, String name, String value) {}

    private UrlQuery() {}

    static List<Parameter> of(URI url) {
        if (url.getRawQuery() == null) {
            return List.of();
        }
        return Arrays.stream(url.getRawQuery().split("&"))
                .filter(part -> !part.isEmpty())
                .map(UrlQuery::parameter)
                .toList();
    }

    private static Parameter parameter(String raw) {
        int equals = raw.indexOf('=');
        String name = equals < 0 ? raw : raw.substring(0, equals);
        String value = equals < 0 ? "" : raw.substring(equals + 1);
        return new Parameter(raw, decode(name), decode(value));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
