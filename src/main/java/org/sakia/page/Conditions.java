package org.sakia.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a body may say that makes it no page. Immutable.
 *
 * @param error    a failed attempt (key {@code error-when})
 * @param throttle "slow down" (key {@code throttle-when})
 */
public record Conditions(List<BodyCondition> error, List<BodyCondition> throttle) {

    /** Nothing of the kind. */
    public static final Conditions NONE = new Conditions(List.of(), List.of());

    private static final ObjectMapper JSON = new ObjectMapper();

    public Conditions {
        error = List.copyOf(error);
        throttle = List.copyOf(throttle);
    }

    Stream<FieldPath> paths() {
        return Stream.of(throttle, error).flatMap(List::stream).map(BodyCondition::path);
    }

    /** @throws ErrorBodyException if one of them holds */
    void check(Map<FieldPath, String> found) throws ErrorBodyException {
        for (BodyCondition condition : throttle) {
            if (condition.holds(found)) {
                throw new ErrorBodyException(condition, true);
            }
        }
        for (BodyCondition condition : error) {
            if (condition.holds(found)) {
                throw new ErrorBodyException(condition, false);
            }
        }
    }

    /** Whether the body of a refusal says "slow down"; one that is no JSON says nothing. */
    public boolean throttles(String body) {
        if (throttle.isEmpty()) {
            return false;
        }
        try {
            JsonNode root = JSON.readTree(body);
            Map<FieldPath, String> found = new HashMap<>();
            throttle.forEach(condition -> {
                JsonNode there = root.at(condition.path().toString());
                if (!there.isMissingNode() && !there.isNull()) {
                    found.put(condition.path(), there.asText());
                }
            });
            return throttle.stream().anyMatch(condition -> condition.holds(found));
        } catch (JsonProcessingException noJson) {
            return false;
        }
    }
}
