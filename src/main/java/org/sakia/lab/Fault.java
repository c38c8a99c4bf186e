package org.sakia.lab;

/** What goes wrong with one answer. */
enum Fault {
    NONE,
    SERVER_ERROR,
    RESET,
    HANG,
    TRUNCATED,
    JUNK
}
