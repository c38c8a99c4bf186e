package org.sakia.request;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** The start of an error's body, in words for a message. Stateless. */
final class ErrorBody {

    private static final int MOST_BYTES = 64 * 1024;
    private static final int MOST_CHARS = 200;

    private ErrorBody() {}

    /** As much as is ever read of it; the rest is cut off, since it may be endless. Empty if it cannot be read. */
    static byte[] start(Attempt attempt, InputStream body) {
        try {
            byte[] start = body.readNBytes(MOST_BYTES);
            if (start.length == MOST_BYTES) {
                attempt.cut();
            }
            return start;
        } catch (IOException unread) {
            attempt.cut();
            return new byte[0];
        }
    }

    /** As in ": no such table"; empty if it says nothing. */
    static String words(byte[] body, UnaryOperator<String> mask) {
        String text = new String(body, StandardCharsets.UTF_8)
                .replaceAll("<[^>]{0,500}>", " ")
                .replaceAll("[\\p{Cc}\\s]+", " ")
                .strip();
        String words = cut(text, mask);
        return words.isEmpty() ? "" : ": " + words;
    }

    /** A text of the server's, masked, and no longer than a message can bear. */
    static String cut(String text, UnaryOperator<String> mask) {
        // Masked before it is cut: half a secret would not be found.
        String masked = mask.apply(text);
        return masked.substring(0, Math.min(masked.length(), MOST_CHARS));
    }
}
