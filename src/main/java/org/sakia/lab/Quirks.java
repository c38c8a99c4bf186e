package org.sakia.lab;

/**
 * How an API departs from what one expects of it. Immutable.
 *
 * @param pastEnd       what stands behind the last record
 * @param offsetCap     an offset of so many or more is 400; 0: there is no cap
 * @param offsetIgnored offset and page number are taken without a word, and the page is always the first
 * @param refusal       status of a request over the limit, 400 to 599; 200: with the {@link #ERROR_BODY}
 * @param errorEvery    each so many-th arrival that is let in gets 200 with the {@link #ERROR_BODY}; 0: none
 */
public record Quirks(PastEnd pastEnd, long offsetCap, boolean offsetIgnored, int refusal, int errorEvery) {

    /** What an API that knows only 200 says when it is asked too often. */
    public static final String ERROR_BODY = "{\"ok\":false,\"error\":\"ratelimited\"}";

    static final int OK = 200;

    /** None: empty pages behind the end, offsets without a cap, 429. */
    public static final Quirks NONE = new Quirks(PastEnd.EMPTY_PAGE, 0, false, 429, 0);

    /** @throws IllegalArgumentException if a part is out of its range */
    public Quirks {
        if (offsetCap < 0 || errorEvery < 0) {
            throw new IllegalArgumentException(
                    "offsetCap and errorEvery are 0 or more, not " + offsetCap + " and " + errorEvery);
        }
        if (refusal != OK && (refusal < 400 || refusal > 599)) {
            throw new IllegalArgumentException("refusal is 200 or 400 to 599, not " + refusal);
        }
    }

    /** The same with another answer behind the last record. */
    public Quirks withPastEnd(PastEnd answer) {
        return new Quirks(answer, offsetCap, offsetIgnored, refusal, errorEvery);
    }

    /** The same with a cap on the offset, such as 10,000. */
    public Quirks withOffsetCap(long records) {
        return new Quirks(pastEnd, records, offsetIgnored, refusal, errorEvery);
    }

    /** The same with offset and page number ignored. */
    public Quirks withOffsetIgnored() {
        return new Quirks(pastEnd, offsetCap, true, refusal, errorEvery);
    }

    /** The same with another status for who asks too often; 200 comes with the {@link #ERROR_BODY}. */
    public Quirks withRefusal(int status) {
        return new Quirks(pastEnd, offsetCap, offsetIgnored, status, errorEvery);
    }

    /** The same with the {@link #ERROR_BODY} for each so many-th arrival. */
    public Quirks withErrorEvery(int arrivals) {
        return new Quirks(pastEnd, offsetCap, offsetIgnored, refusal, arrivals);
    }
}
