package org.sakia.request;

/** The page waits for an access token: there is none yet, or the API has just refused the old one. No attempt is used. */
public final class TokenPendingException extends Refusal {

    private static final long serialVersionUID = 1L;

    TokenPendingException(String message, int status) {
        super(message, status, null);
    }
}
