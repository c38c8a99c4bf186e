package org.sakia.page;

import java.io.IOException;

/**
 * A page's body does not verify: it is no JSON, is cut short, lacks its records or breaks a limit. The message is one
 * sentence for a reader; of the body it holds field names and at most the first 60 printable characters.
 */
public class BadPageException extends IOException {

    private static final long serialVersionUID = 1L;

    public BadPageException(String message) {
        super(message);
    }
}
