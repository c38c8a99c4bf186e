package org.sakia.guide;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The names by which a cursor may be sent. Stateless. */
final class CursorParam {

    private CursorParam() {}

    /** The parameter of a URL that carries the cursor: this is certain. */
    static Optional<String> inUrl(URI url, String cursor) {
        return Query.of(url).parameters().stream()
                .filter(parameter -> parameter.value().equals(cursor))
                // A cursor that counts records may well be as large as the page.
                .filter(parameter -> !Names.isIn(Names.SIZES, parameter.name()))
                .map(Query.Parameter::name)
                .findFirst();
    }

    /** What it is likely called, by the name of its place, the likeliest first. */
    static List<String> guesses(Place place, List<Place> around) {
        List<String> guesses = new ArrayList<>();
        String name = place.name();
        switch (name.toLowerCase(Locale.ROOT).replaceAll("[_-]", "")) {
            // Notion, https://developers.notion.com/reference/intro#pagination
            case "nextcursor" ->
                guesses.addAll(isNotion(around) ? List.of("start_cursor", "cursor") : List.of("cursor", "next_cursor"));
            // Google, https://google.aip.dev/158; Jira Cloud sends it back under its own name.
            case "nextpagetoken" -> {
                boolean jira = around.stream().anyMatch(other -> other.name().equals("isLast"));
                String token = name.contains("_") ? "page_token" : "pageToken";
                guesses.addAll(jira ? List.of(name, token) : List.of(token, name));
            }
            // Zendesk, https://developer.zendesk.com/api-reference/introduction/pagination/
            case "aftercursor" -> guesses.addAll(List.of("page[after]", "after"));
            case "endcursor", "after" -> guesses.add("after");
            case "next", "nextpage" -> guesses.addAll(List.of("cursor", "next", "page"));
            case "nextpageid" -> guesses.addAll(List.of("page_id", "page"));
            default -> guesses.add(name);
        }
        return guesses;
    }

    private static boolean isNotion(List<Place> around) {
        return around.stream()
                        .anyMatch(place -> place.path().equals(List.of("object"))
                                && place.value().asText().equals("list"))
                && around.stream().anyMatch(place -> place.name().equals("has_more"));
    }
}
