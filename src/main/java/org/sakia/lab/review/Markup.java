package org.sakia.lab.review;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What HTML and SVG have in common. */
final class Markup {

    private Markup() {}

    /** Safe as text and within quoted attributes. */
    static String escape(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                case '\t', '\n', '\r' -> safe.append(' ');
                default -> {
                    if (isText(c)) {
                        safe.appendCodePoint(c);
                    }
                }
            }
        });
        return safe.toString();
    }

    /** XML has no place for the other control characters, nor for halves of characters. */
    private static boolean isText(int c) {
        boolean half = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        return c >= ' ' && c != 0x7f && !half && c != 0xfffe && c != 0xffff;
    }

    /** A name that may stand in {@code id} and be referred to. */
    static String id(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-");
    }

    /** {@code <name>text</name>} with the text made safe. */
    static String element(String name, String text) {
        int end = name.indexOf(' ');
        return "<" + name + ">" + escape(text) + "</" + (end < 0 ? name : name.substring(0, end)) + ">";
    }

    /** A style sheet that lies beside this class. */
    static String style(String file) {
        try (InputStream in = Markup.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is missing in the jar beside " + Markup.class.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
