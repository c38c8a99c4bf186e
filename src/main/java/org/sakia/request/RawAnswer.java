package org.sakia.request;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.sakia.limit.RetryAfter;

/**
 * An answer as it came, whatever its status, for who wants to look at it rather than cut it into records. An exchange
 * with the variable {@value #WANTED} gets it into {@value #VARIABLE}. Immutable but for the bytes, which are not copied.
 */
public final class RawAnswer {

    /** Exchange variable that asks for it. */
    public static final String WANTED = "sakiaRawWanted";

    /** Exchange variable that holds it. */
    public static final String VARIABLE = "sakiaRaw";

    /** Most bytes of a body that are kept. */
    public static final int MOST_BYTES = 2 * 1024 * 1024;

    private final int status;
    private final String statusLine;
    private final Map<String, List<String>> fields;
    private final byte[] body;
    private final boolean whole;

    /**
     * @param statusLine as in "HTTP 200 OK"
     * @param fields     by name; case does not matter
     * @param body       its first {@value #MOST_BYTES} bytes, decompressed
     * @param whole      whether that is all
     */
    public RawAnswer(int status, String statusLine, Map<String, List<String>> fields, byte[] body, boolean whole) {
        this.status = status;
        this.statusLine = statusLine;
        this.fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        fields.forEach((name, values) -> this.fields.put(name, List.copyOf(values)));
        this.body = body;
        this.whole = whole;
    }

    static boolean isWanted(Exchange exchange) {
        return exchange.getVariable(WANTED) != null;
    }

    /** Reads the answer in a message; a body that goes on behind the most that is kept is cut off. */
    static RawAnswer read(Message message, AnswerHead head, InputStream body, Attempt attempt) throws IOException {
        byte[] kept = body.readNBytes(MOST_BYTES);
        boolean whole = kept.length < MOST_BYTES || body.read() < 0;
        if (!whole) {
            attempt.cut();
        }
        Map<String, List<String>> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        message.getHeaders().forEach((name, value) -> {
            if (value != null && !name.toLowerCase(Locale.ROOT).startsWith("camel")) {
                fields.put(name, texts(value));
            }
        });
        return new RawAnswer(head.status(), head.statusLine(), fields, kept, whole);
    }

    private static List<String> texts(Object value) {
        return value instanceof Collection<?> several
                ? several.stream().map(String::valueOf).toList()
                : List.of(value.toString());
    }

    public int status() {
        return status;
    }

    /** As in "HTTP 503 Service Unavailable". */
    public String statusLine() {
        return statusLine;
    }

    /** The first field of a name. */
    public Optional<String> field(String name) {
        return fields.getOrDefault(name, List.of()).stream().findFirst();
    }

    /** All fields, by name; one that was sent several times is joined by commas (RFC 9110 section 5.3). */
    public Map<String, String> fields() {
        Map<String, String> joined = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        fields.forEach((name, values) -> joined.put(name, String.join(", ", values)));
        return joined;
    }

    /** The target of the link with relation type next (RFC 8288), as it was written. */
    public Optional<String> nextLink() {
        return LinkHeader.next(fields.getOrDefault("Link", List.of()));
    }

    /** The wait that Retry-After asks for; {@link RetryAfter} says how it is read. */
    public Optional<Duration> retryAfter(Clock clock) {
        return RetryAfter.parse(field("Retry-After"), field("Date"), clock);
    }

    public byte[] body() {
        return body;
    }

    /** Whether the body is all there. */
    public boolean isWhole() {
        return whole;
    }
}
