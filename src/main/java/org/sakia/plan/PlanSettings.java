package org.sakia.plan;

import org.sakia.ledger.JobLedger;

/**
 * What a plan is made of. Immutable.
 *
 * @param paging       how pages are asked for
 * @param partitions   the parts of the source; each iteration begins anew and may read a file
 * @param total        where the number of records comes from
 * @param pageSize     records to ask for
 * @param mostPages    plan no more than these in this run
 * @param mostOpen     partitions that are planned side by side
 * @param allowRepeats whether pages that stand beside each other may hold the same records
 * @param keeps        whether what is learnt goes into the ledger
 */
public record PlanSettings(
        Paging paging,
        Iterable<Partition> partitions,
        TotalSource total,
        int pageSize,
        long mostPages,
        int mostOpen,
        boolean allowRepeats,
        boolean keeps) {

    PartitionPlan plan(String partition, JobLedger ledger) {
        Repeats repeats = new Repeats(ledger, allowRepeats);
        if (paging instanceof Paging.Numbered numbered) {
            return new NumberedPlan(ledger, partition, numbered, total, pageSize, repeats);
        }
        return new ChainedPlan(ledger, partition, (Paging.Chained) paging, total, pageSize, repeats);
    }
}
