package org.sakia.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sakia.deliver.PageFiles;
import org.sakia.ledger.JobLedger;
import org.sakia.ledger.PageRow;
import org.sakia.plan.Page;
import org.sakia.plan.Plan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at what earlier runs delivered, before a run goes on: the ledger's word holds only while the files do. */
final class ResumeScan {

    private static final Logger LOG = LoggerFactory.getLogger(ResumeScan.class);
    private static final int CHUNK = 1000;

    private ResumeScan() {}

    /**
     * Tells the plan of every intact page and takes the others back.
     *
     * @return pages that need not be exported again
     */
    static long check(String job, JobLedger ledger, Plan plan, Optional<PageFiles> files) {
        long intact = 0;
        long lost = 0;
        long from = 0;
        List<PageRow> rows;
        do {
            rows = ledger.delivered(Page.NO_PARTITION, from, CHUNK);
            List<Page> missing = new ArrayList<>();
            for (PageRow row : rows) {
                if (files.isEmpty() || files.get().isIntact(row)) {
                    plan.resumed(row);
                    intact++;
                } else {
                    missing.add(row.page());
                }
                from = row.page().sequence() + 1;
            }
            missing.forEach(ledger::undo);
            lost += missing.size();
        } while (rows.size() == CHUNK);
        if (lost > 0) {
            LOG.warn(
                    "{}: {} delivered pages are missing in {} or have another size than the ledger says;"
                            + " they are exported again",
                    job,
                    lost,
                    files.map(PageFiles::out).orElseThrow());
        }
        return intact;
    }
}
