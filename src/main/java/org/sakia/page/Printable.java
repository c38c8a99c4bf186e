package org.sakia.page;

/** Text from a body, made fit for a message: one line, nothing that a terminal would act upon, and short. */
final class Printable {

    private static final int LONGEST = 60;

    private Printable() {}

    /** The first 60 characters, white space as single blanks and what cannot be printed as question marks. */
    static String first(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints()
                .limit(LONGEST)
                .map(character -> Character.isWhitespace(character) ? ' ' : character)
                .map(character -> isPrintable(character) ? character : '?')
                .forEach(shown::appendCodePoint);
        return shown.toString().strip().replaceAll(" +", " ");
    }

    private static boolean isPrintable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
