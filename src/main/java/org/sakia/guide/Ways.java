package org.sakia.guide;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Thinks of ways to page through a list, by what its first answer shows. Stateless. */
final class Ways {

    /** In the order in which they are worth a request. */
    record Thought(List<Way> ways, Optional<Counters.Size> size, List<String> notes) {

        Thought {
            ways = List.copyOf(ways);
            notes = List.copyOf(notes);
        }
    }

    private Ways() {}

    /** @param total whether the answer states it */
    static Thought of(Sample first, RecordArray records, Signs signs, boolean total) {
        List<Way> ways = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        List<Place> around = first.around(records);
        Counters asked = Counters.ofQuery(first.asked());
        Counters told = Counters.ofBody(around, records.size());
        Optional<Counters.Size> size = asked.size();

        Optional<URI> next = signs.link().or(() -> signs.url().flatMap(Signs.NextUrl::url));
        Optional<Counters> counted = next.flatMap(url -> Counters.between(first.asked(), url, records.size()));
        if (counted.isPresent()) {
            size = size.or(counted.get()::size);
            String param = counted.get().page().orElseThrow().param();
            if (total) {
                ways.add(new Way.ByNumber(counted.get().page().orElseThrow()));
                notes.add("The next page's URL only counts " + param
                        + " up, and the total is known: numbered pages can be asked for side by side.");
            } else {
                notes.add("The next page's URL only counts " + param + " up. If you know how many records there are,"
                        + " pagination = " + (counted.get().page().orElseThrow().byRecords() ? "offset" : "page")
                        + " with that total asks for pages side by side.");
            }
        }
        List<Way> cursors =
                signs.cursor().map(place -> cursors(place, signs, next, around)).orElse(List.of());
        boolean certain = next.isPresent() && cursors.size() == 1 && isIn(next.get(), signs);
        if (certain) {
            ways.addAll(cursors);
        }
        signs.link().ifPresent(url -> ways.add(new Way.ByLink(url)));
        signs.url()
                .filter(url -> url.url().isPresent())
                .ifPresent(url -> ways.add(new Way.ByUrl(url.place(), url.url())));
        if (!certain) {
            ways.addAll(cursors);
        }
        size = size.or(told::size);
        asked.page()
                .or(told::page)
                .map(Way.ByNumber::new)
                .filter(way -> !ways.contains(way))
                .ifPresent(ways::add);
        if (signs.cursor().isEmpty() && signs.more().filter(Signs.More::says).isPresent() && ways.isEmpty()) {
            lastRecord(records).ifPresent(ways::add);
        }
        // Only where nothing else is known: there is no URL to try.
        signs.url()
                .filter(url -> url.url().isEmpty() && ways.isEmpty())
                .ifPresent(url -> ways.add(new Way.ByUrl(url.place(), Optional.empty())));
        return new Thought(ways, size, notes);
    }

    private static boolean isIn(URI next, Signs signs) {
        return signs.cursorValue()
                .flatMap(cursor -> CursorParam.inUrl(next, cursor))
                .isPresent();
    }

    private static List<Way> cursors(Place place, Signs signs, Optional<URI> next, List<Place> around) {
        Optional<String> value = signs.cursorValue();
        Optional<String> certain = next.flatMap(url -> value.flatMap(cursor -> CursorParam.inUrl(url, cursor)));
        return certain.map(List::of).orElseGet(() -> CursorParam.guesses(place, around)).stream()
                .<Way>map(param -> new Way.ByCursor(place, param, value))
                .toList();
    }

    /** Stripe, https://docs.stripe.com/api/pagination. */
    private static Optional<Way> lastRecord(RecordArray records) {
        String id = records.idField();
        return id.isEmpty()
                ? Optional.empty()
                : Optional.of(new Way.ByLastRecord(
                        id,
                        "starting_after",
                        records.records().get(records.size() - 1).get(id).asText()));
    }
}
