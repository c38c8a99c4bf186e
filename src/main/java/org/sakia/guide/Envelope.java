package org.sakia.guide;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What stands around the records: every value of a body that lies in no array. Stateless. */
final class Envelope {

    private static final int MOST_DEPTH = 5;
    private static final int MOST_PLACES = 2_000;

    /**
     * A name is printed and goes into a configuration: what could mean anything there, such as a line break or a
     * placeholder, is as if it were not there.
     */
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_$@:./~-]{1,80}");

    private Envelope() {}

    /** The places, those near the root first, in the order of the body. */
    static List<Place> places(JsonNode root) {
        List<Place> places = new ArrayList<>();
        Deque<Place> open = new ArrayDeque<>(List.of(new Place(List.of(), root)));
        while (!open.isEmpty() && places.size() < MOST_PLACES) {
            Place object = open.poll();
            for (Map.Entry<String, JsonNode> field : object.value().properties()) {
                if (!NAME.matcher(field.getKey()).matches() || places.size() >= MOST_PLACES) {
                    continue;
                }
                Place place = new Place(
                        Stream.concat(object.path().stream(), Stream.of(field.getKey()))
                                .toList(),
                        field.getValue());
                places.add(place);
                if (place.value().isObject() && place.path().size() < MOST_DEPTH) {
                    open.add(place);
                }
            }
        }
        return places;
    }
}
