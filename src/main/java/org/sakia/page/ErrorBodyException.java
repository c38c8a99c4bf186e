package org.sakia.page;

/** The body says that something went wrong, whatever the status says. */
public final class ErrorBodyException extends BadPageException {

    private static final long serialVersionUID = 1L;

    private final boolean throttled;

    ErrorBodyException(BodyCondition condition, boolean throttled) {
        super(
                throttled
                        ? "the body says \"slow down\" (throttle-when " + condition + ")"
                        : "the body says that there was an error (error-when " + condition + ")");
        this.throttled = throttled;
    }

    /** Whether what it says is "slow down". */
    public boolean isThrottled() {
        return throttled;
    }
}
