package org.sakia.guide;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * An array of a body that may be the records.
 *
 * @param place where it stands; no name for the body itself
 */
record RecordArray(Place place) {

    /**
     * The arrays of a body, the likeliest first: the body itself; one named like the URL's last part; one with a usual
     * name; the longest one of objects.
     */
    static List<RecordArray> all(Sample sample) {
        if (sample.root().isArray()) {
            return List.of(new RecordArray(new Place(List.of(), sample.root())));
        }
        String resource = resource(sample.asked());
        List<RecordArray> arrays = new ArrayList<>(sample.places().stream()
                .filter(place -> place.value().isArray())
                .map(RecordArray::new)
                .toList());
        arrays.sort(Comparator.<RecordArray>comparingInt(array -> array.likelihood(resource))
                .thenComparingInt(
                        array -> array.isNamedAsUsual() ? array.place().path().size() : 0)
                .thenComparingInt(array -> -array.size()));
        return arrays;
    }

    private int likelihood(String resource) {
        if (Names.isIn(Names.NO_RECORDS, place.name())) {
            return 5;
        }
        if (size() > 0 && !ofObjects()) {
            return 4;
        }
        if (sameWord(place.name(), resource)) {
            return size() > 0 ? 0 : 3;
        }
        if (isNamedAsUsual()) {
            return size() > 0 ? 1 : 3;
        }
        return size() > 0 ? 2 : 3;
    }

    private boolean isNamedAsUsual() {
        return Names.isIn(Names.RECORDS, place.name());
    }

    /** {@code orders} for {@code /v2/orders.json}; an id behind it is passed over. */
    static String resource(URI url) {
        String path = url.getPath() == null ? "" : url.getPath();
        List<String> parts = List.of(path.split("/"));
        for (int i = parts.size() - 1; i >= 0; i--) {
            String word = parts.get(i).replaceAll("\\.[A-Za-z]{2,5}$", "");
            if (word.matches(".*\\p{Alpha}.*") && !word.matches("v\\d+(\\.\\d+)?|api|rest|search|list|query")) {
                return word;
            }
        }
        return "";
    }

    private static boolean sameWord(String name, String resource) {
        return !resource.isEmpty() && singular(name).equals(singular(resource));
    }

    private static String singular(String word) {
        String plain = word.toLowerCase(Locale.ROOT).replaceAll("[^\\p{Alnum}]", "");
        return plain.replaceAll("ies$", "y").replaceAll("s$", "");
    }

    int size() {
        return place.value().size();
    }

    boolean ofObjects() {
        return StreamSupport.stream(place.value().spliterator(), false)
                .allMatch(element -> element.getNodeType() == JsonNodeType.OBJECT);
    }

    List<JsonNode> records() {
        List<JsonNode> records = new ArrayList<>();
        place.value().forEach(records::add);
        return records;
    }

    /** The field that tells the records apart, empty if none does. */
    String idField() {
        for (String name : Names.IDS) {
            Set<JsonNode> values = records().stream()
                    .filter(ObjectNode.class::isInstance)
                    .map(record -> record.get(name))
                    .filter(value -> value != null && value.isValueNode() && !value.isNull())
                    .collect(Collectors.toSet());
            if (size() > 0 && values.size() == size()) {
                return name;
            }
        }
        return "";
    }

    /** As a reader knows it. */
    String shown() {
        return place.path().isEmpty() ? "the body itself" : "'" + place.text() + "'";
    }
}
