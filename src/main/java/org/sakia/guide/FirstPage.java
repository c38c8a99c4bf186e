package org.sakia.guide;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.sakia.config.Secrets;

/**
 * The first answer, understood. Immutable.
 *
 * @param array   the records
 * @param others  further arrays, which may be meant instead
 * @param keys    what tells the records apart
 * @param total   how many there are, as far as it says
 * @param thought ways to page on
 */
record FirstPage(
        Sample sample,
        RecordArray array,
        List<RecordArray> others,
        PageRecords keys,
        Signs signs,
        Total.Search total,
        Ways.Thought thought) {

    private static final int SHOWN_NAMES = 8;

    FirstPage {
        others = List.copyOf(others);
    }

    /**
     * Understands it.
     *
     * @throws NoGuideException if there are no records in it
     */
    static FirstPage of(Sample sample) throws NoGuideException {
        List<RecordArray> arrays = RecordArray.all(sample);
        if (arrays.isEmpty()) {
            throw new NoGuideException(noArray(sample.root()));
        }
        RecordArray array = arrays.get(0);
        if (array.size() == 0) {
            throw new NoGuideException("the answer has no records: " + array.shown()
                    + " is empty. An empty list shows nothing of its paging; give a URL that has records, or check its"
                    + " parameters and what the credentials permit");
        }
        Signs signs = Signs.of(sample, array);
        Total.Search total = Total.search(sample, array, signs.sayMore(), List.of());
        return new FirstPage(
                sample,
                array,
                arrays.stream()
                        .skip(1)
                        .filter(other -> other.size() > 0 && other.ofObjects())
                        .toList(),
                PageRecords.of(array.records(), array.idField()),
                signs,
                total,
                Ways.of(sample, array, signs, total.total().isPresent()));
    }

    private static String noArray(JsonNode root) {
        String names = names(root).isEmpty() ? "no fields" : "the fields " + names(root);
        boolean error = root.has("error") || root.has("errors") || root.has("message");
        return "the answer is a single object with " + names + ", and no array in it"
                + (error
                        ? "; it looks like an error: " + Printable.text(root.toString(), 160)
                        : "; Sakia exports lists, so give the URL of the list that this is one of");
    }

    static String names(JsonNode object) {
        Iterable<String> names = object::fieldNames;
        return StreamSupport.stream(names.spliterator(), false)
                        .limit(SHOWN_NAMES)
                        .map(name -> Printable.text(name, 40))
                        .collect(Collectors.joining(", "))
                + (object.size() > SHOWN_NAMES ? ", ..." : "");
    }

    int count() {
        return array.size();
    }

    /** Whether all records are on it, by its own words. */
    boolean isAll() {
        return total.total().filter(known -> known.value() == count()).isPresent();
    }

    /** Whether there are more, by its own words. */
    boolean isMore() {
        return total.total().filter(known -> known.value() > count()).isPresent() || signs.sayMore();
    }

    /** The bytes of a record, about. */
    int recordBytes() {
        return Math.max(1, sample.answer().body().length / count());
    }

    /** What was asked, without what pages are asked by. */
    Query base() {
        Counters asked = Counters.ofQuery(sample.asked());
        Set<String> names = asked.page().map(counter -> Set.of(counter.param())).orElse(Set.of());
        return Query.of(sample.asked()).without(names::contains);
    }

    /** The records of another answer, at the same place; empty if there is no array. */
    Optional<RecordArray> same(Sample other) {
        JsonNode found = other.root();
        Iterator<String> way = array.place().path().iterator();
        while (way.hasNext() && found != null) {
            found = found.get(way.next());
        }
        return found == null || !found.isArray()
                ? Optional.empty()
                : Optional.of(new RecordArray(new Place(array.place().path(), found)));
    }

    /** What tells the records of another answer apart. */
    PageRecords keys(RecordArray other) {
        return PageRecords.of(other.records(), array.idField());
    }

    /** Whether there is something to ask for. */
    boolean canBeTried(Way way) {
        return !second(way).equals(base().on(sample.asked())) && !second(way).equals(sample.asked());
    }

    /** The URL of the second page. */
    URI second(Way way) {
        if (way instanceof Way.ByLink link) {
            return link.next();
        }
        if (way instanceof Way.ByUrl url && url.next().isPresent()) {
            return url.next().get();
        }
        return way.second(base(), count()).on(sample.asked());
    }

    /** The parameters of a URL that the first one did not have. */
    String asked(URI target) {
        Query before = Query.of(sample.asked());
        String added = Query.of(target).parameters().stream()
                .filter(parameter -> !before.value(parameter.name()).equals(Optional.of(parameter.value())))
                .map(parameter -> parameter.name() + "="
                        // Facebook and others put the token that asks into the next page's URL.
                        + (Secrets.none().isSecretName(parameter.name())
                                ? "***"
                                : Printable.text(parameter.value(), 24)))
                .collect(Collectors.joining("&"));
        return added.isEmpty() ? "its URL" : added;
    }

    /** What many APIs understand, for one that refused a question with several parameters. */
    Way plainGuess() {
        // json-server takes parameters that it does not know for filters.
        return new Way.ByNumber(new Counters.Counter(array.place().path().isEmpty() ? "_page" : "page", false, 1));
    }
}
