package org.sakia.lab;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What chains of cursors and links are like. Immutable.
 *
 * @param quirks     odd pages by their place in every chain, from 0
 * @param end        what the last page says
 * @param links      how the body's {@code next} gives an address
 * @param linkOrigin where links lead instead of to the API itself, such as {@code http://127.0.0.1:8081}
 * @param cursorLife for how many further requests, of any kind, a cursor is good before it is 410; 0: for ever
 */
public record Chain(
        Map<Integer, ChainQuirk> quirks, ChainEnd end, LinkForm links, Optional<URI> linkOrigin, int cursorLife) {

    /** No oddities, null at the end, absolute links, cursors that stay good. */
    public static final Chain DEFAULT = new Chain(Map.of(), ChainEnd.NULL, LinkForm.ABSOLUTE, Optional.empty(), 0);

    /** @throws IllegalArgumentException if a quirk is on a page that cannot have it, or the life is negative */
    public Chain {
        quirks = Map.copyOf(quirks);
        quirks.forEach((page, quirk) -> {
            boolean needsOneBefore = quirk == ChainQuirk.REPEATED || quirk == ChainQuirk.CYCLE;
            if (page < (needsOneBefore ? 1 : 0)) {
                throw new IllegalArgumentException("page " + page + " of a chain cannot be " + quirk);
            }
        });
        if (cursorLife < 0) {
            throw new IllegalArgumentException("cursorLife is 0 or more, not " + cursorLife);
        }
    }

    /** The same with one more odd page; pages are counted from 0. */
    public Chain with(int page, ChainQuirk quirk) {
        Map<Integer, ChainQuirk> more = new TreeMap<>(quirks);
        more.put(page, quirk);
        return new Chain(more, end, links, linkOrigin, cursorLife);
    }

    /** The same with another end. */
    public Chain withEnd(ChainEnd newEnd) {
        return new Chain(quirks, newEnd, links, linkOrigin, cursorLife);
    }

    /** The same with addresses in another form. */
    public Chain withLinks(LinkForm form) {
        return new Chain(quirks, end, form, linkOrigin, cursorLife);
    }

    /** The same with links that lead to another server: scheme, host and port. */
    public Chain withLinkOrigin(URI origin) {
        return new Chain(quirks, end, links, Optional.of(origin), cursorLife);
    }

    /** The same with cursors that expire after so many further requests. */
    public Chain withCursorLife(int requests) {
        return new Chain(quirks, end, links, linkOrigin, requests);
    }

    Optional<ChainQuirk> at(int page) {
        return Optional.ofNullable(quirks.get(page));
    }

    /** By how many records this page takes the chain further. */
    int step(int page, int limit) {
        return at(page).map(quirk -> quirk.step(limit)).orElse(limit);
    }
}
