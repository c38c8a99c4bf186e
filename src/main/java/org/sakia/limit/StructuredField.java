package org.sakia.limit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Reads the structured fields of RFC 9651 as far as RateLimit fields use them: lists (section 3.1) and dictionaries
 * (3.2) of items (3.3) with parameters; no inner lists. What does not follow the grammar is malformed as a whole, as
 * section 4.2 asks for. Takes time in proportion to the length, whatever the text is.
 */
final class StructuredField {

    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~:/";
    private static final int MOST_DIGITS = 15;

    private final String text;
    private int at;

    /**
     * An item: its bare value as text without quotes, and its parameters; a parameter without a value is "?1".
     *
     * @param key of a dictionary's member; empty in a list
     */
    record Item(String key, String value, Map<String, String> parameters) {}

    private static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed() {
            super("malformed", null, false, false);
        }
    }

    private interface Part {
        Item read() throws Malformed;
    }

    private StructuredField(String text) {
        this.text = text;
    }

    /** The items of a list in their order; empty if it is malformed. */
    static Optional<List<Item>> list(String text) {
        StructuredField field = new StructuredField(text);
        return field.all(() -> field.item(""));
    }

    /** The members of a dictionary in their order; empty if it is malformed. */
    static Optional<List<Item>> dictionary(String text) {
        StructuredField field = new StructuredField(text);
        return field.all(field::member);
    }

    private Optional<List<Item>> all(Part part) {
        List<Item> items = new ArrayList<>();
        try {
            skip(' ');
            while (at < text.length()) {
                items.add(part.read());
                skipBlanks();
                if (at < text.length()) {
                    expect(',');
                    skipBlanks();
                    if (at == text.length()) {
                        throw new Malformed();
                    }
                }
            }
            return Optional.of(List.copyOf(items));
        } catch (Malformed junk) {
            return Optional.empty();
        }
    }

    private Item member() throws Malformed {
        String key = key();
        if (has('=')) {
            return item(key);
        }
        return new Item(key, "?1", parameters());
    }

    private Item item(String key) throws Malformed {
        String value = bare();
        return new Item(key, value, parameters());
    }

    private Map<String, String> parameters() throws Malformed {
        Map<String, String> parameters = new LinkedHashMap<>();
        while (has(';')) {
            skip(' ');
            String key = key();
            parameters.put(key, has('=') ? bare() : "?1");
        }
        return Map.copyOf(parameters);
    }

    private String key() throws Malformed {
        if (!(peek() >= 'a' && peek() <= 'z') && peek() != '*') {
            throw new Malformed();
        }
        return run(c -> (c >= 'a' && c <= 'z') || isDigit(c) || "_-.*".indexOf(c) >= 0);
    }

    private String bare() throws Malformed {
        char first = peek();
        if (first == '-' || isDigit(first)) {
            return number();
        }
        if (first == '"') {
            return string();
        }
        if (first == '*' || isLetter(first)) {
            return run(c -> isLetter(c) || isDigit(c) || TOKEN_MARKS.indexOf(c) >= 0);
        }
        return switch (first) {
            case ':' -> bytes();
            case '?' -> truth();
            case '@' -> {
                at++;
                yield "@" + number();
            }
            case '%' -> {
                at++;
                yield string();
            }
            default -> throw new Malformed();
        };
    }

    private String number() throws Malformed {
        String sign = has('-') ? "-" : "";
        String whole = run(StructuredField::isDigit);
        String fraction = has('.') ? "." + run(StructuredField::isDigit) : "";
        if (whole.isEmpty() || fraction.equals(".") || whole.length() + fraction.length() > MOST_DIGITS + 1) {
            throw new Malformed();
        }
        return sign + whole + fraction;
    }

    private String string() throws Malformed {
        expect('"');
        StringBuilder value = new StringBuilder();
        while (peek() != '"') {
            if (has('\\') && peek() != '"' && peek() != '\\') {
                throw new Malformed();
            }
            char next = peek();
            if (next < ' ' || next > '~') {
                throw new Malformed();
            }
            value.append(next);
            at++;
        }
        at++;
        return value.toString();
    }

    private String bytes() throws Malformed {
        expect(':');
        String value = run(c -> isLetter(c) || isDigit(c) || "+/=".indexOf(c) >= 0);
        expect(':');
        return value;
    }

    private String truth() throws Malformed {
        expect('?');
        if (peek() != '0' && peek() != '1') {
            throw new Malformed();
        }
        return "?" + text.charAt(at++);
    }

    /** NUL, which no field holds, at the end. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private boolean has(char wanted) {
        boolean there = peek() == wanted && at < text.length();
        if (there) {
            at++;
        }
        return there;
    }

    private void expect(char wanted) throws Malformed {
        if (!has(wanted)) {
            throw new Malformed();
        }
    }

    private void skip(char blank) {
        run(c -> c == blank);
    }

    private void skipBlanks() {
        run(c -> c == ' ' || c == '\t');
    }

    private String run(IntPredicate wanted) {
        int begin = at;
        while (at < text.length() && wanted.test(text.charAt(at))) {
            at++;
        }
        return text.substring(begin, at);
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
