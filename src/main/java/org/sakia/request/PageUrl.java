package org.sakia.request;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
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
 * Makes the URL of a page. One that the API named is kept as it is, byte for byte, but for the job's own secrets: the
 * ledger keeps it without the parameters that hold them, and here they are added again. Parameters that only sound
 * secret stay, since a token in a link may be what says where the next page begins. Immutable.
 *
 * @param url    what the job asks; its own query is kept as it was written
 * @param query  parameters of every request
 * @param secret tells parameters that hold secrets, by their names
 * @param known  tells texts that one of the job's secrets stands in
 */
public record PageUrl(URI url, Map<String, String> query, Predicate<String> secret, Predicate<String> known) {

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
                Optional.ofNullable(url.getRawQuery()).map(raw -> Template.query(raw, address.placeholders())),
                added);
    }

    private URI named(URI target) throws URISyntaxException {
        if (!new Origins(url, List.of()).isHome(target)) {
            return target;
        }
        Map<String, String> missing = secrets();
        new URIBuilder(target).getQueryParams().forEach(there -> missing.remove(there.getName()));
        return with(withoutQuery(target), Optional.ofNullable(target.getRawQuery()), missing);
    }

    /** The job's own parameters that hold secrets. */
    private Map<String, String> secrets() {
        Map<String, String> own = new LinkedHashMap<>();
        for (NameValuePair parameter : new URIBuilder(url).getQueryParams()) {
            own.put(
                    parameter.getName(),
                    Optional.ofNullable(parameter.getValue()).orElse(""));
        }
        own.putAll(query);
        own.keySet().removeIf(name -> !secret.test(name));
        return own;
    }

    /** A URL that the API named, without the job's secrets: what the ledger may keep. */
    String kept(String named) throws URISyntaxException {
        URI target = new URI(named);
        if (target.getRawQuery() == null) {
            return named;
        }
        Set<String> own = secrets().keySet();
        String left = Stream.of(target.getRawQuery().split("&"))
                .filter(part -> !own.contains(name(part)) && !known.test(part))
                .collect(Collectors.joining("&"));
        return withoutQuery(target) + (left.isEmpty() ? "" : "?" + left);
    }

    private static String name(String parameter) {
        int equals = parameter.indexOf('=');
        return URLDecoder.decode(equals < 0 ? parameter : parameter.substring(0, equals), StandardCharsets.UTF_8);
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
