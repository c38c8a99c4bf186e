package org.sakia.guide;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes findings out of what a conversation has brought. Immutable. */
record Conclusion(FirstPage page, Way way, PagingNotes notes, Total.Search total, PageSize size) {

    private static final int MOST_OTHERS = 5;

    /** Options whose values are names of parameters that the job sends. */
    private static final List<String> PARAMETERS = List.of("offset-param", "page-param", "cursor-param");

    Findings findings(RateHint rate, int requests) {
        Findings.Size found = size.finding();
        return new Findings(
                url(found),
                page.array().place().text(),
                List.of(records()),
                paging(),
                known(),
                total.total().map(Total::option),
                found,
                rate,
                untold(found),
                requests,
                notes.way().isPresent());
    }

    /** Without the parameters that the job's options send. */
    private URI url(Findings.Size found) {
        Query query = page.base()
                .without(name -> found.param().filter(name::equals).isPresent()
                        || PARAMETERS.stream()
                                .anyMatch(option -> name.equals(way.options().get(option))));
        return query.on(page.sample().asked());
    }

    private String records() {
        RecordArray array = page.array();
        String fields = array.ofObjects()
                ? " with " + FirstPage.names(array.place().value().get(0))
                : ", which are no objects";
        return "Records: " + array.shown() + ", " + counted(array.size()) + fields + "."
                + (page.others().isEmpty()
                        ? ""
                        : " Other arrays in the answer: "
                                + page.others().stream()
                                        .limit(MOST_OTHERS)
                                        .map(other -> other.shown() + " (" + other.size() + ")")
                                        .collect(Collectors.joining(", "))
                                + ".");
    }

    private Map<String, String> paging() {
        Map<String, String> options = new LinkedHashMap<>(way.options());
        boolean numbered = way instanceof Way.ByNumber;
        boolean single = way instanceof Way.Single;
        if (!single && !(numbered && total.total().isPresent())) {
            page.signs().more().ifPresent(more -> options.put("has-more-path", more.option()));
        }
        // Slack and others: 200 with a body that says that it did not work.
        page.sample().places().stream()
                .filter(place -> place.path().size() == 1
                        && List.of("ok", "success").contains(place.name())
                        && place.value().isBoolean()
                        && place.value().booleanValue())
                .findFirst()
                .ifPresent(place -> options.put("error-when", "/" + place.name() + ":false"));
        return options;
    }

    private List<String> known() {
        List<String> lines = new ArrayList<>();
        if (way instanceof Way.Single) {
            lines.add("Paging: none was found; this exports the one page that the URL gives.");
        } else {
            lines.add("Paging: by " + way.shown() + ".");
        }
        lines.addAll(notes.known());
        lines.addAll(notes.hints());
        page.signs().refused().forEach(why -> lines.add(why + "."));
        return lines;
    }

    private List<String> untold(Findings.Size found) {
        List<String> lines = new ArrayList<>(total.notes());
        boolean unseen = notes.way().isEmpty();
        if (way instanceof Way.Single) {
            lines.add(
                    total.total().filter(known -> known.value() > page.count()).isPresent()
                            ? "How to ask for the other pages: the answer says that there are "
                                    + total.total().get().value()
                                    + " records. Look for the paging in the API's documentation."
                            : "Whether there are further pages: look for the paging in the API's documentation.");
        } else if (unseen) {
            lines.add("Whether that is the way to a second page: none was seen. Look into the API's documentation.");
        }
        if (total.total().isEmpty()) {
            lines.add("How many records there are: "
                    + (way instanceof Way.ByNumber
                            ? "the first empty page is the end."
                            : "the API says where the end is."));
        }
        if (found.param().isEmpty() && !(way instanceof Way.Single)) {
            lines.add("What sets the size of a page: look for it in the API's documentation (limit-param, page-size);"
                    + " larger pages need fewer requests.");
        } else if (found.param().isPresent() && size.comment().isEmpty()) {
            lines.add("How large a page may be: look for it in the API's documentation; larger pages need fewer"
                    + " requests.");
        }
        if (way instanceof Way.ByNumber) {
            Optional<String> sort = Query.of(page.sample().asked()).names().stream()
                    .filter(name -> name.toLowerCase(Locale.ROOT).matches(".*(sort|order).*"))
                    .findFirst();
            if (sort.isEmpty()) {
                lines.add("Whether the order of the records is stable: ask for one, as in query.sort = id.");
            }
        }
        return lines;
    }

    private static String counted(int records) {
        return records == 1 ? "1 record" : records + " records";
    }
}
