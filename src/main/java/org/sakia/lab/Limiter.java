package org.sakia.lab;

/** How the API counts towards a limit of N requests per period P. */
public enum Limiter {
    /** At most N in any P, a log of the last N arrivals: the exact form, and the strictest of the four. */
    SLIDING,
    /**
     * At most N in each window [k x P, (k+1) x P) since the start: the common form of counters in a cache. Lets up to
     * 2N through in one P across the border of two windows.
     */
    FIXED,
    /**
     * A bucket that holds {@code burst} requests and leaks N per P; full means refused. At most
     * {@code burst + N x W / P} in any W. The default burst is a tenth of N, at least 1.
     */
    LEAKY,
    /**
     * A bucket of {@code burst} tokens, full at the start and refilled with N per P; empty means refused. The mirror
     * image of {@link #LEAKY}; its default burst is N, as most APIs have it.
     */
    TOKEN;

    int defaultBurst(int requests) {
        return this == LEAKY ? Math.max(1, requests / 10) : requests;
    }
}
