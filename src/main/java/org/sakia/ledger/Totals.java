package org.sakia.ledger;

/**
 * What the pages of a job add up to. Immutable.
 *
 * @param deliveredPages pages in the sink
 * @param failedPages    pages given up
 * @param records        records of the delivered pages
 * @param bytes          bytes of those records, before compression
 */
public record Totals(long deliveredPages, long failedPages, long records, long bytes) {}
