package org.sakia.guide;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sakia.request.RawAnswer;
import org.sakia.units.Durations;

/** Reads an answer, or says why it cannot be the first page of a list. Stateless. */
final class Reading {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<Integer> SLOW_DOWN = Set.of(429, 503, 529);
    private static final int MOST_TOKENS = 400_000;
    private static final int SHOWN = 160;
    private static final Pattern CHARSET =
            Pattern.compile("charset\\s*=\\s*\"?([A-Za-z0-9._:+-]{1,40})", Pattern.CASE_INSENSITIVE);

    private Reading() {}

    /**
     * Reads an answer.
     *
     * @throws NoGuideException if it is no JSON object or array; the message says what it is, and what to do
     */
    static Sample read(URI asked, RawAnswer answer, Clock clock) throws NoGuideException {
        requireGood(asked, answer, clock);
        String text = text(answer);
        if (text.isBlank()) {
            throw new NoGuideException(answer.statusLine() + " with an empty body; a list of records was expected."
                    + " Check the URL, and what the API's documentation wants in Accept");
        }
        if (!answer.isWhole()) {
            throw new NoGuideException("the answer is larger than 2 MiB, which is more than this look reads; ask for a"
                    + " smaller page, for example with ?limit=10 or the parameter that the API's documentation names");
        }
        requireJson(answer, text);
        try {
            return new Sample(asked, answer, parsed(text));
        } catch (JsonProcessingException e) {
            // What is merely too deep for the parser has no place in the text.
            String where =
                    e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")";
            throw new NoGuideException("the answer is not valid JSON" + where + ": " + start(text)
                    + "; it may have been cut off on the way, so ask again, or look at it with curl");
        }
    }

    /**
     * Refuses what is no answer of the API's to a good question.
     *
     * @throws NoGuideException if it has another status than 2xx
     */
    private static void requireGood(URI asked, RawAnswer answer, Clock clock) throws NoGuideException {
        int status = answer.status();
        requireNoHold(answer, clock);
        if (status / 100 == 3) {
            throw new NoGuideException(answer.statusLine() + ": the API sends on to another address"
                    + answer.field("Location")
                            .map(location ->
                                    ", " + location(asked, location) + "; if that is the right place, ask there")
                            .orElse(""));
        }
        if (status == 401 || status == 407) {
            throw new NoGuideException(answer.statusLine() + ": the API wants to know who asks" + said(answer)
                    + "; give the credentials by --header, as docs/guide.md shows, in the header that the API's"
                    + " documentation names");
        }
        if (status == 403) {
            throw new NoGuideException(answer.statusLine() + ": the API refuses access" + said(answer)
                    + "; check the credentials (--header) and what they permit");
        }
        if (status == 404 || status == 410) {
            throw new NoGuideException(
                    answer.statusLine() + ": there is nothing at this URL" + said(answer) + "; check its path");
        }
        if (status == 405) {
            throw new NoGuideException(
                    answer.statusLine() + ": this URL does not answer GET" + said(answer)
                            + "; if the API is asked by POST, write the job by hand with method = POST and body, see docs/configuration.md");
        }
        if (status / 100 != 2) {
            throw new NoGuideException(answer.statusLine() + said(answer) + "; check the URL and its parameters");
        }
    }

    /**
     * Refuses to go on where the API says "slow down".
     *
     * @throws NoGuideException with the time to come back
     */
    static void requireNoHold(RawAnswer answer, Clock clock) throws NoGuideException {
        if (SLOW_DOWN.contains(answer.status())
                || answer.status() == 403 && answer.retryAfter(clock).isPresent()) {
            throw new NoGuideException(answer.statusLine() + ": the API says to slow down"
                    + answer.retryAfter(clock)
                            .map(wait -> "; come back in " + Durations.text(wait) + ", at "
                                    + clock.instant()
                                            .plus(wait)
                                            .atZone(clock.getZone())
                                            .toLocalTime()
                                            .withNano(0))
                            .orElse(" and not for how long; come back in some minutes"));
        }
    }

    private static void requireJson(RawAnswer answer, String text) throws NoGuideException {
        char first = text.strip().charAt(0);
        String type = answer.field("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        if (first == '<') {
            boolean page =
                    type.contains("html") || text.toLowerCase(Locale.ROOT).contains("<html");
            throw new NoGuideException(
                    "the answer is " + (page ? "a web page (HTML)" : "XML") + ", not JSON: " + start(text)
                            + (page
                                    ? "; this is the URL of a page for people, or of a login: find the API's own in its documentation"
                                    : "; ask for JSON, for example with --header 'Accept: application/json' or by the URL's ending"));
        }
        if (first != '{' && first != '[') {
            throw new NoGuideException((type.contains("csv") || looksLikeCsv(text)
                            ? "the answer is CSV, not JSON: "
                            : "the answer is not JSON: ")
                    + start(text) + "; Sakia exports JSON only: look whether the API has a JSON form of it");
        }
    }

    private static boolean looksLikeCsv(String text) {
        String[] lines = text.strip().split("\\R", 3);
        return lines.length > 1
                && lines[0].contains(",")
                && lines[0].split(",", -1).length == lines[1].split(",", -1).length;
    }

    private static JsonNode parsed(String text) throws NoGuideException, JsonProcessingException {
        try (JsonParser parser = JSON.createParser(text)) {
            int tokens = 0;
            int depth = 0;
            int roots = 0;
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                roots += depth == 0 && !token.isStructEnd() ? 1 : 0;
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (roots > 1) {
                    throw new NoGuideException("the answer is several JSON values one after the other (NDJSON): "
                            + start(text) + "; Sakia reads one object or array a page: look whether the API has another"
                            + " form of it");
                }
                if (++tokens > MOST_TOKENS) {
                    throw new NoGuideException("the answer holds more values than this look reads; ask for a smaller"
                            + " page, for example with ?limit=10");
                }
            }
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw e;
        } catch (IOException never) {
            throw new IllegalStateException(never);
        }
    }

    private static String text(RawAnswer answer) {
        byte[] body = answer.body();
        String text = new String(body, charset(answer.field("Content-Type").orElse("")));
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static Charset charset(String contentType) {
        Matcher named = CHARSET.matcher(contentType);
        return named.find() && Charset.isSupported(named.group(1))
                ? Charset.forName(named.group(1))
                : StandardCharsets.UTF_8;
    }

    private static String location(URI asked, String location) {
        try {
            return Printable.text(asked.resolve(location.strip()).toString(), SHOWN);
        } catch (IllegalArgumentException e) {
            return "which is none";
        }
    }

    /** What an error answer says, as the end of half a sentence. */
    static String said(RawAnswer answer) {
        String words = text(answer).replaceAll("<[^>]{0,500}>", " ").strip();
        return words.isEmpty() ? "" : ", and says: " + Printable.text(words, SHOWN);
    }

    private static String start(String text) {
        return "it begins with " + Printable.text(text.strip(), 60);
    }
}
