package org.sakia.page;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A body as text, without its byte order mark: finds out the encoding, and reports malformed input instead of replacing
 * it. For one thread; closing it does nothing.
 */
final class BodyText extends Reader {

    private static final int HEAD = 4;

    private final Reader reader;
    private final Charset charset;

    private record Encoding(Charset charset, int markBytes) {}

    private BodyText(InputStream body, Charset charset) {
        this.reader = new InputStreamReader(
                body,
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
        this.charset = charset;
    }

    static BodyText open(InputStream body, Optional<Charset> declared) throws IOException {
        byte[] head = body.readNBytes(HEAD);
        Encoding encoding = fromMark(head)
                .or(() -> fromNulBytes(head).map(charset -> new Encoding(charset, 0)))
                .orElseGet(() -> new Encoding(declared.map(BodyText::tolerant).orElse(StandardCharsets.UTF_8), 0));
        int mark = encoding.markBytes();
        InputStream rest = new ByteArrayInputStream(head, mark, head.length - mark);
        return new BodyText(new SequenceInputStream(rest, body), encoding.charset());
    }

    // Servers that say ASCII and send UTF-8 are common, and ASCII is UTF-8.
    private static Charset tolerant(Charset declared) {
        return declared.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : declared;
    }

    @Override
    public int read(char[] target, int at, int length) throws IOException {
        try {
            return reader.read(target, at, length);
        } catch (CharacterCodingException e) {
            throw new BadPageException("the body is not valid " + charset.name() + ", the encoding it is read in");
        }
    }

    @Override
    public void close() {}

    // UTF-32 stands before UTF-16, whose little-endian mark is a prefix of its own.
    private static Optional<Encoding> fromMark(byte[] head) {
        if (startsWith(head, 0xEF, 0xBB, 0xBF)) {
            return Optional.of(new Encoding(StandardCharsets.UTF_8, 3));
        }
        if (startsWith(head, 0x00, 0x00, 0xFE, 0xFF)) {
            return Optional.of(new Encoding(Charset.forName("UTF-32BE"), 4));
        }
        if (startsWith(head, 0xFF, 0xFE, 0x00, 0x00)) {
            return Optional.of(new Encoding(Charset.forName("UTF-32LE"), 4));
        }
        if (startsWith(head, 0xFE, 0xFF)) {
            return Optional.of(new Encoding(StandardCharsets.UTF_16BE, 2));
        }
        if (startsWith(head, 0xFF, 0xFE)) {
            return Optional.of(new Encoding(StandardCharsets.UTF_16LE, 2));
        }
        return Optional.empty();
    }

    /** RFC 4627, section 3: JSON starts with an ASCII character and has no NUL, so that NUL bytes tell the encoding. */
    private static Optional<Charset> fromNulBytes(byte[] head) {
        if (head.length < 2 || (head[0] != 0 && head[1] != 0)) {
            return Optional.empty();
        }
        if (head[0] == 0) {
            return Optional.of(head[1] == 0 ? Charset.forName("UTF-32BE") : StandardCharsets.UTF_16BE);
        }
        boolean wide = head.length == HEAD && head[2] == 0 && head[3] == 0;
        return Optional.of(wide ? Charset.forName("UTF-32LE") : StandardCharsets.UTF_16LE);
    }

    private static boolean startsWith(byte[] head, int... mark) {
        return head.length >= mark.length && Arrays.equals(Arrays.stream(mark).toArray(), unsigned(head, mark.length));
    }

    private static int[] unsigned(byte[] head, int length) {
        int[] values = new int[length];
        Arrays.setAll(values, i -> head[i] & 0xFF);
        return values;
    }
}
