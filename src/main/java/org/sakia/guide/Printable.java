package org.sakia.guide;

/** Text from an API made fit for a sentence or a comment: one line, nothing that a terminal acts upon, and short. */
final class Printable {

    private Printable() {}

    /** The first characters, white space as single blanks, what cannot be printed as question marks. */
    static String text(String text, int most) {
        String shown = text.substring(0, Math.min(text.length(), 4 * most))
                .replaceAll("\\s+", " ")
                .replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\u2028\\u2029]", "?")
                .strip();
        return shown.codePointCount(0, shown.length()) <= most
                ? shown
                : shown.substring(0, shown.offsetByCodePoints(0, most)) + "...";
    }
}
