package org.sakia.guide;

import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sakia.request.Origins;
import org.sakia.request.Target;

/**
 * What an answer says of the page behind it.
 *
 * @param link    the URL in its Link field
 * @param url     where the body has the URL, and that URL; no URL at the end of the list
 * @param cursor  where the body has a cursor; at the end of the list nothing stands there
 * @param more    where the body says whether there is more
 * @param refused why a URL that it names is not followed
 */
record Signs(
        Optional<URI> link, Optional<NextUrl> url, Optional<Place> cursor, Optional<More> more, List<String> refused) {

    /** A place for the URL of the next page. */
    record NextUrl(Place place, Optional<URI> url) {}

    /**
     * A place that says whether there is more.
     *
     * @param turned whether true stands for the end
     * @param says   whether there is
     */
    record More(Place place, boolean turned, boolean says) {
        /** As the option {@code has-more-path} writes it. */
        String option() {
            return (turned ? "!" : "") + place.text();
        }
    }

    Signs {
        refused = List.copyOf(refused);
    }

    static Signs of(Sample sample, RecordArray records) {
        List<Place> around = sample.around(records);
        List<String> refused = new ArrayList<>();
        Origins origins = new Origins(sample.asked(), List.of());
        Optional<URI> link = sample.answer()
                .nextLink()
                .flatMap(target -> allowed(origins, sample.asked(), target, "the Link field", refused));
        Optional<NextUrl> url = around.stream()
                .filter(Signs::isNextUrl)
                .min(Comparator.comparingInt(place -> place.value().isNull() ? 1 : 0))
                .flatMap(place -> nextUrl(place, origins, sample.asked(), refused));
        Optional<Place> cursor = around.stream()
                .filter(place -> isCursor(place))
                .min(Comparator.comparingInt((Place place) -> hasCursor(place) ? 0 : 1)
                        .thenComparingInt(
                                place -> Names.rank(Names.CURSORS, place.name()).orElseThrow()));
        return new Signs(link, url, cursor, more(around), refused);
    }

    private static Optional<NextUrl> nextUrl(Place place, Origins origins, URI asked, List<String> refused) {
        if (place.value().isNull() || place.value().asText().isBlank()) {
            return Optional.of(new NextUrl(place, Optional.empty()));
        }
        return allowed(origins, asked, place.value().asText(), "'" + place.text() + "'", refused)
                .map(url -> new NextUrl(place, Optional.of(url)));
    }

    private static Optional<URI> allowed(
            Origins origins, URI asked, String reference, String where, List<String> refused) {
        Target target = origins.resolve(asked, reference);
        if (target instanceof Target.Refused no) {
            refused.add(where + " leads to " + Printable.text(no.why(), 300));
            return Optional.empty();
        }
        return Optional.of(((Target.Allowed) target).uri());
    }

    private static boolean isNextUrl(Place place) {
        boolean named = Names.isIn(Names.NEXT_URLS, place.name())
                || Names.isIn(Names.IN_NEXT, place.name()) && Names.isIn(Names.NEXT_URLS, place.parent());
        if (place.value().isNull()) {
            return named && !Names.isIn(List.of("nextpage"), place.name());
        }
        return named
                && place.value().isTextual()
                && (place.value().asText().matches("(?s)(?:https?://|/|\\?).+")
                        || place.value().asText().isEmpty());
    }

    private static boolean isCursor(Place place) {
        if (!Names.isIn(Names.CURSORS, place.name()) || isBefore(place)) {
            return false;
        }
        // Words that mean a number or a URL as well count only for what cannot be one.
        boolean ambiguous = Names.isIn(List.of("next", "nextpage", "offset", "marker", "after"), place.name());
        if (place.value().isTextual()) {
            String text = place.value().asText();
            return !isNextUrl(place)
                    && !(ambiguous && text.isEmpty())
                    && !(text.matches("\\d{1,9}") && Names.isIn(List.of("nextpage", "offset"), place.name()));
        }
        boolean number = place.value().isIntegralNumber() && !ambiguous;
        return number || place.value().isNull() && !ambiguous;
    }

    private static boolean isBefore(Place place) {
        return place.path().stream()
                .anyMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("prev"));
    }

    private static boolean hasCursor(Place place) {
        return !place.value().isNull() && !place.value().asText().isBlank();
    }

    private static Optional<More> more(List<Place> around) {
        return around.stream()
                .filter(place -> place.value().isBoolean())
                .filter(place -> Names.isIn(Names.MORE, place.name()) || Names.isIn(Names.LAST, place.name()))
                .findFirst()
                .map(place -> {
                    boolean turned = Names.isIn(Names.LAST, place.name());
                    return new More(place, turned, place.value().booleanValue() != turned);
                });
    }

    /** A cursor that asks for the next page. */
    Optional<String> cursorValue() {
        return cursor.filter(Signs::hasCursor).map(place -> place.value().asText());
    }

    /** Whether the answer says that there is a page behind it. */
    boolean sayMore() {
        return more.filter(More::says).isPresent()
                || link.isPresent()
                || url.flatMap(NextUrl::url).isPresent()
                || more.isEmpty() && cursorValue().isPresent();
    }

    /** Whether it says that there is none. */
    boolean sayEnd() {
        return more.filter(said -> !said.says()).isPresent()
                || link.isEmpty() && url.filter(place -> place.url().isEmpty()).isPresent();
    }
}
