package org.sakia.config;

/** What a job does when its quota is used up. */
public enum QuotaOnEmpty {
    PAUSE,
    STOP
}
