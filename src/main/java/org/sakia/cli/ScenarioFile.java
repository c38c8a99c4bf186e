package org.sakia.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.sakia.config.Options;
import org.sakia.config.RateSetting;
import org.sakia.lab.Faults;
import org.sakia.lab.Latency;
import org.sakia.lab.Limit;
import org.sakia.lab.Limiter;
import org.sakia.lab.Phase;
import org.sakia.lab.Scenario;
import org.sakia.request.Rate;
import org.sakia.units.Durations;

/** Reads an API's description from YAML; docs/strategies.md says what stands in it. */
final class ScenarioFile {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final String BETWEEN = "..";
    private static final String LIMITER = "limiter";
    private static final String STRICT = "strict";
    private static final String BAN_AFTER = "ban-after";
    private static final String PHASES = "phases";
    private static final String FROM = "from";
    private static final String LATENCY = "latency";
    private static final String LIMIT = "limit";
    private static final String FAULTS = "faults";
    private static final String OTHERS = "others";
    private static final String NAME = "name";
    private static final Set<String> TOP = Set.of(NAME, LATENCY, LIMIT, LIMITER, STRICT, BAN_AFTER, FAULTS, PHASES);
    private static final Set<String> IN_PHASE = Set.of(FROM, LATENCY, LIMIT, FAULTS, OTHERS);
    private static final Set<String> IN_FAULTS = Set.of("server-error", "reset", "hang", "truncated", "junk");

    private ScenarioFile() {}

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException with a sentence for the user
     */
    static Scenario read(Path file) throws IOException {
        JsonNode root;
        try {
            root = YAML.readTree(Files.readAllBytes(file));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("is no YAML: " + e.getOriginalMessage(), e);
        }
        known(root, TOP, "");
        Latency latency = latency(required(root, LATENCY, ""));
        Limit limit = limit(root, Limit.of(rate(required(root, LIMIT, ""), LIMIT)));
        Faults faults = faults(root.path(FAULTS)).orElse(Faults.NONE);
        String name = root.path(NAME).asText(file.getFileName().toString());
        return new Scenario(name, latency, limit, faults, phases(root.path(PHASES), latency, limit));
    }

    private static Limit limit(JsonNode root, Limit rates) {
        Limit limit = rates;
        if (root.has(LIMITER)) {
            String word = root.path(LIMITER).asText();
            limit = limit.withKind(Arrays.stream(Limiter.values())
                    .filter(kind -> kind.name().equalsIgnoreCase(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(LIMITER + ": '" + word + "' is none; write "
                            + Arrays.stream(Limiter.values())
                                    .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                                    .collect(Collectors.joining(", ")))));
        }
        JsonNode strict = root.path(STRICT);
        if (!strict.isMissingNode() && !strict.isBoolean()) {
            throw new IllegalArgumentException(STRICT + " is true or false");
        }
        if (strict.asBoolean()) {
            limit = limit.withRefusedCounted();
        }
        JsonNode banAfter = root.path(BAN_AFTER);
        if (!banAfter.isMissingNode() && !banAfter.canConvertToInt()) {
            throw new IllegalArgumentException(BAN_AFTER + " is a number of refusals, 0 or more");
        }
        return limit.withBanAfter(banAfter.asInt());
    }

    private static List<Phase> phases(JsonNode list, Latency first, Limit limit) {
        if (!list.isMissingNode() && !list.isArray()) {
            throw new IllegalArgumentException(PHASES + " is a list, each entry with " + FROM);
        }
        List<Phase> phases = new ArrayList<>();
        Latency latency = first;
        for (JsonNode entry : list) {
            String where = PHASES + "[" + phases.size() + "].";
            known(entry, IN_PHASE, where);
            long from = required(entry, FROM, where).asLong(-1);
            if (from < 0
                    || !phases.isEmpty()
                            && from <= phases.get(phases.size() - 1).fromArrival()) {
                throw new IllegalArgumentException(
                        where + FROM + " is the number of a request, from 0, and grows from phase to phase");
            }
            latency = entry.has(LATENCY) ? latency(entry.path(LATENCY)) : latency;
            Optional<Limit> other = entry.has(LIMIT)
                    ? Optional.of(new Limit(
                            List.of(rate(entry.path(LIMIT), where + LIMIT)),
                            limit.kind(),
                            limit.burst(),
                            limit.strict(),
                            limit.banAfter(),
                            limit.retryAfter(),
                            limit.headers()))
                    : Optional.empty();
            Optional<Rate> others =
                    entry.has(OTHERS) ? Optional.of(rate(entry.path(OTHERS), where + OTHERS)) : Optional.empty();
            phases.add(new Phase(from, latency, other, faults(entry.path(FAULTS)), others));
        }
        return phases;
    }

    private static Optional<Faults> faults(JsonNode node) {
        if (node.isMissingNode()) {
            return Optional.empty();
        }
        known(node, IN_FAULTS, FAULTS + ".");
        return Optional.of(new Faults(
                share(node, "server-error"),
                share(node, "reset"),
                share(node, "hang"),
                share(node, "truncated"),
                share(node, "junk"),
                1));
    }

    private static double share(JsonNode faults, String key) {
        JsonNode share = faults.path(key);
        if (!share.isMissingNode() && !share.isNumber()) {
            throw new IllegalArgumentException(FAULTS + "." + key + " is a share such as 0.01, for one request in 100");
        }
        return share.asDouble();
    }

    private static Latency latency(JsonNode node) {
        return latency(node.asText());
    }

    /** Reads {@code 8s..30s} or {@code 500ms}. */
    static Latency latency(String text) {
        int between = text.indexOf(BETWEEN);
        Duration min = Durations.parse(between < 0 ? text : text.substring(0, between));
        return new Latency(min, between < 0 ? min : Durations.parse(text.substring(between + BETWEEN.length())));
    }

    private static Rate rate(JsonNode node, String key) {
        RateSetting setting = Options.RATE.parse(node.asText());
        List<Rate> rates = setting.rates();
        if (rates.size() != 1 || setting.auto()) {
            throw new IllegalArgumentException(key + " is one rate, such as 100/60s");
        }
        return rates.get(0);
    }

    private static JsonNode required(JsonNode node, String key, String where) {
        if (!node.has(key)) {
            throw new IllegalArgumentException(where + key + " is missing");
        }
        return node.path(key);
    }

    private static void known(JsonNode node, Set<String> keys, String where) {
        if (!node.isObject()) {
            throw new IllegalArgumentException((where.isEmpty() ? "the file" : where) + " holds no keys with values");
        }
        node.fieldNames().forEachRemaining(key -> {
            if (!keys.contains(key)) {
                throw new IllegalArgumentException(
                        where + key + " is not known; there are " + String.join(", ", new TreeSet<>(keys)));
            }
        });
    }
}
