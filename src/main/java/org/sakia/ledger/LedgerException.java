package org.sakia.ledger;

import java.nio.file.Path;
import java.sql.SQLException;

/** The ledger cannot do its work; the message is a sentence for the user and names the file. */
public class LedgerException extends RuntimeException {

    private final boolean full;

    LedgerException(String message) {
        this(message, null, false);
    }

    LedgerException(String message, Throwable cause) {
        this(message, cause, false);
    }

    private LedgerException(String message, Throwable cause, boolean full) {
        super(message, cause);
        this.full = full;
    }

    /** Whether the disk is full: nothing is broken, and the same call works once there is space. */
    public boolean isFull() {
        return full;
    }

    static LedgerException of(Path file, SQLException e) {
        String ledger = "the ledger " + file;
        return switch (Sqlite.kindOf(e)) {
            case SQLITE_FULL -> new LedgerException(ledger + " cannot be written: database or disk is full", e, true);
            case SQLITE_BUSY ->
                new LedgerException(
                        ledger + " is locked by another program for more than " + Sqlite.BUSY_TIMEOUT.toSeconds()
                                + " s; close what holds a transaction on it, a sqlite3 shell for example",
                        e);
            case SQLITE_READONLY, SQLITE_CANTOPEN ->
                new LedgerException(
                        ledger + " cannot be written: " + reason(e)
                                + "; check that this user may write to the file and its folder",
                        e);
            case SQLITE_CORRUPT, SQLITE_NOTADB ->
                new LedgerException(
                        ledger + " cannot be read: " + reason(e) + "; move the file away or restore it from a backup",
                        e);
            default -> new LedgerException(ledger + " cannot be used: " + reason(e), e);
        };
    }

    // The driver writes "[SQLITE_X] General sentence (what SQLite said)".
    private static String reason(SQLException e) {
        String message = String.valueOf(e.getMessage());
        int open = message.lastIndexOf('(');
        return message.endsWith(")") && open >= 0 ? message.substring(open + 1, message.length() - 1) : message;
    }
}
