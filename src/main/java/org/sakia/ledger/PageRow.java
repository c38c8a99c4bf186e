package org.sakia.ledger;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;
import org.sakia.plan.Page;

/**
 * The end of one page, as the ledger keeps it. Immutable.
 *
 * @param attempts  requests it took
 * @param records   records in the page; 0 when it failed
 * @param bytes     bytes of the records, before compression
 * @param checksum  of the same bytes
 * @param file      path below the job's output folder; empty when the page left no file
 * @param fileBytes size of that file on disk
 * @param total     records that the source said it has, in this page's answer
 * @param next      what asks for the page behind it, a cursor or a URL without secrets; empty at the end of the source and
 *                  where pages are numbered
 * @param increment of an incremental job's page
 * @param status    last HTTP status; 0 when no answer came
 * @param error     why it failed, without secrets; empty when delivered
 * @param endedAt   kept to the millisecond
 */
public record PageRow(
        Page page,
        PageState state,
        int attempts,
        long records,
        long bytes,
        long checksum,
        String file,
        long fileBytes,
        OptionalLong total,
        Optional<String> next,
        Increment increment,
        int status,
        String error,
        Instant endedAt) {

    public PageRow {
        endedAt = endedAt.truncatedTo(ChronoUnit.MILLIS);
    }

    /** The row of a page whose attempts are used up. */
    public static PageRow failed(
            Page page, int attempts, Optional<String> next, int status, String error, Instant endedAt) {
        return new PageRow(
                page,
                PageState.FAILED,
                attempts,
                0,
                0,
                0,
                "",
                0,
                OptionalLong.empty(),
                next,
                Increment.NONE,
                status,
                error,
                endedAt);
    }
}
