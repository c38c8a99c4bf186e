package org.sakia.config;

import org.sakia.page.FieldPath;

/**
 * The job whose records give this job its partitions. Immutable.
 *
 * @param job   its name
 * @param field of its records that holds the value
 */
public record ParentRecords(String job, FieldPath field) {

    @Override
    public String toString() {
        return job + ":" + field;
    }
}
