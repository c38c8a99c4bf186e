package org.sakia.page;

/**
 * Follows the lexical state of a JSON text and checks the insides of strings. Tells which characters the parser need not
 * see: those of a string or name beyond its first {@value #SHOWN}, and the digits of a number beyond as many. A parser
 * keeps names and numbers in memory as a whole, so that this is what makes its memory constant.
 */
final class TextScan {

    /** How much of a string, in characters and escapes, and of a run of digits the parser sees. */
    static final int SHOWN = 8192;

    private static final int HEX_DIGITS = 4;

    private enum State {
        OUTSIDE,
        STRING,
        ESCAPE,
        HEX
    }

    private State state = State.OUTSIDE;
    private int length;
    private boolean hiding;
    private int hexLeft;
    private long position;

    /** Takes the characters from {@code from} on that are alike, all hidden or all shown, and answers where they end. */
    int next(char[] text, int from, int to) throws BadPageException {
        hiding = hides(text[from]);
        int at = from;
        do {
            int end = skim(text, at, to);
            if (end == at) {
                take(text[at]);
                end++;
            }
            position += end - at;
            at = end;
        } while (at < to && hides(text[at]) == hiding);
        return at;
    }

    /** Passes over characters that change nothing but the length; most of a text is such. */
    private int skim(char[] text, int from, int to) {
        return switch (state) {
            case OUTSIDE -> skimOutside(text, from, to);
            case STRING -> skimString(text, from, to);
            case ESCAPE, HEX -> from;
        };
    }

    private int skimOutside(char[] text, int from, int to) {
        int digits = length;
        int at = from;
        while (at < to && text[at] != '"' && (digits < SHOWN || !isDigit(text[at]))) {
            digits = isDigit(text[at]) ? digits + 1 : 0;
            at++;
        }
        length = digits;
        return at;
    }

    private int skimString(char[] text, int from, int to) {
        int end = hiding ? to : Math.min(to, from + SHOWN - length);
        int at = from;
        while (at < end && text[at] >= ' ' && text[at] != '"' && text[at] != '\\') {
            at++;
        }
        length = Math.min(SHOWN, length + at - from);
        return at;
    }

    /** Whether the characters that {@link #next} took last are of no interest to the parser. */
    boolean hidden() {
        return hiding;
    }

    private boolean hides(char character) {
        return switch (state) {
            case OUTSIDE -> length >= SHOWN && isDigit(character);
            case STRING -> length >= SHOWN && character != '"';
            case ESCAPE, HEX -> hiding;
        };
    }

    private void take(char character) throws BadPageException {
        switch (state) {
            case OUTSIDE -> takeOutside(character);
            case STRING -> takeInString(character);
            case ESCAPE -> takeEscaped(character);
            case HEX -> takeHex(character);
        }
    }

    private void takeOutside(char character) {
        if (character == '"') {
            state = State.STRING;
            length = 0;
        }
    }

    private void takeInString(char character) throws BadPageException {
        if (character == '"') {
            state = State.OUTSIDE;
            length = 0;
            return;
        }
        length = Math.min(SHOWN, length + 1);
        if (character != '\\') {
            throw bad("an unescaped control character");
        }
        state = State.ESCAPE;
    }

    private void takeEscaped(char character) throws BadPageException {
        if (character == 'u') {
            state = State.HEX;
            hexLeft = HEX_DIGITS;
        } else if ("\"\\/bfnrt".indexOf(character) >= 0) {
            state = State.STRING;
        } else {
            throw bad("an unknown escape");
        }
    }

    private void takeHex(char character) throws BadPageException {
        if (character > 'f' || Character.digit(character, 16) < 0) {
            throw bad("a broken \\u escape");
        }
        hexLeft--;
        if (hexLeft == 0) {
            state = State.STRING;
        }
    }

    private BadPageException bad(String what) {
        return new BadPageException("the body is not valid JSON: a string has " + what + " near character " + position);
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }
}
