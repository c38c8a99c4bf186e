package org.sakia.guide;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Where an answer may say how many records there are.
 *
 * @param option as the option {@code total} writes it
 * @param value  that stands there
 */
record Total(String option, long value) {

    /**
     * What was found.
     *
     * @param total the best place
     * @param notes about places that were passed over, for the reader
     */
    record Search(Optional<Total> total, List<String> notes) {

        Search {
            notes = List.copyOf(notes);
        }
    }

    /** Another answer with its records, which a total does not depend on. */
    record Later(Sample sample, RecordArray records) {}

    /**
     * Looks for it.
     *
     * @param records those of the page: a total is no smaller than their number
     * @param hasMore whether there is a page behind: a total is larger then
     * @param later   answers that came after: what is their number of records every time is no total
     */
    static Search search(Sample sample, RecordArray records, boolean hasMore, List<Later> later) {
        int onPage = records.size();
        List<String> notes = new ArrayList<>();
        for (Total candidate : candidates(sample, records, notes)) {
            String why = "";
            if (candidate.value() < onPage) {
                why = " on a page of " + onPage;
            } else if (candidate.value() == onPage && hasMore) {
                why = " on a page of " + onPage + ", and there are more pages";
            } else if (later.stream().anyMatch(answer -> counts(candidate, answer))) {
                why = ", the number of records on the page";
            } else {
                return new Search(Optional.of(candidate), notes);
            }
            notes.add("'" + candidate.option() + "' is " + candidate.value() + why + ": not taken for the total.");
        }
        return new Search(Optional.empty(), notes);
    }

    private static List<Total> candidates(Sample sample, RecordArray records, List<String> notes) {
        List<Total> candidates = new ArrayList<>();
        List<Place> around = sample.around(records);
        around.stream()
                .filter(place -> isNamedSo(place) && place.number() >= 0)
                .sorted(Comparator.<Place>comparingInt(
                                place -> Names.rank(Names.TOTALS, name(place)).orElseThrow())
                        .thenComparingInt(place -> place.path().size()))
                .forEach(place -> {
                    if (isLowerBound(around, place)) {
                        notes.add(
                                "'" + place.text() + "' is " + place.number()
                                        + ", which the answer calls a lower bound only (relation gte): not taken for the total.");
                    } else {
                        candidates.add(new Total(place.text(), place.number()));
                    }
                });
        Names.TOTAL_FIELDS.forEach(name -> sample.answer()
                .field(name)
                .map(String::strip)
                .filter(text -> text.matches("\\d{1,15}"))
                .ifPresent(text -> candidates.add(new Total("header:" + name, Long.parseLong(text)))));
        return candidates;
    }

    private static boolean counts(Total candidate, Later answer) {
        int came = answer.records().size();
        return came != candidate.value()
                && candidates(answer.sample(), answer.records(), new ArrayList<>())
                        .contains(new Total(candidate.option(), came));
    }

    private static boolean isNamedSo(Place place) {
        return Names.isIn(Names.TOTALS, name(place));
    }

    /** Elasticsearch: {@code "total":{"value":123,"relation":"eq"}}. */
    private static String name(Place place) {
        return place.name().equals("value") && place.parent().equals("total") ? "total" : place.name();
    }

    private static boolean isLowerBound(List<Place> around, Place place) {
        return place.name().equals("value")
                && around.stream()
                        .anyMatch(other -> other.name().equals("relation")
                                && other.parent().equals(place.parent())
                                && other.value().asText().equals("gte"));
    }
}
