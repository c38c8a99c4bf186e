package org.sakia.request;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.http.HttpConstants;

/** Status and fields of an answer, copied out of the message. Immutable. */
final class AnswerHead {

    private static final Pattern LIMIT_FIELD =
            Pattern.compile("rate-?limit|retry-after|call-limit|limit-info", Pattern.CASE_INSENSITIVE);

    private final Message message;
    private final int status;

    AnswerHead(Message message) {
        this.message = message;
        this.status = message.getHeader(HttpConstants.HTTP_RESPONSE_CODE, 0, Integer.class);
    }

    int status() {
        return status;
    }

    /** A field; the first of them where proxies have doubled it. */
    Optional<String> field(String name) {
        return fields(name).stream().findFirst();
    }

    /** All fields of a name, in their order. */
    List<String> fields(String name) {
        Object value = message.getHeader(name);
        if (value instanceof Collection<?> several) {
            return several.stream().map(String::valueOf).toList();
        }
        return value == null ? List.of() : List.of(value.toString());
    }

    Optional<String> contentType() {
        return field(Exchange.CONTENT_TYPE);
    }

    /** A field that holds a whole number of at least 0; anything else is as if it were not there. */
    OptionalLong number(String name) {
        return field(name)
                .map(String::trim)
                .filter(text -> text.matches("\\d{1,18}"))
                .map(text -> OptionalLong.of(Long.parseLong(text)))
                .orElse(OptionalLong.empty());
    }

    /**
     * Fields that speak of limits: the IETF drafts' RateLimit fields, the X- forms before them, some vendors' own. One
     * that was sent several times is joined by commas (RFC 9110 section 5.3).
     */
    Map<String, String> limitFields() {
        Map<String, String> found = new TreeMap<>();
        for (String name : message.getHeaders().keySet()) {
            if (LIMIT_FIELD.matcher(name).find() && !fields(name).isEmpty()) {
                found.put(name, String.join(", ", fields(name)));
            }
        }
        return found;
    }

    /** As in "HTTP 503 Service Unavailable", in the server's words, which are not masked. */
    String statusLine() {
        return field(HttpConstants.HTTP_RESPONSE_TEXT)
                .map(text -> text.replaceAll("\\p{Cc}+", " "))
                .filter(text -> !text.isBlank())
                .map(text -> "HTTP " + status + " " + text)
                .orElse("HTTP " + status);
    }
}
