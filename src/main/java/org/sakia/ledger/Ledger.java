package org.sakia.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;

/**
 * The file {@code ledger.db} in the state folder, for all jobs. Several processes may share it, each with its own
 * jobs, on a local file system. Thread-safe.
 *
 * <p>No other code of this process may open the file or a job's lock file: closing them would drop the locks that the
 * process holds on them.
 */
public final class Ledger implements AutoCloseable {

    private static final String FILE = "ledger.db";
    private static final Pattern JOB_NAME = Pattern.compile("[a-z0-9-]+");

    private final Path folder;
    private final Clock clock;
    private final Sqlite writer;
    private final Sqlite reader;
    private final Queue<JobLedger> taken = new ConcurrentLinkedQueue<>();

    private Ledger(Path folder, Clock clock, Sqlite writer, Sqlite reader) {
        this.folder = folder;
        this.clock = clock;
        this.writer = writer;
        this.reader = reader;
    }

    /** As {@link #open(Path, Clock)}, with the system's clock. */
    public static Ledger open(Path stateFolder) {
        return open(stateFolder, Clock.systemUTC());
    }

    /**
     * Opens the ledger; creates folder and file, and upgrades a file of an older version.
     *
     * @throws LedgerException if they cannot be written, or the file is no ledger or of a newer version
     */
    public static Ledger open(Path stateFolder, Clock clock) {
        Path file = file(stateFolder);
        try {
            Files.createDirectories(file.getParent());
        } catch (IOException e) {
            throw new LedgerException(
                    "the state folder " + stateFolder + " cannot be created: " + e
                            + "; name one (sakia.state, or state of an endpoint) that this user may write to",
                    e);
        }
        Sqlite writer = Sqlite.writer(file);
        try {
            Schema.current().upgrade(writer);
            return new Ledger(file.getParent(), clock, writer, Sqlite.reader(file));
        } catch (RuntimeException e) {
            writer.close();
            throw e;
        }
    }

    /**
     * Takes a job for this process, until it is closed or the process dies. Finishes what a process did not that was killed
     * while it forgot the job.
     *
     * @param fingerprint what decides the content of a page, such as url and page size, without secrets; compared with
     *                    the one that the job was begun with
     * @throws JobLockedException          if somebody holds it
     * @throws FingerprintChangedException if it has pages or cursors of another fingerprint
     */
    public JobLedger take(String job, Map<String, String> fingerprint) {
        return take(job, fingerprint, true);
    }

    /**
     * Takes a job to start it over: as {@link #take}, but whatever the job was begun with. What it has stands until
     * {@link JobLedger#forget()}, which must come before the first page.
     */
    public JobLedger takeAnew(String job, Map<String, String> fingerprint) {
        return take(job, fingerprint, false);
    }

    private JobLedger take(String job, Map<String, String> fingerprint, boolean compare) {
        if (!JOB_NAME.matcher(job).matches()) {
            throw new IllegalArgumentException("a job's name consists of a-z, 0-9 and -, not " + job);
        }
        JobTable row = new JobTable(writer, job);
        JobLock lock = JobLock.take(folder, job).orElseThrow(() -> new JobLockedException(job, row.holder()));
        try {
            Map<String, String> copy = Map.copyOf(fingerprint);
            boolean halfForgotten = JobLedger.isHalfForgotten(writer, job);
            writer.transaction(() -> {
                row.create(clock.instant());
                if (!row.hasBegun()) {
                    row.fingerprint(copy);
                } else if (compare && !halfForgotten) {
                    FingerprintChangedException.refuse(job, row.fingerprint(), copy);
                }
                row.heldBy(Holder.thisProcess(clock.instant()));
            });
            JobLedger ledger = new JobLedger(folder, job, copy, lock, writer, reader, clock);
            if (halfForgotten) {
                ledger.forget();
            }
            taken.add(ledger);
            return ledger;
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /**
     * What the ledger knows of these jobs, in their order; jobs it does not know are left out. Takes no lock, writes
     * nothing, and works while runs are on.
     *
     * @param failedPages how many failed pages to list for each, at most
     * @throws LedgerException if there is a file that is no ledger of this version
     */
    public static List<JobStatus> status(Path stateFolder, Collection<String> jobs, int failedPages) {
        Path file = file(stateFolder);
        if (!Files.exists(file)) {
            return List.of();
        }
        try (Sqlite reader = Sqlite.reader(file)) {
            return Schema.current().isReadable(reader)
                    ? jobs.stream()
                            .flatMap(job -> status(reader, job, failedPages).stream())
                            .toList()
                    : List.of();
        }
    }

    private static Optional<JobStatus> status(Sqlite reader, String job, int failedPages) {
        PageTable pages = new PageTable(reader, job);
        return new JobTable(reader, job)
                .status()
                .map(row -> new JobStatus(
                        row.job(),
                        row.state(),
                        row.expectedRecords(),
                        row.message(),
                        pages.totals(round(reader, job).prefix()),
                        pages.failed(failedPages),
                        row.holder(),
                        row.updatedAt()));
    }

    private static Round round(Sqlite reader, String job) {
        Optional<String> kept = reader.first(
                "SELECT value FROM cursor WHERE job = ? AND partition = ?", row -> row.getString(1), job, Round.KEY);
        return Round.of(kept, Optional.empty(), Instant.EPOCH);
    }

    // The driver takes what follows a question mark for options, and would open another file.
    private static Path file(Path stateFolder) {
        if (stateFolder.toAbsolutePath().toString().contains("?")) {
            throw new LedgerException("the state folder " + stateFolder + " must not have a question mark in its name");
        }
        return stateFolder.toAbsolutePath().normalize().resolve(FILE);
    }

    /** Gives all jobs back and closes the file. */
    @Override
    public void close() {
        taken.forEach(JobLedger::close);
        reader.close();
        writer.close();
    }
}
