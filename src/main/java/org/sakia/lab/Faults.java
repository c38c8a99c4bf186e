package org.sakia.lab;

import java.util.stream.DoubleStream;

/**
 * How often the API fails, as shares of the requests it lets in, 0 to 1 each and at most 1 together. A request gets at
 * most one fault; which one follows from the seed and the request's arrival number alone. Immutable.
 *
 * @param serverError 500, 502, 503 or 504
 * @param reset       the connection is reset, before the answer or in the middle of its body
 * @param hang        no answer, until the client gives up
 * @param truncated   half a body: a Content-Length that is not met, or a proper chunked end after half the JSON
 * @param junk        200 with an HTML page
 * @param seed        another seed spreads the faults in another way
 */
public record Faults(double serverError, double reset, double hang, double truncated, double junk, long seed) {

    /** Nothing goes wrong. */
    public static final Faults NONE = new Faults(0, 0, 0, 0, 0, 1);

    private static final int THROW = 0;

    /** @throws IllegalArgumentException if a share is outside 0 to 1 or all of them exceed 1 */
    public Faults {
        double sum = serverError + reset + hang + truncated + junk;
        boolean inRange =
                DoubleStream.of(serverError, reset, hang, truncated, junk).allMatch(share -> share >= 0 && share <= 1);
        if (!inRange || sum > 1 + 1e-9) {
            throw new IllegalArgumentException(
                    "fault rates are shares from 0 to 1, together at most 1; their sum is " + sum);
        }
    }

    /** The same with another share of 500, 502, 503 and 504. */
    public Faults withServerError(double share) {
        return new Faults(share, reset, hang, truncated, junk, seed);
    }

    /** The same with another share of connection resets. */
    public Faults withReset(double share) {
        return new Faults(serverError, share, hang, truncated, junk, seed);
    }

    /** The same with another share of requests that get no answer. */
    public Faults withHang(double share) {
        return new Faults(serverError, reset, share, truncated, junk, seed);
    }

    /** The same with another share of half bodies. */
    public Faults withTruncated(double share) {
        return new Faults(serverError, reset, hang, share, junk, seed);
    }

    /** The same with another share of HTML pages. */
    public Faults withJunk(double share) {
        return new Faults(serverError, reset, hang, truncated, share, seed);
    }

    /** The same shares, spread in another way. */
    public Faults withSeed(long newSeed) {
        return new Faults(serverError, reset, hang, truncated, junk, newSeed);
    }

    Fault at(long arrival) {
        double rolled = Dice.roll(seed, arrival, THROW);
        double[] shares = {serverError, reset, hang, truncated, junk};
        double below = 0;
        for (int i = 0; i < shares.length; i++) {
            below += shares[i];
            if (rolled < below) {
                return Fault.values()[i + 1];
            }
        }
        return Fault.NONE;
    }
}
