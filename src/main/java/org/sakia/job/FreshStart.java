package org.sakia.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.sakia.config.JobOptions;
import org.sakia.config.Options;
import org.sakia.deliver.Finish;
import org.sakia.deliver.PageFiles;
import org.sakia.ledger.JobLedger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts a job over: {@code --fresh}. */
public final class FreshStart {

    private static final Logger LOG = LoggerFactory.getLogger(FreshStart.class);

    /** Stands in the ledger as long as the ledger topic has not forgotten the job. */
    private static final String TOPIC = JobLedger.KEPT + "topic";

    private FreshStart() {}

    /**
     * Deletes the files that the ledger lists, no others, and then what the ledger knows of the job.
     *
     * @throws FreshStartException if a file cannot be deleted; the ledger still lists it then
     */
    public static void forget(JobOptions options, JobLedger ledger) throws FreshStartException {
        Path out = options.get(Options.OUT);
        Others others = new Others(options.name());
        try {
            Files.deleteIfExists(out.resolve(Finish.COMPLETE_FILE));
            ledger.forEachDelivered(row -> {
                if (!row.file().isEmpty()) {
                    Path file = out.resolve(row.file());
                    delete(file);
                    others.beside(file);
                }
            });
            others.end();
        } catch (IOException e) {
            throw new FreshStartException(out, e);
        } catch (UncheckedIOException e) {
            throw new FreshStartException(out, e.getCause());
        }
        // First: a kill in between must not leave a topic that would bring everything back.
        if (options.kafkaLedgerTopic().isPresent()) {
            ledger.saveCursor(TOPIC, "{}");
        }
        ledger.forget();
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

    /** Warns of what looks like a page and is not in the ledger: a kill between a file and its row leaves such a one. */
    private static final class Others {

        private final String job;
        private Optional<Path> folder = Optional.empty();

        Others(String job) {
            this.job = job;
        }

        /** To be called in the order of the rows, in which those of a folder stand together. */
        void beside(Path file) {
            Optional<Path> now = Optional.of(file.getParent());
            if (!now.equals(folder)) {
                end();
                folder = now;
            }
        }

        void end() {
            folder.ifPresent(this::warn);
        }

        private void warn(Path left) {
            try {
                List<Path> pages = PageFiles.in(left);
                if (!pages.isEmpty()) {
                    LOG.warn(
                            "{}: {} has {} that the ledger does not list, such as {}; they stay, and if a run that was"
                                    + " killed has left them, they stand among the new pages until you delete them",
                            job,
                            left,
                            pages.size() == 1 ? "a page" : pages.size() + " pages",
                            pages.get(0).getFileName());
                }
            } catch (IOException e) {
                LOG.warn("{}: {} cannot be read, so nobody knows what is left in it: {}", job, left, e.toString());
            }
        }
    }
}
