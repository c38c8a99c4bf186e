package org.sakia.job;

/** The job that gives another one its partitions is not complete. */
final class IncompleteParentException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    IncompleteParentException(String message) {
        super(message);
    }
}
