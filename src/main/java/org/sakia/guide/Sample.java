package org.sakia.guide;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import org.sakia.request.RawAnswer;

/**
 * One answer, parsed.
 *
 * @param asked  the URL that was asked
 * @param answer as it came
 * @param root   its body
 * @param places what stands around the records
 */
record Sample(URI asked, RawAnswer answer, JsonNode root, List<Place> places) {

    Sample {
        places = List.copyOf(places);
    }

    /** What speaks of the page: places whose way leads through objects named so, or towards the records. */
    List<Place> around(RecordArray records) {
        List<String> way = records.place().path();
        return places.stream()
                .filter(place -> {
                    List<String> parents = place.path().subList(0, place.path().size() - 1);
                    boolean onWay = parents.size() < way.size()
                            && way.subList(0, parents.size()).equals(parents);
                    return onWay || parents.stream().allMatch(name -> Names.isIn(Names.CONTAINERS, name));
                })
                .toList();
    }

    Sample(URI asked, RawAnswer answer, JsonNode root) {
        this(asked, answer, root, Envelope.places(root));
    }
}
