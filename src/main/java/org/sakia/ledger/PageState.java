package org.sakia.ledger;

import java.util.Locale;

/** How a page ended. */
public enum PageState {
    /** Its records are in the sink. */
    DELIVERED,
    /** Its attempts are used up; {@code retry} takes it up again. */
    FAILED;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static PageState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
