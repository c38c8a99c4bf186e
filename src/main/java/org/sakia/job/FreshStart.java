package org.sakia.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sakia.config.JobOptions;
import org.sakia.config.Options;
import org.sakia.deliver.Finish;
import org.sakia.ledger.JobLedger;
import org.sakia.ledger.Round;

/** Starts a job over: {@code --fresh}. */
public final class FreshStart {

    /** Stands in the ledger, where no partition has such a name, as long as the ledger topic has not forgotten the job. */
    private static final String TOPIC = Round.KEY + "topic";

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
        if (options.kafkaLedgerTopic().isPresent()) {
            ledger.saveCursor(TOPIC, "{}");
        }
    }

    /** Whether Kafka's ledger topic is still to forget what the ledger has forgotten. */
    static boolean isTopicToForget(JobLedger ledger) {
        return ledger.cursor(TOPIC).isPresent();
    }

    static void topicHasForgotten(JobLedger ledger) {
        ledger.deleteCursor(TOPIC);
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
