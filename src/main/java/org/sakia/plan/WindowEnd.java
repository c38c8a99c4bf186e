package org.sakia.plan;

/** Whether an API counts the end of a window of time to the window. */
public enum WindowEnd {
    EXCLUSIVE,
    INCLUSIVE
}
