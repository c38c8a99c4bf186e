package org.sakia.plan;

/**
 * What the plan hands over through the queue: one page of the source, by the key that names it from now on. Immutable.
 *
 * @param partition the part of the source it belongs to; empty where the source is not partitioned
 * @param sequence  its place in the partition, from 0
 */
public record Page(String partition, long sequence) {

    /** The partition of a source that has no partitions. */
    public static final String NO_PARTITION = "";

    /**
     * Reads a page key.
     *
     * @throws IllegalArgumentException if it does not end in a number
     */
    public static Page parse(String key) {
        int slash = key.lastIndexOf('/');
        return new Page(slash < 0 ? NO_PARTITION : key.substring(0, slash), Long.parseLong(key.substring(slash + 1)));
    }

    /** The page key as people read it: {@code 17}, or {@code eu/17} in a partition. */
    public String key() {
        return partition.isEmpty() ? Long.toString(sequence) : partition + "/" + sequence;
    }

    @Override
    public String toString() {
        return key();
    }
}
