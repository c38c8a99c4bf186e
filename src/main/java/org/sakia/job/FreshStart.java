package org.sakia.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sakia.config.JobOptions;
import org.sakia.config.Options;
import org.sakia.deliver.Finish;
import org.sakia.ledger.JobLedger;

/** Starts a job over: {@code --fresh}. */
public final class FreshStart {

    private FreshStart() {}

    /**
     * Deletes the files that the ledger lists, no others, and then what the ledger knows of the job.
     *
     * @throws FreshStartException if a file cannot be deleted; the ledger still lists it then
     */
    public static void forget(JobOptions options, JobLedger ledger) throws FreshStartException {
        Path out = options.get(Options.OUT);
        try {
            Files.deleteIfExists(out.resolve(Finish.COMPLETE_FILE));
            ledger.forEachDelivered(row -> {
                if (!row.file().isEmpty()) {
                    delete(out.resolve(row.file()));
                }
            });
        } catch (IOException e) {
            throw new FreshStartException(out, e);
        } catch (UncheckedIOException e) {
            throw new FreshStartException(out, e.getCause());
        }
        ledger.forget();
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
