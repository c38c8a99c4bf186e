package org.sakia.page;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.apache.camel.StreamCache;
import org.apache.camel.converter.stream.FileInputStreamCache;
import org.apache.camel.converter.stream.InputStreamCache;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what is written to it so that it can be read again and again: in memory up to a threshold, beyond it in a file
 * {@code page-*.spool} that {@link #discard} deletes. For one thread at a time.
 */
public final class Spool extends OutputStream {

    private static final Logger LOG = LoggerFactory.getLogger(Spool.class);
    private static final int FIRST_BUFFER = 4096;

    private final int memoryBytes;
    private final Path folder;
    private byte[] memory = {};
    private Path file;
    private OutputStream toFile;
    private long size;
    private boolean closed;
    private boolean discarded;

    /**
     * @param memoryBytes most bytes kept in memory; 0 or more
     * @param folder where the file goes; created when the first file is
     */
    public Spool(int memoryBytes, Path folder) {
        if (memoryBytes < 0) {
            throw new IllegalArgumentException("memoryBytes is " + memoryBytes + "; it must be at least 0");
        }
        this.memoryBytes = memoryBytes;
        this.folder = folder;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    /** @throws SpoolException if the file cannot be written */
    @Override
    public void write(byte[] source, int from, int length) throws IOException {
        Objects.checkFromIndexSize(from, length, source.length);
        if (closed) {
            throw new IOException("the spool is closed");
        }
        if (file == null && size + length > memoryBytes) {
            spill();
        }
        if (file == null) {
            grow((int) size + length);
            System.arraycopy(source, from, memory, (int) size, length);
        } else {
            try {
                toFile.write(source, from, length);
            } catch (IOException e) {
                throw noRoom(e);
            }
        }
        size += length;
    }

    private void grow(int needed) {
        if (needed > memory.length) {
            long twice = Math.max(2L * memory.length, FIRST_BUFFER);
            memory = Arrays.copyOf(memory, (int) Math.min(memoryBytes, Math.max(twice, needed)));
        }
    }

    private void spill() throws SpoolException {
        try {
            Files.createDirectories(folder);
            file = Files.createTempFile(folder, "page-", ".spool");
            toFile = Files.newOutputStream(file);
            toFile.write(memory, 0, (int) size);
        } catch (IOException e) {
            throw noRoom(e);
        }
        memory = new byte[0];
    }

    private SpoolException noRoom(IOException cause) {
        return new SpoolException(
                "a page's temporary file in " + folder + " cannot be written: " + cause.getMessage()
                        + "; make room there and run again",
                cause);
    }

    /** Bytes written so far, wherever they are. */
    public long size() {
        return size;
    }

    /** Ends the writing; what was written stays. */
    @Override
    public void close() throws IOException {
        closed = true;
        if (toFile != null) {
            toFile.close();
        }
    }

    /**
     * Ends the writing and answers the content, an {@code InputStream} as well, which {@code reset()} rewinds. It is
     * good until {@link #discard}.
     *
     * @throws IOException if the file cannot be completed
     * @throws IllegalStateException if the spool was discarded
     */
    public StreamCache toStreamCache() throws IOException {
        if (discarded) {
            throw new IllegalStateException("the spool was discarded; nothing is left to read");
        }
        close();
        return file == null ? new InputStreamCache(memory, (int) size) : new FileInputStreamCache(file.toFile());
    }

    /** Gives memory and file back; may be called again, and after a failed write. A file that stays is logged. */
    public void discard() {
        discarded = true;
        memory = new byte[0];
        try {
            close();
        } catch (IOException e) {
            LOG.debug("Closing {} failed; it is deleted anyway", file, e);
        }
        if (file == null) {
            return;
        }
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("The temporary file {} could not be deleted; delete it by hand: {}", file, e.toString());
        }
    }
}
