package org.sakia.request;

/** One access token: what it is and how long it does. Thread-safe; no text of it shows the token. */
final class AccessToken {

    private final String value;
    private final long renewAt;
    private final long endsAt;
    private volatile boolean proven;

    /**
     * @param renewAt when to fetch the next one, on the clock of {@link AccessTokens}
     * @param endsAt  when the API will refuse it
     */
    AccessToken(String value, long renewAt, long endsAt) {
        this.value = value;
        this.renewAt = renewAt;
        this.endsAt = endsAt;
    }

    String value() {
        return value;
    }

    boolean isOver(long now) {
        return now - endsAt >= 0;
    }

    boolean isToBeRenewed(long now) {
        return now - renewAt >= 0;
    }

    /** The API has taken it. */
    void proven() {
        proven = true;
    }

    boolean isProven() {
        return proven;
    }
}
