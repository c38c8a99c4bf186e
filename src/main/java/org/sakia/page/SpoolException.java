package org.sakia.page;

import java.io.IOException;

/** The place for temp files fails; the page itself is not to blame. */
public final class SpoolException extends IOException {

    private static final long serialVersionUID = 1L;

    SpoolException(String message, Throwable cause) {
        super(message, cause);
    }
}
