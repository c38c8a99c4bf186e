package org.sakia.request;

/** Why an attempt did not bring its page: the base of what the fetch route's onException clauses name. */
public abstract class Refusal extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;

    Refusal(String message, int status, Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    /** The HTTP status of the answer; 0 when there was none. */
    public int status() {
        return status;
    }
}
