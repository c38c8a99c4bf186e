package org.sakia.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.sakia.plan.Page;

/**
 * Which export of an incremental job this is. The pages of a later round have partitions of their own: {@code @0002},
 * or {@code @0002/eu}. Immutable.
 *
 * @param number from 1
 * @param since  from where the round asks; empty: from the begin
 * @param began  when it began, on this machine's clock
 */
public record Round(int number, Optional<String> since, Instant began) {

    /** Where the ledger keeps it: no partition of a source has this name. */
    public static final String KEY = "@";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The round that the ledger tells of; the first one where it does not. */
    public static Round of(Optional<String> kept, Optional<String> start, Instant now) {
        return kept.map(Round::read).orElseGet(() -> new Round(1, start, now));
    }

    private static Round read(String json) {
        try {
            JsonNode node = JSON.readTree(json);
            return new Round(
                    node.path("round").asInt(),
                    Optional.ofNullable(node.get("since")).map(JsonNode::asText),
                    Instant.parse(node.path("began").asText()));
        } catch (JsonProcessingException e) {
            throw new LedgerException("the ledger holds a round that cannot be read: " + json, e);
        }
    }

    /** What {@link #of} reads. */
    public String json() {
        ObjectNode node = JSON.createObjectNode().put("round", number).put("began", began.toString());
        since.ifPresent(from -> node.put("since", from));
        return node.toString();
    }

    /** The begin of its partitions' names; empty for the first round. */
    public String prefix() {
        return number == 1 ? "" : String.format(Locale.ROOT, "@%04d", number);
    }

    /** The name that a partition has in this round. */
    public String partition(String name) {
        if (number == 1) {
            return name;
        }
        return name.isEmpty() ? prefix() : prefix() + "/" + name;
    }

    /** Whether a page belongs to this round. */
    public boolean has(Page page) {
        return number == 1
                ? !page.partition().startsWith(KEY)
                : page.partition().startsWith(prefix());
    }
}
