package org.sakia.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a token server answered, RFC 6749 sections 5.1 and 5.2; junk is an answer that says nothing. Immutable. */
final class TokenAnswer {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern VISIBLE = Pattern.compile("[!-~]{1,32768}");
    private static final Pattern SECONDS = Pattern.compile("([1-9]\\d{0,8})(?:\\.\\d*)?");
    private static final int MOST_CHARS = 40;

    private final JsonNode body;

    private TokenAnswer(JsonNode body) {
        this.body = body;
    }

    static TokenAnswer of(byte[] text) {
        try {
            JsonNode read = MAPPER.readTree(text);
            return new TokenAnswer(read == null ? MissingNode.getInstance() : read);
        } catch (IOException junk) {
            return new TokenAnswer(MissingNode.getInstance());
        }
    }

    /** One that fits into a header. */
    Optional<String> token() {
        return text("access_token").filter(token -> VISIBLE.matcher(token).matches());
    }

    Optional<String> type() {
        return text("token_type")
                .map(type -> type.replaceAll("[^\\w.-]", "?"))
                .map(type -> type.substring(0, Math.min(type.length(), MOST_CHARS)));
    }

    /** Bearer, as some servers' "BearerToken"; a server that does not say means it too. */
    boolean isBearer() {
        return type().map(type -> type.toLowerCase(Locale.ROOT).startsWith("bearer"))
                .orElse(true);
    }

    /** How long the token does; empty if that is not said, or is no time. */
    Optional<Duration> lifetime() {
        return Optional.of(body.path("expires_in").asText(""))
                .map(SECONDS::matcher)
                .filter(matcher -> matcher.matches())
                .map(matcher -> Duration.ofSeconds(Long.parseLong(matcher.group(1))));
    }

    /** The error's name and description. */
    Optional<String> problem() {
        return Optional.of(Stream.of(text("error"), text("error_description"))
                        .flatMap(Optional::stream)
                        .map(words -> words.replaceAll("[\\p{Cntrl}\\s]+", " ").strip())
                        .collect(Collectors.joining(", ")))
                .filter(words -> !words.isEmpty());
    }

    private Optional<String> text(String name) {
        return Optional.of(body.path(name)).filter(JsonNode::isTextual).map(JsonNode::asText);
    }
}
