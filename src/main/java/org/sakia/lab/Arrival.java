package org.sakia.lab;

/**
 * A request by its number, with the API as it was when it came.
 *
 * @param number     from 0
 * @param generation of the cursors that are good
 */
record Arrival(long number, ApiProfile profile, int generation) {

    long total() {
        return profile.total().at(number);
    }

    /** Whether this request gets an error body whatever it asks. */
    boolean drawsErrorBody() {
        int every = profile.quirks().errorEvery();
        return every > 0 && (number + 1) % every == 0;
    }

    Cursor cursor(long position, int page) {
        return new Cursor(position, page, profile.chain().cursorLife() > 0 ? number : 0, generation);
    }

    boolean isExpired(Cursor cursor) {
        int life = profile.chain().cursorLife();
        return cursor.generation() != generation || life > 0 && number - cursor.issued() > life;
    }
}
