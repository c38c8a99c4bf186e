package org.sakia.page;

import java.io.IOException;
import java.io.Reader;

/**
 * What the parser reads from: hands it the text piece by piece, and copies to {@link RecordLines} what of a record has
 * gone by, so that no more than one chunk is ever held. Offsets are the parser's own, which does not see every
 * character ({@link TextScan}); one kept from it always stands inside a token, and so never at a border of a record.
 */
final class RecordTap extends Reader {

    private static final int CHUNK = 4096;

    private final Reader text;
    private final RecordLines lines;
    private final TextScan scan = new TextScan();
    private final char[] chunk = new char[CHUNK];
    private int filled;
    private int pieceStart;
    private int pieceEnd;
    private long pieceOffset;
    private long hiddenCharacters;
    private boolean copying;
    private int copied;

    RecordTap(Reader text, RecordLines lines) {
        this.text = text;
        this.lines = lines;
    }

    /** The text's first characters after leading white space; call it before the parser reads. */
    String start() throws IOException {
        while (true) {
            fillStart();
            int blank = 0;
            while (blank < filled && RecordLines.isBlank(chunk[blank])) {
                blank++;
            }
            if (blank > 0) {
                hide(scan.next(chunk, 0, blank));
            }
            if (blank < filled || filled == 0) {
                return String.valueOf(chunk, blank, filled - blank);
            }
        }
    }

    private void fillStart() throws IOException {
        filled = 0;
        setPiece(0, 0);
        while (filled < CHUNK) {
            int got = text.read(chunk, filled, CHUNK - filled);
            if (got < 0) {
                return;
            }
            filled += got;
        }
    }

    /** Copies from the parser's offset on. A comma before the first character of a record is left out. */
    void copyFrom(long offset) {
        copying = true;
        copied = index(offset);
    }

    /** Copies up to the parser's offset, where a record ends; what follows is copied as the next one. */
    void endRecord(long offset) throws IOException {
        copyUpTo(index(offset));
        lines.endRecord();
    }

    /** Copies no further. */
    void stop() {
        copying = false;
    }

    /** The place in the text, in characters, that the parser calls {@code offset}. */
    long position(long offset) {
        return offset + hiddenCharacters;
    }

    @Override
    public int read(char[] target, int at, int length) throws IOException {
        // The parser asks for more only when it has used up the piece before.
        copyUpTo(pieceEnd);
        pieceOffset += pieceEnd - pieceStart;
        setPiece(pieceEnd, pieceEnd);
        while (true) {
            if (pieceEnd == filled) {
                int got = text.read(chunk, 0, CHUNK);
                if (got < 0) {
                    return -1;
                }
                filled = got;
                setPiece(0, 0);
            }
            int end = scan.next(chunk, pieceStart, Math.min(filled, pieceStart + length));
            if (!scan.hidden()) {
                pieceEnd = end;
                System.arraycopy(chunk, pieceStart, target, at, end - pieceStart);
                return end - pieceStart;
            }
            copyUpTo(end);
            hide(end);
        }
    }

    private void hide(int end) {
        hiddenCharacters += end - pieceStart;
        setPiece(end, end);
    }

    private void setPiece(int start, int end) {
        pieceStart = start;
        pieceEnd = end;
        copied = start;
    }

    private void copyUpTo(int end) throws IOException {
        if (copying && end > copied) {
            lines.write(chunk, copied, end);
            copied = end;
        }
    }

    private int index(long offset) {
        return Math.toIntExact(offset - pieceOffset) + pieceStart;
    }

    @Override
    public void close() {}
}
