package org.sakia.lab;

import io.vertx.core.http.HttpServerRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The addresses of other pages of the same list: the request's own, with another cursor. */
record Links(HttpServerRequest request, Inquiry inquiry, Chain chain) {

    private static final String CURSOR = "cursor";

    /** As the body gives it. */
    String inBody(Cursor cursor) {
        String query = "?" + query(Optional.of(cursor));
        return switch (chain.links()) {
            case ABSOLUTE -> base() + query;
            case PATH -> request.path() + query;
            case QUERY -> query;
        };
    }

    /** The Link header (RFC 8288 section 3) of a page with this way on. */
    String header(Optional<Cursor> next) {
        List<String> links = new ArrayList<>();
        links.add(link("first", Optional.empty()));
        if (inquiry.at().page() > 0) {
            links.add(link("prev", Optional.of(ChainStep.before(inquiry, chain))));
        }
        next.ifPresent(cursor -> links.add(link("next", next)));
        links.add(link("last", Optional.of(last())));
        return String.join(", ", links);
    }

    private Cursor last() {
        Slice slice = inquiry.slice();
        long page = Math.max(0, slice.size() - 1) / inquiry.limit();
        Cursor at = inquiry.at();
        return new Cursor(slice.first() + page * inquiry.limit(), (int) page, at.issued(), at.generation());
    }

    private String link(String relation, Optional<Cursor> cursor) {
        return "<" + base() + "?" + query(cursor) + ">; rel=\"" + relation + "\"";
    }

    private String base() {
        return chain.linkOrigin().map(Object::toString).orElse("http://" + request.getHeader("Host")) + request.path();
    }

    private String query(Optional<Cursor> cursor) {
        List<String> pairs = new ArrayList<>();
        request.params().forEach((name, value) -> {
            if (!name.equals(CURSOR)) {
                pairs.add(encoded(name) + "=" + encoded(value));
            }
        });
        cursor.ifPresent(place ->
                pairs.add(CURSOR + "=" + encoded(place.text(inquiry.slice().name()))));
        return String.join("&", pairs);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
