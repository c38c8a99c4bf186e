package org.sakia.lab;

/**
 * How many records the API holds, and how the table grows while it is read. Immutable.
 *
 * @param records 0 or more, when the first request arrives
 * @param growth  records added by each arrival
 * @param most    where the growth ends; {@code records} or more
 */
public record Total(long records, long growth, long most) {

    /** @throws IllegalArgumentException if a part is out of its range */
    public Total {
        if (records < 0 || growth < 0 || most < records) {
            throw new IllegalArgumentException("a total needs 0 <= records <= most and growth >= 0, not " + records
                    + ", most " + most + ", growth " + growth);
        }
    }

    /** A table that does not change. */
    public static Total fixed(long records) {
        return new Total(records, 0, records);
    }

    long at(long arrival) {
        if (growth == 0 || arrival >= (most - records) / growth + 1) {
            return growth == 0 ? records : most;
        }
        return Math.min(most, records + growth * arrival);
    }
}
