package org.sakia.page;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.OptionalLong;
import java.util.zip.CRC32C;

/** Writes records as lines of UTF-8, less the white space between their tokens, and counts them. For one thread. */
final class RecordLines {

    private static final int BUFFER = 8192;

    private final OutputStream out;
    private final int maxRecordBytes;
    private final byte[] buffer = new byte[BUFFER];
    private final CRC32C checksum = new CRC32C();
    private int buffered;
    private long written;
    private long records;
    private int recordBytes;
    private boolean inString;
    private boolean escaped;
    private char highSurrogate;

    RecordLines(OutputStream out, int maxRecordBytes) {
        this.out = out;
        this.maxRecordBytes = maxRecordBytes;
    }

    /** Takes some more text, of a record or of what stands between two of them: white space and a comma. */
    void write(char[] text, int from, int to) throws IOException {
        int at = from;
        while (at < to) {
            int end = inString && !escaped ? copyPlain(text, at, to) : at;
            if (end == at) {
                take(text[at]);
                end++;
            }
            at = end;
        }
    }

    /** Copies what needs no decision, as far as there is room for it; most of a string is such. */
    private int copyPlain(char[] text, int from, int to) {
        int end = from + Math.min(to - from, Math.min(BUFFER - buffered, maxRecordBytes - recordBytes));
        int at = from;
        while (at < end && text[at] < 0x80 && text[at] != '"' && text[at] != '\\') {
            buffer[buffered + at - from] = (byte) text[at];
            at++;
        }
        buffered += at - from;
        recordBytes += at - from;
        return at;
    }

    private void take(char character) throws IOException {
        if (inString) {
            inString = escaped || character != '"';
            escaped = !escaped && character == '\\';
        } else if (isBlank(character) || (recordBytes == 0 && character == ',')) {
            return;
        } else {
            inString = character == '"';
        }
        if (character < 0x80) {
            add(character);
        } else {
            encode(character);
        }
    }

    /** UTF-8 as RFC 3629, section 3, has it; the inverse of strict decoding, so that bytes stay what they were. */
    private void encode(char character) throws IOException {
        if (Character.isHighSurrogate(character)) {
            highSurrogate = character;
        } else if (Character.isLowSurrogate(character)) {
            int point = Character.toCodePoint(highSurrogate, character);
            add(0xF0 | point >> 18);
            add(0x80 | point >> 12 & 0x3F);
            add(0x80 | point >> 6 & 0x3F);
            add(0x80 | point & 0x3F);
        } else if (character < 0x800) {
            add(0xC0 | character >> 6);
            add(0x80 | character & 0x3F);
        } else {
            add(0xE0 | character >> 12);
            add(0x80 | character >> 6 & 0x3F);
            add(0x80 | character & 0x3F);
        }
    }

    void endRecord() throws IOException {
        put('\n');
        recordBytes = 0;
        records++;
    }

    /** Writes out what is left and tells what was written in all. */
    CutPage finish(OptionalLong total, Map<FieldPath, String> found) throws IOException {
        drain();
        return new CutPage(records, written, checksum.getValue(), total, found);
    }

    private void add(int value) throws IOException {
        if (recordBytes == maxRecordBytes) {
            throw new BadPageException(
                    "record " + (records + 1) + " is larger than " + maxRecordBytes + " bytes; raise max-record");
        }
        recordBytes++;
        put(value);
    }

    private void put(int value) throws IOException {
        if (buffered == BUFFER) {
            drain();
        }
        buffer[buffered++] = (byte) value;
    }

    private void drain() throws IOException {
        out.write(buffer, 0, buffered);
        checksum.update(buffer, 0, buffered);
        written += buffered;
        buffered = 0;
    }

    /** White space as RFC 8259, section 2, has it. */
    static boolean isBlank(char character) {
        return character == ' ' || character == '\n' || character == '\r' || character == '\t';
    }
}
