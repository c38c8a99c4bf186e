package org.sakia.ledger;

/**
 * What the pages of a job add up to. Immutable.
 *
 * @param deliveredPages pages in the sink
 * @param failedPages    pages given up
 * @param records        records of the delivered pages
 * @param bytes          bytes of those records, before compression
 * @param skipped        records left out because an earlier round of an incremental job has delivered them
 */
public record Totals(long deliveredPages, long failedPages, long records, long bytes, long skipped) {}
