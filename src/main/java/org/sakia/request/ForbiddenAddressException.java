package org.sakia.request;

import java.io.IOException;

/** A host's name stands for an address that nothing is sent to; nothing was. */
final class ForbiddenAddressException extends IOException {

    private static final long serialVersionUID = 1L;

    ForbiddenAddressException(String message) {
        super(message);
    }
}
