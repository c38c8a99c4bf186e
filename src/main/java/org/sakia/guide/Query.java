package org.sakia.guide;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The query of a URL, to be changed. Immutable.
 *
 * @param parameters in their order; what is not changed stays as it was written
 */
record Query(List<Parameter> parameters) {

    /**
     * One parameter.
     *
     * @param raw   as it stands in the URL
     * @param name  decoded
     * @param value decoded
     */
    record Parameter(String raw, String name, String value) {}

    Query {
        parameters = List.copyOf(parameters);
    }

    static Query of(URI url) {
        String raw = url.getRawQuery() == null ? "" : url.getRawQuery();
        return new Query(Arrays.stream(raw.split("&"))
                .filter(part -> !part.isEmpty())
                .map(Query::parameter)
                .toList());
    }

    private static Parameter parameter(String raw) {
        int equals = raw.indexOf('=');
        return new Parameter(
                raw,
                decoded(equals < 0 ? raw : raw.substring(0, equals)),
                equals < 0 ? "" : decoded(raw.substring(equals + 1)));
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            return text;
        }
    }

    Set<String> names() {
        return parameters.stream().map(Parameter::name).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    Optional<String> value(String name) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equals(name))
                .map(Parameter::value)
                .findFirst();
    }

    /** The same with this parameter set, in its old place if it has one. */
    Query with(String name, Object value) {
        String raw = encoded(name) + "=" + encoded(value.toString());
        Parameter added = new Parameter(raw, name, value.toString());
        List<Parameter> changed = new ArrayList<>();
        parameters.forEach(known -> changed.add(known.name().equals(name) ? added : known));
        if (!names().contains(name)) {
            changed.add(added);
        }
        return new Query(changed);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    Query without(Predicate<String> names) {
        return new Query(parameters.stream()
                .filter(parameter -> !names.test(parameter.name()))
                .toList());
    }

    /** The URL with this query in place of its own. */
    URI on(URI url) {
        String query = parameters.stream().map(Parameter::raw).collect(Collectors.joining("&"));
        String path = url.getRawPath() == null ? "" : url.getRawPath();
        return URI.create(
                url.getScheme() + "://" + url.getRawAuthority() + path + (query.isEmpty() ? "" : "?" + query));
    }

    /** As a reader knows it: {@code offset=50&limit=50}. */
    static String shown(Query query, Predicate<String> names) {
        return query.parameters().stream()
                .filter(parameter -> names.test(parameter.name()))
                .map(parameter -> parameter.name() + "=" + parameter.value())
                .collect(Collectors.joining("&"));
    }
}
