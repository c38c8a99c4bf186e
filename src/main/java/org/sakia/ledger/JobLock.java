package org.sakia.ledger;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The operating system's lock on a file, held by one holder in one process. The system frees it when the process
 * dies. The file is never deleted: two processes could then lock two files of the same name.
 */
final class JobLock implements AutoCloseable {

    // By POSIX a process loses its lock when it closes any descriptor of the file. What this process holds it must
    // therefore know without opening the file again, and this belongs to the process, not to an object.
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    // Opened in vain because another class loader of this process holds the lock: for the same reason never closed.
    private static final Queue<FileChannel> LEFT_OPEN = new ConcurrentLinkedQueue<>();

    private final Path file;
    private final FileChannel channel;

    private JobLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Takes the lock unless somebody has it.
     *
     * @throws LedgerException if the file cannot be opened or locked at all
     */
    static Optional<JobLock> take(Path folder, String job) {
        try {
            Path file = folder.toRealPath().resolve(job + ".lock");
            if (!HELD.add(file)) {
                return Optional.empty();
            }
            Optional<JobLock> taken = Optional.empty();
            try {
                taken = lock(file);
            } finally {
                if (taken.isEmpty()) {
                    HELD.remove(file);
                }
            }
            return taken;
        } catch (IOException e) {
            throw new LedgerException(
                    job + ".lock in the folder " + folder + " cannot be locked: " + e.getMessage()
                            + "; the state folder must be writable, on a file system with locks",
                    e);
        }
    }

    private static Optional<JobLock> lock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return Optional.of(new JobLock(file, channel));
            }
            channel.close();
            return Optional.empty();
        } catch (OverlappingFileLockException e) {
            LEFT_OPEN.add(channel);
            return Optional.empty();
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new LedgerException("the lock " + file + " cannot be given back: " + e.getMessage(), e);
        } finally {
            HELD.remove(file);
        }
    }
}
