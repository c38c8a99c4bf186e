package org.sakia.guide;

import java.util.Optional;

/** What one request is to find out. */
sealed interface Question {

    /** What the list looks like. */
    record First() implements Question {}

    /**
     * Whether this is the way to the second page.
     *
     * @param sizes what sets its size, asked along with it
     */
    record Second(Way way, Optional<Riddle> sizes) implements Question {}

    /** Whether this number and this size are heard, where all records are on the first page: its second half. */
    record Half(Way.ByNumber way, String sizeParam, int size) implements Question {}

    /** What is heard at all. */
    record Solve(Riddle riddle) implements Question {}

    /** How large a page can be. */
    record Largest(String param, int size) implements Question {}

    /** What sets the size of a page. */
    record Which(Riddle riddle) implements Question {}
}
