package org.sakia.job;

import java.util.Optional;
import org.sakia.deliver.PageFiles;
import org.sakia.ledger.JobLedger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at what earlier runs delivered, before a run goes on: the ledger's word holds only while the files do. */
final class ResumeScan {

    private static final Logger LOG = LoggerFactory.getLogger(ResumeScan.class);

    private ResumeScan() {}

    /**
     * Takes back the rows of pages whose files are gone or have another size.
     *
     * @return pages that need not be exported again
     */
    static long check(String job, JobLedger ledger, Optional<PageFiles> files) {
        long[] counts = new long[2];
        ledger.forEachDelivered(row -> {
            if (!ledger.round().has(row.page())) {
                // Whoever reads an incremental job's files may take those of earlier rounds away.
                return;
            }
            if (files.isEmpty() || files.get().isIntact(row)) {
                counts[0]++;
            } else {
                ledger.undo(row.page());
                counts[1]++;
            }
        });
        if (counts[1] > 0) {
            LOG.warn(
                    "{}: {} delivered pages are missing in {} or have another size than the ledger says;"
                            + " they are exported again",
                    job,
                    counts[1],
                    files.map(PageFiles::out).orElseThrow());
        }
        return counts[0];
    }
}
