package org.sakia.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.sakia.config.JobOptions;
import org.sakia.config.Options;
import org.sakia.deliver.Finish;
import org.sakia.deliver.PageFiles;
import org.sakia.ledger.JobLedger;
import org.sakia.ledger.Round;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts a job over: {@code --fresh}. */
public final class FreshStart {

    private static final Logger LOG = LoggerFactory.getLogger(FreshStart.class);

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
        Set<Path> folders = new HashSet<>();
        try {
            Files.deleteIfExists(out.resolve(Finish.COMPLETE_FILE));
            ledger.forEachDelivered(row -> {
                if (!row.file().isEmpty()) {
                    Path file = out.resolve(row.file());
                    delete(file);
                    folders.add(file.getParent());
                }
            });
            warnOfOthers(options.name(), folders);
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

    /** A process that was killed between a file and its row leaves what looks like a page. */
    private static void warnOfOthers(String job, Set<Path> folders) throws IOException {
        for (Path folder : folders) {
            List<Path> others = PageFiles.in(folder);
            if (!others.isEmpty()) {
                LOG.warn(
                        "{}: {} has {} that the ledger does not list, such as {}; they stay, and if a run that was"
                                + " killed has left them, they stand among the new pages until you delete them",
                        job,
                        folder,
                        others.size() == 1 ? "a page" : others.size() + " pages",
                        others.get(0).getFileName());
            }
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
