package org.sakia.request;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.net.URIBuilder;
import org.sakia.plan.PageAddress;

/**
 * Makes the URL of a page. One that the API named is kept as it is, byte for byte, but for parameters that hold secrets:
 * the ledger keeps it without them, and here the job's own are added again. Immutable.
 *
 * @param url    what the job asks; its own query is kept as it was written
 * @param query  parameters of every request
 * @param secret tells parameters that hold secrets, by their names
 */
public record PageUrl(URI url, Map<String, String> query, Predicate<String> secret) {

    public PageUrl {
        query = Map.copyOf(query);
    }

    /** The URL that asks for a page. */
    URI of(PageAddress address) throws URISyntaxException {
        return address.url().isPresent() ? named(new URI(address.url().get())) : own(address);
    }

    private URI own(PageAddress address) throws URISyntaxException {
        Map<String, String> added = new LinkedHashMap<>();
        query.forEach((name, value) -> {
            // Nothing to ask from yet, or no cursor for the first page: as if the parameter were not there.
            if (Template.isWhole(value, address.placeholders())) {
                added.put(name, Template.text(value, address.placeholders()));
            }
        });
        added.putAll(address.parameters());
        return with(
                Template.url(withoutQuery(url), address.placeholders()),
                Optional.ofNullable(url.getRawQuery()).map(raw -> Template.url(raw, address.placeholders())),
                added);
    }

    private URI named(URI target) throws URISyntaxException {
        Set<String> there = names(target);
        Map<String, String> missing = new LinkedHashMap<>();
        for (NameValuePair parameter : new URIBuilder(url).getQueryParams()) {
            missing.put(
                    parameter.getName(),
                    Optional.ofNullable(parameter.getValue()).orElse(""));
        }
        missing.putAll(query);
        missing.keySet().removeIf(name -> !secret.test(name) || there.contains(name));
        boolean home = target.getRawAuthority().equalsIgnoreCase(url.getRawAuthority());
        return home ? with(withoutQuery(target), Optional.ofNullable(target.getRawQuery()), missing) : target;
    }

    /** A URL that the API named, without parameters that hold secrets: what the ledger may keep. */
    String kept(String named) throws URISyntaxException {
        URI target = new URI(named);
        if (target.getRawQuery() == null) {
            return named;
        }
        String left = Stream.of(target.getRawQuery().split("&"))
                .filter(part -> !secret.test(part.substring(0, Math.max(0, part.indexOf('=')))))
                .collect(Collectors.joining("&"));
        return withoutQuery(target) + (left.isEmpty() ? "" : "?" + left);
    }

    private static Set<String> names(URI target) {
        return new HashSet<>(new URIBuilder(target)
                .getQueryParams().stream().map(NameValuePair::getName).toList());
    }

    private static URI with(String place, Optional<String> rawQuery, Map<String, String> parameters)
            throws URISyntaxException {
        URIBuilder added = new URIBuilder();
        parameters.forEach(added::addParameter);
        String query = Stream.of(
                        rawQuery.orElse(""),
                        Optional.ofNullable(added.build().getRawQuery()).orElse(""))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("&"));
        return new URI(place + (query.isEmpty() ? "" : "?" + query));
    }

    /** A URL up to its query. */
    static String withoutQuery(URI target) {
        return target.getScheme() + "://" + target.getRawAuthority()
                + (target.getRawPath() == null ? "" : target.getRawPath());
    }
}
