package org.sakia.lab;

/** A request that gets an error status for what it asks. */
final class WrongRequestException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;

    WrongRequestException(int status, String reason) {
        super(reason, null, false, false);
        this.status = status;
    }

    static WrongRequestException noSuchPath() {
        return new WrongRequestException(404, "no such path");
    }

    int status() {
        return status;
    }
}
