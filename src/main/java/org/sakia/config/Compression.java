package org.sakia.config;

/** How the file sink writes its files. */
public enum Compression {
    /** Plain NDJSON. */
    NONE,
    /** One gzip member a file. */
    GZIP
}
