package org.sakia.cli;

import java.util.Locale;

/** Counts as people say them. */
final class Words {

    private Words() {}

    static String pages(long count) {
        return counted(count, "page");
    }

    static String attempts(long count) {
        return counted(count, "attempt");
    }

    private static String counted(long count, String what) {
        return String.format(Locale.ROOT, count == 1 ? "%,d %s" : "%,d %ss", count, what);
    }
}
